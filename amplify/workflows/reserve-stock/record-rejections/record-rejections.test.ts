import { describe, expect, it } from 'vitest';
import type { Rejection } from '../../../domain/order.ts';
import { MemoryStock, stockLevel } from '../../../testing/memory-stock.ts';
import { recordRejections } from './record-rejections.ts';

const rejection = (more: Partial<Rejection> = {}): Rejection => ({
  locationId: 'main',
  messageIds: ['m-1'],
  reason: 'malformed order',
  message: 'quantity must be a whole number',
  ...more,
});
const stepOf = (stock: MemoryStock) =>
  recordRejections({ reservations: stock.reservationTable, clock: () => '2026-03-04T05:06:07.089Z' });

describe('recording what cannot be reserved', () => {
  it('keeps it under the message id when it has no usable key', async () => {
    const stock = new MemoryStock(stockLevel());
    const { rejected } = await stepOf(stock)({ rejections: [rejection()] });
    expect(rejected).toMatchObject([{ orderId: 'message:m-1', reason: 'malformed order' }]);
    expect(stock.reservation('message:m-1', 'none')).toMatchObject({ status: 'REJECTED', quantity: 0 });
  });

  it('keeps it under its own key when that is usable, counts it when it comes again, and tells it again', async () => {
    const stock = new MemoryStock(stockLevel());
    const known = rejection({ orderId: 'a', productId: 'tv' });
    await stepOf(stock)({ rejections: [known] });
    const { rejected } = await stepOf(stock)({ rejections: [known] });
    expect(rejected).toMatchObject([{ orderId: 'a', reason: 'malformed order' }]);
    expect(stock.reservation('a')).toMatchObject({
      deliveries: 2,
      reason: 'malformed order: quantity must be a whole number',
    });
  });

  it('lets an outcome that is there stand, and keeps this one by its message as a conflict', async () => {
    const stock = new MemoryStock(stockLevel());
    await stock.reservationTable.putFirst(
      { orderId: 'a', productId: 'tv', locationId: 'main', quantity: 2, status: 'RESERVED' },
      '',
    );
    const { rejected } = await stepOf(stock)({ rejections: [rejection({ orderId: 'a', productId: 'tv' })] });
    expect(rejected).toMatchObject([{ reason: 'conflict' }]);
    expect(stock.reservation('a')).toMatchObject({ status: 'RESERVED' });
    expect(stock.reservation('message:m-1')).toMatchObject({ status: 'REJECTED' });
  });

  it('says of a product that nobody stocks that it is unknown', async () => {
    const stock = new MemoryStock();
    const line = { orderId: 'a', productId: 'sofa', locationId: 'main', quantity: 1, messageIds: ['m-1'] };
    const { rejected } = await stepOf(stock)({ unknownProduct: [line] });
    expect(rejected).toEqual([{ orderId: 'a', reason: 'unknown product', message: 'sofa is not stocked at main' }]);
  });
});
