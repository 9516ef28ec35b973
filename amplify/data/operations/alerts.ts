import type { Context, Functions } from '../../constructs/context.ts';
import { grantTable, setEnvironment } from '../../constructs/grants.ts';
import { acknowledgeAlert } from '../../functions/acknowledge-alert/resource.ts';
import { letKnowCaller, type WithUserPool } from './know-caller.ts';

export const alertOperations = { acknowledgeAlert };

export const wireAlertOperations = (
  backend: Functions<typeof alertOperations> & WithUserPool,
  { tables }: Context,
): void => {
  const { acknowledgeAlert: acknowledge } = backend;
  letKnowCaller(acknowledge, backend);
  setEnvironment(acknowledge, { ALERT_TABLE: tables.alert.tableName });
  grantTable(acknowledge, tables.alert, 'GetItem', 'UpdateItem');
};
