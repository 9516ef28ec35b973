import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { PurchaseOrder, PurchasingSettings, StockLevel } from '../../domain/models.ts';
import { purchaseOrderRow } from '../../domain/rows.ts';
import { CONDITION_FAILED } from '../../tables/cancellation.ts';
import type { Pause } from '../../tables/pause.ts';
import { transact, type Write } from '../../tables/transact.ts';

export type PurchaseOrderTableNames = { stockLevel: string; purchaseOrder: string; taskToken: string };

/** How an order ends before all of it has come: `from` are the states it may be in, `to` the one it gets. */
export type Closing = {
  from: PurchaseOrder['status'][];
  to: PurchaseOrder['status'];
  note?: string;
  /** Only while this execution waits for it. */
  executionArn?: string | undefined;
  closedBy?: string;
  /** No automatic order before then, unless stock falls further. */
  coolDownUntil?: string;
};

export type PurchaseOrderTransactions = {
  /** The order and its claim on the stock level, if the level is still as it was read; false when it is not. */
  claim(order: PurchaseOrder, level: StockLevel, now: string): Promise<boolean>;
  /** Carries an approval out; false when the decision is no longer the one that was read. */
  place(order: PurchaseOrder, settings: PurchasingSettings, now: string): Promise<boolean>;
  /** Notes the first of two approvals, and lets the order be decided again; false as for `place`. */
  awaitSecond(order: PurchaseOrder, now: string): Promise<boolean>;
  /** Order, claim and cool-down at once; false when the order is in none of the states it may be in. */
  close(order: PurchaseOrder, closing: Closing, now: string): Promise<boolean>;
};

type Names = PurchaseOrderTableNames;
const STATUS = { '#status': 'status' };
const levelKey = ({ productId, locationId }: PurchaseOrder) => ({ productId, locationId });

const takeClaim = (names: Names, order: PurchaseOrder, level: StockLevel, now: string): Write => ({
  Update: {
    TableName: names.stockLevel,
    Key: levelKey(order),
    UpdateExpression: 'SET openPurchaseOrderId = :order, version = version + :one, updatedAt = :now',
    ConditionExpression: 'version = :version AND attribute_not_exists(openPurchaseOrderId)',
    ExpressionAttributeValues: {
      ':order': order.purchaseOrderId,
      ':one': 1,
      ':now': now,
      ':version': level.version,
    },
  },
});

/** A decision that was returned, or made anew, since it was read has another `decidedAt` or none. */
const AS_IT_WAS_DECIDED = 'phase = :open AND #status = :approved AND decidedAt = :decidedAt';

const placeOrder = (names: Names, order: PurchaseOrder, settings: PurchasingSettings, now: string): Write => ({
  Update: {
    TableName: names.purchaseOrder,
    Key: { purchaseOrderId: order.purchaseOrderId },
    UpdateExpression:
      'SET #status = :ordered, orderedAt = :now, quantityReceived = :none, receiveOnApproval = :atOnce, updatedAt = :now',
    ConditionExpression: AS_IT_WAS_DECIDED,
    ExpressionAttributeNames: STATUS,
    ExpressionAttributeValues: {
      ':ordered': 'ORDERED',
      ':approved': 'APPROVED',
      ':open': 'OPEN',
      ':none': 0,
      ':atOnce': settings.receiveOnApproval,
      ':decidedAt': order.decidedAt,
      ':now': now,
    },
  },
});

const noteFirstApproval = (names: Names, order: PurchaseOrder, now: string): Write => ({
  Update: {
    TableName: names.purchaseOrder,
    Key: { purchaseOrderId: order.purchaseOrderId },
    UpdateExpression:
      'SET #status = :pending, firstApprovedAt = decidedAt, firstApprovedBy = decidedBy, firstApprovedById = decidedById, ' +
      'updatedAt = :now REMOVE decidedAt, decidedBy, decidedById, undoUntil',
    ConditionExpression: AS_IT_WAS_DECIDED,
    ExpressionAttributeNames: STATUS,
    ExpressionAttributeValues: {
      ':pending': 'PENDING',
      ':approved': 'APPROVED',
      ':open': 'OPEN',
      ':decidedAt': order.decidedAt,
      ':now': now,
    },
  },
});

