import { a } from '@aws-amplify/backend';
import { savedViews } from '../../functions/saved-views/resource.ts';
import { GROUPS } from './groups.ts';

/** Lists as somebody likes to see them. Each answers all views of whoever asks, by name; nobody sees another's. */
export const savedViewSchema = {
  SavedView: a.customType({
    viewId: a.id().required(),
    page: a.string().required(),
    name: a.string().required(),
    search: a.string().required(),
  }),

  savedViews: a
    .query()
    .returns(a.ref('SavedView').required().array())
    .handler(a.handler.function(savedViews))
    .authorization((allow) => [allow.groups(GROUPS)]),

  /** A new one, or that of the same id as it is now. */
  saveView: a
    .mutation()
    .arguments({
      viewId: a.id().required(),
      page: a.string().required(),
      name: a.string().required(),
      search: a.string().required(),
    })
    .returns(a.ref('SavedView').required().array())
    .handler(a.handler.function(savedViews))
    .authorization((allow) => [allow.groups(GROUPS)]),

  removeView: a
    .mutation()
    .arguments({ viewId: a.id().required() })
    .returns(a.ref('SavedView').required().array())
    .handler(a.handler.function(savedViews))
    .authorization((allow) => [allow.groups(GROUPS)]),
};
