import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { PurchaseOrder, Receipt, StockLevel } from '../../../domain/models.ts';
import { afterReceipt } from '../../../domain/receiving.ts';
import { receiptRow, stockMovementRow } from '../../../domain/rows.ts';
import type { Pause } from '../../../tables/pause.ts';
import { transact, type Write } from '../../../tables/transact.ts';

export type ReceiptTableNames = { stockLevel: string; purchaseOrder: string; stockMovement: string; receipt: string };

/** Stock, ledger, order and receipt at once; false when one of them is not as it was read. */
export type ReceiptTransaction = (order: PurchaseOrder, level: StockLevel, receipt: Receipt) => Promise<boolean>;

const STATUS = { '#status': 'status' };

/** The claim lasts until the last of it has come: goods on their way answer a shortage. */
const addStock = (TableName: string, level: StockLevel, receipt: Receipt, isLast: boolean): Write => ({
  Update: {
    TableName,
    Key: { productId: receipt.productId, locationId: receipt.locationId },
    UpdateExpression:
      'SET available = available + :quantity, #status = :inStock, version = version + :one, updatedAt = :now ' +
      `REMOVE coolDownUntil, coolDownBelow${isLast ? ', openPurchaseOrderId' : ''}`,
    ConditionExpression: 'version = :version AND openPurchaseOrderId = :order',
    ExpressionAttributeNames: STATUS,
    ExpressionAttributeValues: {
      ':quantity': receipt.quantity,
      ':inStock': 'IN_STOCK',
      ':one': 1,
      ':now': receipt.receivedAt,
      ':version': level.version,
      ':order': receipt.purchaseOrderId,
    },
  },
});

const ledgerEntry = (TableName: string, level: StockLevel, receipt: Receipt): Write => {
  const { productId, locationId, quantity, purchaseOrderId, receivedBy, receivedAt } = receipt;
  const entry = stockMovementRow(
    {
      productId,
      locationId,
      availableDelta: quantity,
      reservedDelta: 0,
      availableAfter: level.available + quantity,
      reservedAfter: level.reserved,
      cause: 'PURCHASE_ORDER',
      causeId: purchaseOrderId,
      actor: receivedBy,
    },
    receivedAt,
  );
  // Two receipts of one order may come in the same millisecond.
  const movementId = `${entry.movementId}#${receipt.receiptId}`;
  return {
    Put: { TableName, Item: { ...entry, movementId }, ConditionExpression: 'attribute_not_exists(productId)' },
  };
};

const advanceOrder = (TableName: string, order: PurchaseOrder, receipt: Receipt): Write => {
  const { status, quantityReceived } = afterReceipt(order, receipt);
  const isLast = status === 'RECEIVED';
  return {
    Update: {
      TableName,
      Key: { purchaseOrderId: order.purchaseOrderId },
      UpdateExpression: `SET #status = :status, quantityReceived = :received, updatedAt = :now${isLast ? ', phase = :closed, closedAt = :now' : ''}`,
      ConditionExpression: 'phase = :open AND #status IN (:ordered, :partly) AND quantityReceived = :before',
      ExpressionAttributeNames: STATUS,
      ExpressionAttributeValues: {
        ':status': status,
        ':received': quantityReceived,
        ':before': order.quantityReceived ?? 0,
        ':now': receipt.receivedAt,
        ':open': 'OPEN',
        ':ordered': 'ORDERED',
        ':partly': 'PARTIALLY_RECEIVED',
        ...(isLast && { ':closed': 'CLOSED' }),
      },
    },
  };
};

export const receiptTransaction =
  (client: DynamoDBDocumentClient, names: ReceiptTableNames, pause: Pause): ReceiptTransaction =>
  async (order, level, receipt) => {
    const isLast = afterReceipt(order, receipt).status === 'RECEIVED';
    const reasons = await transact(client, pause, [
      addStock(names.stockLevel, level, receipt, isLast),
      ledgerEntry(names.stockMovement, level, receipt),
      advanceOrder(names.purchaseOrder, order, receipt),
      {
        Put: {
          TableName: names.receipt,
          Item: receiptRow(receipt),
          ConditionExpression: 'attribute_not_exists(receiptId)',
        },
      },
    ]);
    return reasons === undefined;
  };
