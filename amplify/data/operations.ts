import { Stack } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Context, Functions } from '../constructs/context.ts';
import { grantActions, grantIndex, grantTable, setEnvironment } from '../constructs/grants.ts';
import type { Workflow } from '../constructs/workflow.ts';
import { acknowledgeAlert } from '../functions/acknowledge-alert/resource.ts';
import { adjustStock } from '../functions/adjust-stock/resource.ts';
import { decidePurchaseOrder } from '../functions/decide-purchase-order/resource.ts';
import { placeOrders } from '../functions/place-orders/resource.ts';
import { reservationHistory } from '../functions/reservation-history/resource.ts';
import { sampleOrders } from '../functions/sample-orders/resource.ts';
import { RESERVATIONS_BY_DAY, RESERVATIONS_BY_PRODUCT } from '../tables/index-names.ts';

/** The functions behind the API's own queries and mutations. */
export const operations = {
  acknowledgeAlert,
  adjustStock,
  decidePurchaseOrder,
  placeOrders,
  reservationHistory,
  sampleOrders,
};
type Operations = Functions<typeof operations>;
type SampleOrders = { schedule: CfnSchedule; role: IRole };

/** Environment and rights of each operation: on the tables it names and nothing else. */
export const wireOperations = (functions: Operations, { tables, bus }: Context, sample: SampleOrders): void => {
  const { stockLevel, stockMovement, purchaseOrder, taskToken, alert, product, reservation } = tables;

  setEnvironment(functions.acknowledgeAlert, { ALERT_TABLE: alert.tableName });
  grantTable(functions.acknowledgeAlert, alert, 'GetItem', 'UpdateItem');

  setEnvironment(functions.adjustStock, {
    STOCK_LEVEL_TABLE: stockLevel.tableName,
    STOCK_MOVEMENT_TABLE: stockMovement.tableName,
  });
  grantTable(functions.adjustStock, stockLevel, 'GetItem', 'UpdateItem');
  grantTable(functions.adjustStock, stockMovement, 'GetItem', 'PutItem', 'Query');

  setEnvironment(functions.decidePurchaseOrder, {
    PURCHASE_ORDER_TABLE: purchaseOrder.tableName,
    TASK_TOKEN_TABLE: taskToken.tableName,
  });
  grantTable(functions.decidePurchaseOrder, purchaseOrder, 'GetItem', 'UpdateItem');
  grantTable(functions.decidePurchaseOrder, taskToken, 'GetItem');

  setEnvironment(functions.placeOrders, { PRODUCT_TABLE: product.tableName, EVENT_BUS_NAME: bus.eventBusName });
  grantTable(functions.placeOrders, product, 'Scan');
  grantActions(functions.placeOrders, ['events:PutEvents'], [bus.eventBusArn]);

  setEnvironment(functions.reservationHistory, { RESERVATION_TABLE: reservation.tableName });
  for (const index of [RESERVATIONS_BY_DAY, RESERVATIONS_BY_PRODUCT]) {
    grantIndex(functions.reservationHistory, reservation, index);
  }

  setEnvironment(functions.sampleOrders, { SCHEDULE_NAME: sample.schedule.ref });
  grantActions(
    functions.sampleOrders,
    ['scheduler:GetSchedule', 'scheduler:UpdateSchedule'],
    [sample.schedule.attrArn],
  );
  grantActions(functions.sampleOrders, ['iam:PassRole'], [sample.role.roleArn]);
};

/** In the workflow's stack: the workflow needs the data stack's tables, so the data stack cannot need the workflow. */
export const allowDecisions = ({ decidePurchaseOrder: decide }: Operations, workflow: Workflow): void => {
  const { role } = decide.resources.lambda;
  if (!role) throw new Error('decide-purchase-order has no role.');
  new Policy(Stack.of(workflow), 'WakeWorkflow', {
    statements: [new PolicyStatement({ actions: ['states:SendTaskSuccess'], resources: [workflow.arn] })],
    roles: [role],
  });
};
