import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { PurchaseOrder } from '../domain/models.ts';
import { PURCHASE_ORDERS_BY_PHASE, PURCHASE_ORDERS_BY_PRODUCT } from './index-names.ts';

export type PurchaseOrderTable = {
  /** Read consistently. */
  get(purchaseOrderId: string): Promise<PurchaseOrder | undefined>;
  /** From here on it can be decided, and this execution waits for that; undefined when it is decided or has ended. */
  markAwaiting(purchaseOrderId: string, executionArn: string, now: string): Promise<PurchaseOrder | undefined>;
  /** An execution takes up an open order that has none; false when another has, or it ended meanwhile. */
  takeUp(purchaseOrderId: string, executionArn: string, now: string): Promise<boolean>;
  /** Cancelled by a person; false when somebody has decided, or ended it, before. */
  cancel(purchaseOrderId: string, closedBy: string, now: string): Promise<boolean>;
  /**
   * Takes it upon the caller to remind, by putting off when that is due: who finds it due afterwards tries again. False when
   * somebody else has taken it, or there is nothing to decide any more.
   */
  takeReminder(order: PurchaseOrder, until: string, now: string): Promise<boolean>;
  /** From here on approvers were reminded; an order that was decided or ended meanwhile is left as it is. */
  noteReminded(purchaseOrderId: string, now: string): Promise<void>;
  /** Every order not yet closed, oldest first, page by page. */
  open(): AsyncIterable<PurchaseOrder[]>;
  /** The orders of a product that the index shows as not yet closed, oldest first. */
  openOf(productId: string): Promise<PurchaseOrder[]>;
};

/** The row after an update; undefined when its condition did not hold. */
const updateIf = async (
  client: DynamoDBDocumentClient,
  input: UpdateCommandInput,
): Promise<PurchaseOrder | undefined> => {
  try {
    const { Attributes } = await client.send(new UpdateCommand({ ...input, ReturnValues: 'ALL_NEW' }));
    return Attributes as PurchaseOrder;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};

export const purchaseOrderTable = (client: DynamoDBDocumentClient, tableName: string): PurchaseOrderTable => ({
  async get(purchaseOrderId) {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: { purchaseOrderId }, ConsistentRead: true }),
    );
    return Item as PurchaseOrder | undefined;
  },
  markAwaiting: (purchaseOrderId, executionArn, now) =>
    updateIf(client, {
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
    }),
  async takeUp(purchaseOrderId, executionArn, now) {
    const taken = await updateIf(client, {
      TableName: tableName,
      Key: { purchaseOrderId },
      UpdateExpression: 'SET executionArn = :execution, executionArns = :executions, updatedAt = :now',
      ConditionExpression: 'phase = :open AND attribute_not_exists(executionArn)',
      ExpressionAttributeValues: {
        ':execution': executionArn,
        ':executions': [executionArn],
        ':open': 'OPEN',
        ':now': now,
      },
    });
    return taken !== undefined;
  },
  async cancel(purchaseOrderId, closedBy, now) {
    const cancelled = await updateIf(client, {
      TableName: tableName,
      Key: { purchaseOrderId },
      UpdateExpression: 'SET #status = :cancelled, closedBy = :by, closedAt = :now, updatedAt = :now',
      ConditionExpression: 'phase = :open AND #status IN (:pending, :awaiting)',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ':cancelled': 'CANCELLED',
        ':pending': 'PENDING',
        ':awaiting': 'AWAITING_DECISION',
        ':open': 'OPEN',
        ':by': closedBy,
        ':now': now,
      },
    });
    return cancelled !== undefined;
  },
  async takeReminder({ purchaseOrderId, remindAt }, until, now) {
    const taken = await updateIf(client, {
      TableName: tableName,
      Key: { purchaseOrderId },
      UpdateExpression: 'SET remindAt = :until, updatedAt = :now',
      ConditionExpression: '#status = :awaiting AND remindAt = :due AND attribute_not_exists(remindedAt)',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':awaiting': 'AWAITING_DECISION', ':due': remindAt, ':until': until, ':now': now },
    });
    return taken !== undefined;
  },
  async noteReminded(purchaseOrderId, now) {
    await updateIf(client, {
      TableName: tableName,
      Key: { purchaseOrderId },
      UpdateExpression: 'SET remindedAt = :now, updatedAt = :now',
      ConditionExpression: '#status = :awaiting',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':awaiting': 'AWAITING_DECISION', ':now': now },
    });
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
