import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { PURCHASE_ORDERS_BY_PRODUCT } from '../amplify/tables/index-names.ts';
import type { Product } from './catalogue.ts';
import type { Restock } from './restock.ts';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Stops the execution behind the purchase order of a product that has one, as somebody may in AWS's console. */
export async function stopExecution({ endpoint: { url }, outputs }: Restock, product: Product): Promise<void> {
  const client = { endpoint: url, region: outputs.data.aws_region, credentials };
  const { Items = [] } = await DynamoDBDocumentClient.from(new DynamoDBClient(client)).send(
    new QueryCommand({
      TableName: outputs.custom.stockLevelTableName?.replace(/^StockLevel/, 'PurchaseOrder'),
      IndexName: PURCHASE_ORDERS_BY_PRODUCT,
      KeyConditionExpression: 'productId = :product',
      ExpressionAttributeValues: { ':product': product.id },
    }),
  );
  await new SFNClient(client).send(new StopExecutionCommand({ executionArn: Items[0]?.executionArn }));
}
