import { describe, expect, it } from 'vitest';
import type { Change } from '../../lib/live-changes.ts';
import { addEvents } from './event-log.ts';
import { eventOf, selectEvents } from './live-events.ts';

const at = (minute: number) => `2026-03-04T10:${String(minute).padStart(2, '0')}:00.000Z`;
const change = (model: Change['model'], item: object, minute: number) =>
  ({ model, item: { productId: 'tv', updatedAt: at(minute), ...item } }) as Change;

const reserved = change('Reservation', { orderId: 'Order-7', quantity: 2, status: 'RESERVED', locationId: 'main' }, 1);
const level = change('StockLevel', { locationId: 'main', available: 3, reserved: 2 }, 2);
const ordered = change(
  'PurchaseOrder',
  { purchaseOrderId: 'p-1', quantity: 9, status: 'APPROVED', decidedBy: 'Ada' },
  3,
);
const events = [reserved, level, ordered].map(eventOf).filter((event) => event !== undefined);

describe('an event', () => {
  it('says what has happened to what', () => {
    expect(events.map(({ type, text }) => [type, text])).toEqual([
      ['order', 'Order of 2'],
      ['stock', '3 available, 2 reserved'],
      ['purchase-order', 'Purchase order of 9, Ada'],
    ]);
  });

  it('is none where a change only follows from another', () => {
    expect(eventOf(change('StockMovement', { movementId: 'm' }, 1))).toBeUndefined();
  });

  it('is found by product, type and id, in any case of letters', () => {
    expect(selectEvents(events, { q: 'order-7' })).toHaveLength(1);
    expect(selectEvents(events, { type: 'stock' })).toHaveLength(1);
    expect(selectEvents(events, { productId: 'desk' })).toEqual([]);
    expect(selectEvents(events, {})).toHaveLength(3);
  });
});

describe('the log', () => {
  it('has the newest first, and what is told twice once', () => {
    const [first, second] = events;
    if (!first || !second) throw new Error('There are events.');
    const log = addEvents(addEvents([], [first]), [second, first]);
    expect(log.map(({ type }) => type)).toEqual(['order', 'stock']);
  });

  it('keeps no more than it can show', () => {
    const many = Array.from(
      { length: 700 },
      (_, index) => ({ ...events[0], key: String(index) }) as (typeof events)[0],
    );
    const log = addEvents([], many);
    expect(log).toHaveLength(500);
    expect(log[0]?.key).toBe('699');
  });
});
