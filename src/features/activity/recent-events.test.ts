import { expect, it } from 'vitest';
import type { Alert, PurchaseOrder, Reservation } from '../../lib/api-client.ts';
import { recentEvents } from './recent-events.ts';

const reservation = {
  orderId: 'o',
  productId: 'tv',
  quantity: 2,
  status: 'RESERVED',
  createdAt: '2026-03-04T10:01:00Z',
} as Reservation;
const alert = {
  alertId: 'a',
  productId: 'tv',
  kind: 'LOW_STOCK',
  message: 'Low.',
  createdAt: '2026-03-04T10:02:00Z',
} as Alert;
const raised = {
  purchaseOrderId: 'p',
  productId: 'tv',
  quantity: 13,
  status: 'AWAITING_DECISION',
  requestedAt: '2026-03-04T10:00:00Z',
} as PurchaseOrder;
const sources = { reservations: [reservation], alerts: [alert], purchaseOrders: [raised] };

it('joins all sources, newest first, and no more than asked for', () => {
  expect(recentEvents(sources, 2).map(({ id }) => id)).toEqual(['alert:a', 'reservation:o:tv']);
});

it('counts a decision as what happened last to a purchase order', () => {
  const decided = { ...raised, status: 'APPROVED' as const, decidedAt: '2026-03-04T10:03:00Z', decidedBy: 'ana' };
  const [first] = recentEvents({ ...sources, purchaseOrders: [decided] }, 5);
  expect(first).toMatchObject({ id: 'purchase-order:p', at: decided.decidedAt, text: 'Purchase order of 13 by ana' });
});
