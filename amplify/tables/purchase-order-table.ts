import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { PurchaseOrder } from '../domain/models.ts';
import { PURCHASE_ORDERS_BY_PHASE, PURCHASE_ORDERS_BY_PRODUCT } from './index-names.ts';

export type PurchaseOrderTable = {
  /** Read consistently. */
  get(purchaseOrderId: string): Promise<PurchaseOrder | undefined>;
  /** From here on it can be decided, and this execution waits for that; undefined when it is decided or has ended. */
  markAwaiting(purchaseOrderId: string, executionArn: string, now: string): Promise<PurchaseOrder | undefined>;
  /** Every order not yet closed, oldest first, page by page. */
  open(): AsyncIterable<PurchaseOrder[]>;
  /** The orders of a product that the index shows as not yet closed, oldest first. */
  openOf(productId: string): Promise<PurchaseOrder[]>;
};

export const purchaseOrderTable = (client: DynamoDBDocumentClient, tableName: string): PurchaseOrderTable => ({
  async get(purchaseOrderId) {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: { purchaseOrderId }, ConsistentRead: true }),
    );
    return Item as PurchaseOrder | undefined;
  },
  async markAwaiting(purchaseOrderId, executionArn, now) {
    try {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { purchaseOrderId },
          UpdateExpression: 'SET #status = :awaiting, executionArn = :execution, updatedAt = :now',
          // It awaits one already when the step is repeated, or when its decision was returned.
          ConditionExpression: '#status IN (:pending, :awaiting)',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ':awaiting': 'AWAITING_DECISION',
            ':pending': 'PENDING',
            ':execution': executionArn,
            ':now': now,
          },
          ReturnValues: 'ALL_NEW',
        }),
      );
      return Attributes as PurchaseOrder;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  },
  async *open() {
    const pages = paginateQuery(
      { client },
      {
        TableName: tableName,
        IndexName: PURCHASE_ORDERS_BY_PHASE,
        KeyConditionExpression: 'phase = :open',
        ExpressionAttributeValues: { ':open': 'OPEN' },
      },
    );
    for await (const page of pages) yield (page.Items ?? []) as PurchaseOrder[];
  },
  async openOf(productId) {
    const open: PurchaseOrder[] = [];
    const pages = paginateQuery(
      { client },
      {
        TableName: tableName,
        IndexName: PURCHASE_ORDERS_BY_PRODUCT,
        KeyConditionExpression: 'productId = :product',
        FilterExpression: 'phase = :open',
        ExpressionAttributeValues: { ':product': productId, ':open': 'OPEN' },
      },
    );
    for await (const page of pages) open.push(...((page.Items ?? []) as PurchaseOrder[]));
    return open;
  },
});
