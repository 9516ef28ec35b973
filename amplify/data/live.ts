import { Stack } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import { StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Tables } from '../constructs/context.ts';
import type { StepFunction } from '../constructs/grants.ts';
import { TableStream } from '../constructs/table-stream.ts';

type Api = { arn: string };

/**
 * `allow.resource` opens every mutation of the API to the function, and the models' description in S3, which it does not
 * read: this leaves it the one field it is for.
 */
const narrowToPublication = (stack: Stack, api: Api): void => {
  const policy = stack.node.tryFindChild('GraphqlAccessPolicy1')?.node.defaultChild;
  if (!(policy instanceof CfnPolicy)) throw new Error("Amplify's policy for the publisher is not where it was.");
  const Resource = `${api.arn}/types/Mutation/fields/publishChanges`;
  policy.addPropertyOverride('PolicyDocument.Statement', [{ Action: 'appsync:GraphQL', Effect: 'Allow', Resource }]);
};

/** Rows that change reach the dashboards: workflows write tables directly, which model subscriptions do not see. */
export const addLiveChanges = (
  publisher: StepFunction,
  api: Api & Parameters<typeof Stack.of>[0],
  tables: Tables,
): void => {
  narrowToPublication(Stack.of(api), api);
  new TableStream(Stack.of(publisher.resources.lambda), 'LiveChanges', {
    consumer: publisher,
    tables: [tables.stockLevel, tables.reservation, tables.purchaseOrder, tables.alert],
    startingPosition: StartingPosition.LATEST,
    batchSize: 100,
  });
};
