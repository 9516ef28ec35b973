import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { SavedView } from '../../../amplify/domain/saved-views.ts';
import { request } from '../../lib/api-client.ts';

const FIELDS = 'viewId page name search';

/** The reader's own views of every page, by name. */
export const savedViewsQuery = queryOptions({
  queryKey: ['SavedView'],
  queryFn: () => request<SavedView[]>(`query SavedViews { savedViews { ${FIELDS} } }`),
});

const SAVE = /* GraphQL */ `
  mutation SaveView($viewId: ID!, $page: String!, $name: String!, $search: String!) {
    saveView(viewId: $viewId, page: $page, name: $name, search: $search) { ${FIELDS} }
  }
`;

const REMOVE = /* GraphQL */ `
  mutation RemoveView($viewId: ID!) {
    removeView(viewId: $viewId) { ${FIELDS} }
  }
`;

const keep = (views: SavedView[], client: QueryClient) => client.setQueryData(savedViewsQuery.queryKey, views);

/** Each answers all views as they are afterwards. */
export const saveViewMutation = mutationOptions({
  mutationKey: ['saveView'],
  mutationFn: (view: SavedView) => request<SavedView[]>(SAVE, view),
  onSuccess: (views, _view, _result, { client }) => keep(views, client),
});

export const removeViewMutation = mutationOptions({
  mutationKey: ['removeView'],
  mutationFn: (viewId: string) => request<SavedView[]>(REMOVE, { viewId }),
  onSuccess: (views, _view, _result, { client }) => keep(views, client),
});
