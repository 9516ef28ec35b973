import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Product, Supplier } from '../domain/models.ts';
import type { Offer } from '../domain/purchase-request.ts';

export type OfferTable = {
  /** The product, and its preferred supplier. */
  get(productId: string): Promise<Offer>;
};

export const offerTable = (
  client: DynamoDBDocumentClient,
  names: { product: string; supplier: string },
): OfferTable => ({
  async get(productId) {
    const found = await client.send(new GetCommand({ TableName: names.product, Key: { productId } }));
    const product = found.Item as Product | undefined;
    if (product?.supplierId === undefined) return { product };
    const { supplierId } = product;
    const { Item } = await client.send(new GetCommand({ TableName: names.supplier, Key: { supplierId } }));
    return { product, supplier: Item as Supplier | undefined };
  },
});
