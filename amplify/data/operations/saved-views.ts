import type { Context, Functions } from '../../constructs/context.ts';
import { grantTable, setEnvironment } from '../../constructs/grants.ts';
import { savedViews } from '../../functions/saved-views/resource.ts';

export const savedViewOperations = { savedViews };

export const wireSavedViews = (
  { savedViews: operation }: Functions<typeof savedViewOperations>,
  { tables }: Context,
): void => {
  setEnvironment(operation, { SAVED_VIEW_TABLE: tables.savedView.tableName });
  grantTable(operation, tables.savedView, 'GetItem', 'PutItem');
};
