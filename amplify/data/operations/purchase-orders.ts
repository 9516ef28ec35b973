import { Stack } from 'aws-cdk-lib';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Context, Functions } from '../../constructs/context.ts';
import { grantTable, setEnvironment } from '../../constructs/grants.ts';
import type { Workflow } from '../../constructs/workflow.ts';
import { closePurchaseOrderShort } from '../../functions/close-purchase-order-short/resource.ts';
import { decidePurchaseOrder } from '../../functions/decide-purchase-order/resource.ts';
import { receiveStock } from '../../functions/receive-stock/resource.ts';
import { undoDecision } from '../../functions/undo-decision/resource.ts';
import { grantReceiving } from '../../workflows/create-purchase-order/receiving/grant-receiving.ts';
import { letKnowCaller, type WithUserPool } from './know-caller.ts';

export const purchaseOrderOperations = { closePurchaseOrderShort, decidePurchaseOrder, receiveStock, undoDecision };
type Operations = Functions<typeof purchaseOrderOperations>;

export const wirePurchaseOrderOperations = (backend: Operations & WithUserPool, context: Context): void => {
  wireDecisions(backend, context);
  wireReceiving(backend, context);
};

const wireDecisions = (backend: Operations & WithUserPool, { tables, settings }: Context): void => {
  const { decidePurchaseOrder: decide, undoDecision: undo } = backend;
  for (const operation of [decide, undo]) {
    letKnowCaller(operation, backend);
    setEnvironment(operation, { PURCHASE_ORDER_TABLE: tables.purchaseOrder.tableName });
    grantTable(operation, tables.purchaseOrder, 'GetItem', 'UpdateItem');
  }
  setEnvironment(decide, {
    TASK_TOKEN_TABLE: tables.taskToken.tableName,
    UNDO_SECONDS: String(settings.undoSeconds),
  });
  grantTable(decide, tables.taskToken, 'GetItem');
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
export const allowDecisions = ({ decidePurchaseOrder: decide }: Operations, workflow: Workflow): void => {
  new Policy(Stack.of(workflow), 'WakeWorkflow', {
    statements: [new PolicyStatement({ actions: ['states:SendTaskSuccess'], resources: [workflow.arn] })],
    roles: [decide.resources.lambda.role].filter((role) => role !== undefined),
  });
};
