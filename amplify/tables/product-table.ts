import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Product } from '../domain/models.ts';

export type ProductTable = {
  /** Read as it was a moment ago: half of what a consistent read costs. */
  get(productId: string): Promise<Product | undefined>;
};

export const productTable = (client: DynamoDBDocumentClient, tableName: string): ProductTable => ({
  async get(productId) {
    const { Item } = await client.send(new GetCommand({ TableName: tableName, Key: { productId } }));
    return Item as Product | undefined;
  },
});
