import type { Context, Functions } from '../../constructs/context.ts';
import { grantActions, grantTable, setEnvironment } from '../../constructs/grants.ts';
import { defineNodeFunction } from '../../constructs/node-function.ts';

/** A step of two workflows, so in a stack of its own. */
export const alertFunctions = {
  raiseAlert: defineNodeFunction({
    name: 'raise-alert',
    folder: new URL('./', import.meta.url),
    stack: 'alerts',
    timeoutSeconds: 10,
  }),
};

export const addAlerts = ({ raiseAlert }: Functions<typeof alertFunctions>, { tables, topic }: Context): void => {
  setEnvironment(raiseAlert, {
    ALERT_TABLE: tables.alert.tableName,
    OPEN_ALERT_TABLE: tables.openAlert.tableName,
    STOCK_LEVEL_TABLE: tables.stockLevel.tableName,
    TOPIC_ARN: topic.topicArn,
  });
  grantTable(raiseAlert, tables.alert, 'PutItem');
  grantTable(raiseAlert, tables.openAlert, 'GetItem', 'PutItem', 'UpdateItem');
  grantTable(raiseAlert, tables.stockLevel, 'ConditionCheckItem');
  grantActions(raiseAlert, ['sns:Publish'], [topic.topicArn]);
};
