import type { Terms } from '../../domain/purchase-request.ts';
import { required } from '../../tables/environment.ts';
import type { PurchaseOrderTableNames } from './purchase-order-transactions.ts';

/** For the wiring at the bottom of this workflow's handlers. */
export const purchaseOrderTableNames = (): PurchaseOrderTableNames => ({
  stockLevel: required('STOCK_LEVEL_TABLE'),
  purchaseOrder: required('PURCHASE_ORDER_TABLE'),
  taskToken: required('TASK_TOKEN_TABLE'),
});

export const purchaseTerms = (): Terms => ({
  deadlineSeconds: Number(required('DECISION_DEADLINE_SECONDS')),
  reminderSeconds: Number(required('REMINDER_SECONDS')),
});
