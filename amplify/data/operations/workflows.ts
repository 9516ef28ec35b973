import { Aws, Stack } from 'aws-cdk-lib';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Context, Functions } from '../../constructs/context.ts';
import { grantTable, setEnvironment } from '../../constructs/grants.ts';
import type { Workflow } from '../../constructs/workflow.ts';
import { purchaseOrderWorkflow } from '../../functions/purchase-order-workflow/resource.ts';

export const workflowOperations = { purchaseOrderWorkflow };
type Operations = Functions<typeof workflowOperations>;

export const wireWorkflowOperations = ({ purchaseOrderWorkflow: read }: Operations, { tables }: Context): void => {
  setEnvironment(read, { PURCHASE_ORDER_TABLE: tables.purchaseOrder.tableName });
  grantTable(read, tables.purchaseOrder, 'GetItem');
};

/** In the workflow's stack: the workflow needs the data stack's tables, so the data stack cannot need the workflow. */
export const allowReadingExecutions = ({ purchaseOrderWorkflow: read }: Operations, workflow: Workflow): void => {
  const { role } = read.resources.lambda;
  const executions = `arn:${Aws.PARTITION}:states:${Aws.REGION}:${Aws.ACCOUNT_ID}:execution:${workflow.stateMachine.stateMachineName}:*`;
  const actions = ['DescribeExecution', 'DescribeStateMachineForExecution', 'GetExecutionHistory'];
  new Policy(Stack.of(workflow), 'ReadExecutions', {
    statements: [
      new PolicyStatement({ actions: actions.map((action) => `states:${action}`), resources: [executions] }),
    ],
    roles: role ? [role] : [],
  });
};
