import { Stack } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import { StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Tables } from '../constructs/context.ts';
import { grantTable, type StepFunction, setEnvironment } from '../constructs/grants.ts';
import { TableStream } from '../constructs/table-stream.ts';

type Api = { arn: string };
type Data = {
  graphqlApi: Api & Parameters<typeof Stack.of>[0];
  cfnResources: { cfnGraphqlApi: { attrGraphQlUrl: string } };
};

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
export const addLiveChanges = (publisher: StepFunction, { graphqlApi, cfnResources }: Data, tables: Tables): void => {
  narrowToPublication(Stack.of(graphqlApi), graphqlApi);
  setEnvironment(publisher, {
    STOCK_LEVEL_TABLE: tables.stockLevel.tableName,
    RESERVATION_TABLE: tables.reservation.tableName,
    PURCHASE_ORDER_TABLE: tables.purchaseOrder.tableName,
    ALERT_TABLE: tables.alert.tableName,
    ORDER_RATE_TABLE: tables.orderRate.tableName,
    STOCK_DAY_TABLE: tables.stockDay.tableName,
    GRAPHQL_URL: cfnResources.cfnGraphqlApi.attrGraphQlUrl,
  });
  grantTable(publisher, tables.orderRate, 'UpdateItem');
  grantTable(publisher, tables.stockDay, 'UpdateItem');
  new TableStream(Stack.of(publisher.resources.lambda), 'LiveChanges', {
    consumer: publisher,
    tables: [tables.stockLevel, tables.reservation, tables.purchaseOrder, tables.alert],
    startingPosition: StartingPosition.LATEST,
    batchSize: 100,
  });
};
