import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';

const ENOUGH_TO_DRAW_FROM = 50;

/** Up to fifty product ids: one bounded read, whatever the size of the catalogue. */
export const catalogue = (documents: DynamoDBDocumentClient, table: string) => async (): Promise<string[]> => {
  const { Items = [] } = await documents.send(
    new ScanCommand({ TableName: table, Limit: ENOUGH_TO_DRAW_FROM, ProjectionExpression: 'productId' }),
  );
  return Items.map(({ productId }) => String(productId));
};
