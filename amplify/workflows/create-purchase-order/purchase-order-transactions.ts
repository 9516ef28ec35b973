import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { PurchaseOrder, StockLevel } from '../../domain/models.ts';
import { purchaseOrderRow, stockMovementRow } from '../../domain/rows.ts';
import { CONDITION_FAILED } from '../../tables/cancellation.ts';
import type { Pause } from '../../tables/pause.ts';
import { transact, type Write } from '../../tables/transact.ts';

export type PurchaseOrderTableNames = {
  stockLevel: string;
  purchaseOrder: string;
  stockMovement: string;
  taskToken: string;
};

/** How an order ends without stock: `from` are the states it may be in, `to` the one it gets. */
export type Closing = {
  from: PurchaseOrder['status'][];
  to: PurchaseOrder['status'];
  note?: string;
  /** No automatic order before then, unless stock falls further. */
  coolDownUntil?: string;
};

export type PurchaseOrderTransactions = {
  /** The order and its claim on the stock level, if the level is still as it was read; false when it is not. */
  claim(order: PurchaseOrder, level: StockLevel, now: string): Promise<boolean>;
  /** Stock, ledger, order and claim at once; false when the stock level changed since it was read. */
  receive(order: PurchaseOrder, level: StockLevel, now: string): Promise<boolean>;
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

const addStock = (names: Names, order: PurchaseOrder, level: StockLevel, now: string): Write => ({
  Update: {
    TableName: names.stockLevel,
    Key: levelKey(order),
    UpdateExpression:
      'SET available = available + :quantity, #status = :inStock, version = version + :one, updatedAt = :now ' +
      'REMOVE openPurchaseOrderId, coolDownUntil, coolDownBelow',
    ConditionExpression: 'version = :version AND openPurchaseOrderId = :order',
    ExpressionAttributeNames: STATUS,
    ExpressionAttributeValues: {
      ':quantity': order.quantity,
      ':inStock': 'IN_STOCK',
      ':one': 1,
      ':now': now,
      ':version': level.version,
      ':order': order.purchaseOrderId,
    },
  },
});

const ledgerEntry = (names: Names, order: PurchaseOrder, level: StockLevel, now: string): Write => ({
  Put: {
    TableName: names.stockMovement,
    Item: stockMovementRow(
      {
        ...levelKey(order),
        availableDelta: order.quantity,
        reservedDelta: 0,
        availableAfter: level.available + order.quantity,
        reservedAfter: level.reserved,
        cause: 'PURCHASE_ORDER',
        causeId: order.purchaseOrderId,
        actor: order.decidedBy ?? 'create-purchase-order',
      },
      now,
    ),
    ConditionExpression: 'attribute_not_exists(productId)',
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

const closeOrder = (names: Names, order: PurchaseOrder, closing: Closing, now: string): Write => ({
  Update: {
    TableName: names.purchaseOrder,
    Key: { purchaseOrderId: order.purchaseOrderId },
    UpdateExpression: `SET #status = :to, phase = :closed, closedAt = :now, updatedAt = :now${closing.note ? ', note = :note' : ''}`,
    ConditionExpression: `phase = :open AND #status IN (${closing.from.map((_, at) => `:from${at}`).join(', ')})`,
    ExpressionAttributeNames: STATUS,
    ExpressionAttributeValues: {
      ':to': closing.to,
      ':closed': 'CLOSED',
      ':open': 'OPEN',
      ':now': now,
      ...Object.fromEntries(closing.from.map((status, at) => [`:from${at}`, status])),
      ...(closing.note ? { ':note': closing.note } : {}),
    },
  },
});

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
    async receive(order, level, now) {
      const approved: Closing = { from: ['APPROVED'], to: 'APPROVED' };
      const writes = [
        addStock(names, order, level, now),
        ledgerEntry(names, order, level, now),
        closeOrder(names, order, approved, now),
        dropToken(names, order),
      ];
      return (await commit(writes)) === undefined;
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
