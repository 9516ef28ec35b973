import { Stack } from 'aws-cdk-lib';
import { type IRole, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Context, Functions } from '../constructs/context.ts';
import { grantActions, grantIndex, grantTable, setEnvironment } from '../constructs/grants.ts';
import type { Workflow } from '../constructs/workflow.ts';
import { acknowledgeAlert } from '../functions/acknowledge-alert/resource.ts';
import { adjustStock } from '../functions/adjust-stock/resource.ts';
import { decidePurchaseOrder } from '../functions/decide-purchase-order/resource.ts';
import { placeOrders } from '../functions/place-orders/resource.ts';
import { publishChanges } from '../functions/publish-changes/resource.ts';
import { reconcileStock } from '../functions/reconcile-stock/resource.ts';
import { reservationHistory } from '../functions/reservation-history/resource.ts';
import { sampleOrders } from '../functions/sample-orders/resource.ts';
import {
  PURCHASE_ORDERS_BY_PRODUCT,
  RESERVATIONS_BY_DAY,
  RESERVATIONS_BY_PRODUCT,
  STOCK_LEVELS_BY_LOCATION,
} from '../tables/index-names.ts';

/** The functions behind the API's own queries and mutations, and the one that publishes live changes through it. */
export const operations = {
  acknowledgeAlert,
  adjustStock,
  decidePurchaseOrder,
  placeOrders,
  publishChanges,
  reconcileStock,
  reservationHistory,
  sampleOrders,
};
type Operations = Functions<typeof operations>;

type Backend = Operations & {
  auth: { resources: { userPool: { userPoolId: string; userPoolArn: string } } };
  data: { resources: { cfnResources: { cfnGraphqlApi: { attrGraphQlUrl: string } } } };
};
type SampleOrders = { schedule: CfnSchedule; role: IRole };

/** Tells every operation where its things are, and grants it what it does with them and nothing else. */
export const wireOperations = (backend: Backend, context: Context, sample: SampleOrders): void => {
  wireMutations(backend, context);
  wireReconciliation(backend, context);
  wireReservationHistory(backend, context);
  wirePublisher(backend, context);
  wireSampleOrders(backend, sample);
};

const wireMutations = (backend: Backend, { tables, bus }: Context): void => {
  const {
    acknowledgeAlert: acknowledge,
    adjustStock: adjust,
    decidePurchaseOrder: decide,
    placeOrders: place,
    reconcileStock: reconcile,
  } = backend;
  const { userPoolId, userPoolArn } = backend.auth.resources.userPool;
  for (const operation of [acknowledge, adjust, decide, reconcile]) {
    setEnvironment(operation, { USER_POOL_ID: userPoolId });
    grantActions(operation, ['cognito-idp:AdminGetUser'], [userPoolArn]);
  }
  setEnvironment(acknowledge, { ALERT_TABLE: tables.alert.tableName });
  grantTable(acknowledge, tables.alert, 'GetItem', 'UpdateItem');

  setEnvironment(adjust, {
    STOCK_LEVEL_TABLE: tables.stockLevel.tableName,
    STOCK_MOVEMENT_TABLE: tables.stockMovement.tableName,
    ADJUSTMENT_TABLE: tables.adjustment.tableName,
  });
  grantTable(adjust, tables.stockLevel, 'GetItem', 'UpdateItem');
  grantTable(adjust, tables.stockMovement, 'PutItem');
  grantTable(adjust, tables.adjustment, 'GetItem', 'PutItem');

  setEnvironment(decide, {
    PURCHASE_ORDER_TABLE: tables.purchaseOrder.tableName,
    TASK_TOKEN_TABLE: tables.taskToken.tableName,
  });
  grantTable(decide, tables.purchaseOrder, 'GetItem', 'UpdateItem');
  grantTable(decide, tables.taskToken, 'GetItem');

  setEnvironment(place, { ORDER_BUS_NAME: bus.eventBusName, PRODUCT_TABLE: tables.product.tableName });
  grantActions(place, ['events:PutEvents'], [bus.eventBusArn]);
  grantTable(place, tables.product, 'Scan');
};

/** It reads every book, and writes two of them. */
const wireReconciliation = ({ reconcileStock: reconcile }: Operations, { tables }: Context): void => {
  setEnvironment(reconcile, {
    STOCK_LEVEL_TABLE: tables.stockLevel.tableName,
    STOCK_MOVEMENT_TABLE: tables.stockMovement.tableName,
    RESERVATION_TABLE: tables.reservation.tableName,
    PURCHASE_ORDER_TABLE: tables.purchaseOrder.tableName,
  });
  grantTable(reconcile, tables.stockLevel, 'GetItem', 'UpdateItem');
  grantTable(reconcile, tables.stockMovement, 'Query', 'PutItem');
  grantTable(reconcile, tables.purchaseOrder, 'GetItem', 'ConditionCheckItem');
  grantIndex(reconcile, tables.stockLevel, STOCK_LEVELS_BY_LOCATION);
  grantIndex(reconcile, tables.reservation, RESERVATIONS_BY_PRODUCT);
  grantIndex(reconcile, tables.purchaseOrder, PURCHASE_ORDERS_BY_PRODUCT);
};

const wireReservationHistory = ({ reservationHistory: history }: Operations, { tables }: Context): void => {
  setEnvironment(history, { RESERVATION_TABLE: tables.reservation.tableName });
  for (const index of [RESERVATIONS_BY_DAY, RESERVATIONS_BY_PRODUCT]) grantIndex(history, tables.reservation, index);
};

const wirePublisher = ({ publishChanges: publisher, data }: Backend, { tables }: Context): void => {
  setEnvironment(publisher, {
    STOCK_LEVEL_TABLE: tables.stockLevel.tableName,
    RESERVATION_TABLE: tables.reservation.tableName,
    PURCHASE_ORDER_TABLE: tables.purchaseOrder.tableName,
    ALERT_TABLE: tables.alert.tableName,
    ORDER_RATE_TABLE: tables.orderRate.tableName,
    GRAPHQL_URL: data.resources.cfnResources.cfnGraphqlApi.attrGraphQlUrl,
  });
  grantTable(publisher, tables.orderRate, 'UpdateItem');
};

const wireSampleOrders = ({ sampleOrders: operation }: Operations, { schedule, role }: SampleOrders): void => {
  setEnvironment(operation, { SAMPLE_SCHEDULE_NAME: schedule.ref, SAMPLE_SCHEDULE_GROUP: 'default' });
  grantActions(operation, ['scheduler:GetSchedule', 'scheduler:UpdateSchedule'], [schedule.attrArn]);
  // UpdateSchedule sends the target's role again, which counts as passing it.
  operation.resources.lambda.addToRolePolicy(
    new PolicyStatement({
      actions: ['iam:PassRole'],
      resources: [role.roleArn],
      conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
    }),
  );
};

/** In the workflow's stack: the workflow needs the data stack's tables, so the data stack cannot need the workflow. */
export const allowDecisions = ({ decidePurchaseOrder: decide }: Operations, workflow: Workflow): void => {
  new Policy(Stack.of(workflow), 'WakeWorkflow', {
    statements: [new PolicyStatement({ actions: ['states:SendTaskSuccess'], resources: [workflow.arn] })],
    roles: [decide.resources.lambda.role].filter((role) => role !== undefined),
  });
};
