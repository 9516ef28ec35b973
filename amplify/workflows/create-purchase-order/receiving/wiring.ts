import { systemClock } from '../../../domain/clock.ts';
import { documentClient } from '../../../tables/document-client.ts';
import { required } from '../../../tables/environment.ts';
import { pause } from '../../../tables/pause.ts';
import { purchaseOrderTable } from '../../../tables/purchase-order-table.ts';
import { receiptTable } from '../../../tables/receipt-table.ts';
import { stockLevelTable } from '../../../tables/stock-level-table.ts';
import { receiptTransaction } from './receipt-transaction.ts';
import type { ReceiveDeps } from './receive.ts';
import { replenishedEvents, tellOrLeaveToSweep } from './tell-replenished.ts';

/** For the wiring at the bottom of the two handlers that receive: a workflow's step, and people's mutation. */
export const receiving = (): ReceiveDeps => {
  const client = documentClient();
  const names = {
    stockLevel: required('STOCK_LEVEL_TABLE'),
    purchaseOrder: required('PURCHASE_ORDER_TABLE'),
    stockMovement: required('STOCK_MOVEMENT_TABLE'),
    receipt: required('RECEIPT_TABLE'),
  };
  const receipts = receiptTable(client, names.receipt);
  return {
    purchaseOrders: purchaseOrderTable(client, names.purchaseOrder),
    stockLevels: stockLevelTable(client, names.stockLevel),
    receipts,
    commit: receiptTransaction(client, names, pause),
    tell: tellOrLeaveToSweep(replenishedEvents(required('ORDER_BUS_NAME')), receipts),
    clock: systemClock,
    pause,
  };
};
