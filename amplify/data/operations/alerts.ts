import type { Context, Functions } from '../../constructs/context.ts';
import { grantTable, setEnvironment } from '../../constructs/grants.ts';
import { acknowledgeAlert } from '../../functions/acknowledge-alert/resource.ts';
import { snoozeAlert } from '../../functions/snooze-alert/resource.ts';
import { letKnowCaller, type WithUserPool } from './know-caller.ts';

export const alertOperations = { acknowledgeAlert, snoozeAlert };

export const wireAlertOperations = (
  backend: Functions<typeof alertOperations> & WithUserPool,
  { tables }: Context,
): void => {
  for (const operation of [backend.acknowledgeAlert, backend.snoozeAlert]) {
    letKnowCaller(operation, backend);
    setEnvironment(operation, { ALERT_TABLE: tables.alert.tableName });
    grantTable(operation, tables.alert, 'GetItem', 'UpdateItem');
  }
};
