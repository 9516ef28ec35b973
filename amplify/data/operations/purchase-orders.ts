import { Stack } from 'aws-cdk-lib';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Context, Functions } from '../../constructs/context.ts';
import { grantActions, grantTable, setEnvironment } from '../../constructs/grants.ts';
import type { Workflow } from '../../constructs/workflow.ts';
import { cancelPurchaseOrder } from '../../functions/cancel-purchase-order/resource.ts';
import { changePurchasingSettings } from '../../functions/change-purchasing-settings/resource.ts';
import { closePurchaseOrderShort } from '../../functions/close-purchase-order-short/resource.ts';
import { decidePurchaseOrder } from '../../functions/decide-purchase-order/resource.ts';
import { receiveStock } from '../../functions/receive-stock/resource.ts';
import { requestPurchaseOrder } from '../../functions/request-purchase-order/resource.ts';
import { undoDecision } from '../../functions/undo-decision/resource.ts';
import { grantReceiving } from '../../workflows/create-purchase-order/receiving/grant-receiving.ts';
import { termsOf } from '../../workflows/create-purchase-order/terms.ts';
import { letKnowCaller, type WithUserPool } from './know-caller.ts';

export const purchaseOrderOperations = {
  cancelPurchaseOrder,
  changePurchasingSettings,
  closePurchaseOrderShort,
  decidePurchaseOrder,
  receiveStock,
  requestPurchaseOrder,
  undoDecision,
};
type Operations = Functions<typeof purchaseOrderOperations>;

export const wirePurchaseOrderOperations = (backend: Operations & WithUserPool, context: Context): void => {
  wireDecisions(backend, context);
  wireReceiving(backend, context);
  wireRequests(backend, context);
};

const wireDecisions = (backend: Operations & WithUserPool, { tables, settings }: Context): void => {
  const { decidePurchaseOrder: decide, undoDecision: undo, cancelPurchaseOrder: cancel } = backend;
  for (const operation of [decide, undo, cancel]) {
    letKnowCaller(operation, backend);
    setEnvironment(operation, { PURCHASE_ORDER_TABLE: tables.purchaseOrder.tableName });
    grantTable(operation, tables.purchaseOrder, 'GetItem', 'UpdateItem');
  }
  setEnvironment(decide, { UNDO_SECONDS: String(settings.undoSeconds) });
  for (const operation of [decide, cancel]) {
    setEnvironment(operation, { TASK_TOKEN_TABLE: tables.taskToken.tableName });
    grantTable(operation, tables.taskToken, 'GetItem');
  }
};

const wireRequests = (backend: Operations & WithUserPool, { tables, bus, settings }: Context): void => {
  const { requestPurchaseOrder: request, changePurchasingSettings: change } = backend;
  letKnowCaller(request, backend);
  setEnvironment(request, {
    STOCK_LEVEL_TABLE: tables.stockLevel.tableName,
    PRODUCT_TABLE: tables.product.tableName,
    SUPPLIER_TABLE: tables.supplier.tableName,
    PURCHASING_SETTINGS_TABLE: tables.purchasingSettings.tableName,
    PURCHASE_ORDER_TABLE: tables.purchaseOrder.tableName,
    TASK_TOKEN_TABLE: tables.taskToken.tableName,
    ORDER_BUS_NAME: bus.eventBusName,
    ...termsOf(settings),
  });
  for (const table of [tables.product, tables.supplier, tables.purchasingSettings]) {
    grantTable(request, table, 'GetItem');
  }
  grantTable(request, tables.stockLevel, 'GetItem', 'UpdateItem');
  grantTable(request, tables.purchaseOrder, 'GetItem', 'PutItem');
  grantActions(request, ['events:PutEvents'], [bus.eventBusArn]);

  letKnowCaller(change, backend);
  setEnvironment(change, { PURCHASING_SETTINGS_TABLE: tables.purchasingSettings.tableName });
  grantTable(change, tables.purchasingSettings, 'PutItem');
};

const wireReceiving = (backend: Operations & WithUserPool, context: Context): void => {
  const { receiveStock, closePurchaseOrderShort: closeShort } = backend;
  const { tables } = context;
  letKnowCaller(receiveStock, backend);
  grantReceiving(receiveStock, context);

  letKnowCaller(closeShort, backend);
  setEnvironment(closeShort, {
    STOCK_LEVEL_TABLE: tables.stockLevel.tableName,
    PURCHASE_ORDER_TABLE: tables.purchaseOrder.tableName,
    TASK_TOKEN_TABLE: tables.taskToken.tableName,
  });
  grantTable(closeShort, tables.purchaseOrder, 'GetItem', 'UpdateItem');
  grantTable(closeShort, tables.stockLevel, 'UpdateItem');
  grantTable(closeShort, tables.taskToken, 'DeleteItem');
};

/** In the workflow's stack: the workflow needs the data stack's tables, so the data stack cannot need the workflow. */
export const allowDecisions = (backend: Operations, workflow: Workflow): void => {
  const { decidePurchaseOrder: decide, cancelPurchaseOrder: cancel } = backend;
  new Policy(Stack.of(workflow), 'WakeWorkflow', {
    statements: [new PolicyStatement({ actions: ['states:SendTaskSuccess'], resources: [workflow.arn] })],
    roles: [decide, cancel].map((step) => step.resources.lambda.role).filter((role) => role !== undefined),
  });
};
