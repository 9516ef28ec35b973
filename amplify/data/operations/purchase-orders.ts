import { Stack } from 'aws-cdk-lib';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Context, Functions } from '../../constructs/context.ts';
import { grantTable, setEnvironment } from '../../constructs/grants.ts';
import type { Workflow } from '../../constructs/workflow.ts';
import { decidePurchaseOrder } from '../../functions/decide-purchase-order/resource.ts';
import { letKnowCaller, type WithUserPool } from './know-caller.ts';

export const purchaseOrderOperations = { decidePurchaseOrder };
type Operations = Functions<typeof purchaseOrderOperations>;

export const wirePurchaseOrderOperations = (backend: Operations & WithUserPool, { tables }: Context): void => {
  const { decidePurchaseOrder: decide } = backend;
  letKnowCaller(decide, backend);
  setEnvironment(decide, {
    PURCHASE_ORDER_TABLE: tables.purchaseOrder.tableName,
    TASK_TOKEN_TABLE: tables.taskToken.tableName,
  });
  grantTable(decide, tables.purchaseOrder, 'GetItem', 'UpdateItem');
  grantTable(decide, tables.taskToken, 'GetItem');
};

/** In the workflow's stack: the workflow needs the data stack's tables, so the data stack cannot need the workflow. */
export const allowDecisions = ({ decidePurchaseOrder: decide }: Operations, workflow: Workflow): void => {
  new Policy(Stack.of(workflow), 'WakeWorkflow', {
    statements: [new PolicyStatement({ actions: ['states:SendTaskSuccess'], resources: [workflow.arn] })],
    roles: [decide.resources.lambda.role].filter((role) => role !== undefined),
  });
};