/** The balance at the decision is the mark below which stock must fall to be ordered before the pause is over. */
const freeClaim = (names: Names, order: PurchaseOrder, coolDownUntil: string | undefined, now: string): Write => ({
  Update: {
    TableName: names.stockLevel,
    Key: levelKey(order),
    UpdateExpression: coolDownUntil
      ? 'SET coolDownUntil = :until, coolDownBelow = available, version = version + :one, updatedAt = :now REMOVE openPurchaseOrderId'
      : 'SET version = version + :one, updatedAt = :now REMOVE openPurchaseOrderId',
    ConditionExpression: 'openPurchaseOrderId = :order',
    ExpressionAttributeValues: {
      ':one': 1,
      ':now': now,
      ':order': order.purchaseOrderId,
      ...(coolDownUntil ? { ':until': coolDownUntil } : {}),
    },
  },
});

const closeOrder = (names: Names, order: PurchaseOrder, closing: Closing, now: string): Write => {
  const { from, to, note, executionArn, closedBy } = closing;
  const sets = [note && ', note = :note', closedBy && ', closedBy = :by'].filter(Boolean).join('');
  return {
    Update: {
      TableName: names.purchaseOrder,
      Key: { purchaseOrderId: order.purchaseOrderId },
      UpdateExpression: `SET #status = :to, phase = :closed, closedAt = :now, updatedAt = :now${sets}`,
      ConditionExpression: `phase = :open AND #status IN (${from.map((_, at) => `:from${at}`).join(', ')})${executionArn ? ' AND executionArn = :execution' : ''}`,
      ExpressionAttributeNames: STATUS,
      ExpressionAttributeValues: {
        ':to': to,
        ':closed': 'CLOSED',
        ':open': 'OPEN',
        ':now': now,
        ...Object.fromEntries(from.map((status, at) => [`:from${at}`, status])),
        ...(note && { ':note': note }),
        ...(closedBy && { ':by': closedBy }),
        ...(executionArn && { ':execution': executionArn }),
      },
    },
  };
};

const dropToken = (names: Names, order: PurchaseOrder): Write => ({
  Delete: { TableName: names.taskToken, Key: { purchaseOrderId: order.purchaseOrderId } },
});

export const purchaseOrderTransactions = (
  client: DynamoDBDocumentClient,
  names: Names,
  pause: Pause,
): PurchaseOrderTransactions => {
  const commit = (writes: Write[]) => transact(client, pause, writes);
  return {
    async claim(order, level, now) {
      const put = {
        TableName: names.purchaseOrder,
        Item: purchaseOrderRow(order, now),
        ConditionExpression: 'attribute_not_exists(purchaseOrderId)',
      };
      return (await commit([takeClaim(names, order, level, now), { Put: put }])) === undefined;
    },
    async place(order, settings, now) {
      return (await commit([placeOrder(names, order, settings, now), dropToken(names, order)])) === undefined;
    },
    async awaitSecond(order, now) {
      return (await commit([noteFirstApproval(names, order, now), dropToken(names, order)])) === undefined;
    },
    async close(order, closing, now) {
      const rest = [closeOrder(names, order, closing, now), dropToken(names, order)];
      const reasons = await commit([freeClaim(names, order, closing.coolDownUntil, now), ...rest]);
      if (reasons === undefined) return true;
      if (reasons[1]?.code === CONDITION_FAILED) return false;
      // The claim is not this order's (its stock level is gone, or was repaired by hand): the order still has to end.
      return (await commit(rest)) === undefined;
    },
  };
};
