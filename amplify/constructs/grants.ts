import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';

type TableAction =
  | 'GetItem'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'BatchGetItem'
  | 'ConditionCheckItem'
  | 'Query'
  | 'Scan';

/** What `defineNodeFunction` leaves in a backend, as far as wiring needs it. */
export type StepFunction = {
  resources: { lambda: IFunction };
  addEnvironment: (key: string, value: string) => void;
};

/** Actions on exactly this table. A transaction is authorised by the actions of its items. */
export const grantTable = (step: StepFunction, table: ITable, ...actions: TableAction[]): void => {
  step.resources.lambda.addToRolePolicy(
    new PolicyStatement({ actions: actions.map((action) => `dynamodb:${action}`), resources: [table.tableArn] }),
  );
};

/** Query, or another action, on exactly this index. */
export const grantIndex = (
  step: StepFunction,
  table: ITable,
  indexName: string,
  action: 'Query' | 'Scan' = 'Query',
): void => {
  const resources = [`${table.tableArn}/index/${indexName}`];
  step.resources.lambda.addToRolePolicy(new PolicyStatement({ actions: [`dynamodb:${action}`], resources }));
};

export const grantActions = (step: StepFunction, actions: string[], resources: string[]): void => {
  step.resources.lambda.addToRolePolicy(new PolicyStatement({ actions, resources }));
};

export const setEnvironment = (step: StepFunction, variables: Record<string, string>): void => {
  for (const [key, value] of Object.entries(variables)) step.addEnvironment(key, value);
};
