import { type DynamoDBDocumentClient, GetCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { DEFAULT_LOCATION } from '../domain/vocabulary.ts';

export type LocationTable = {
  /** A location that was opened stays. */
  has(locationId: string): Promise<boolean>;
  /** The default one first. */
  every(): Promise<string[]>;
};

export const locationTable = (client: DynamoDBDocumentClient, tableName: string): LocationTable => ({
  async has(locationId) {
    if (locationId === DEFAULT_LOCATION) return true;
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: { locationId }, ConsistentRead: true }),
    );
    return Item !== undefined;
  },
  async every() {
    const known = new Set([DEFAULT_LOCATION]);
    const pages = paginateScan({ client }, { TableName: tableName, ProjectionExpression: 'locationId' });
    for await (const { Items = [] } of pages) for (const { locationId } of Items) known.add(locationId as string);
    return [...known];
  },
});
