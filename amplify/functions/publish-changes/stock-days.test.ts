import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { countByDay } from './stock-days.ts';

const MODELS = { 'reservations-1': 'Reservation', 'orders-1': 'PurchaseOrder', 'levels-1': 'StockLevel' };
const AT = '2026-01-05T09:00:10.000Z';

type Row = Record<string, string | number>;
const image = (row: Row | undefined) =>
  row &&
  Object.fromEntries(
    Object.entries({ productId: 'tv', locationId: 'main', updatedAt: AT, ...row }).map(([name, value]) => [
      name,
      typeof value === 'number' ? { N: String(value) } : { S: value },
    ]),
  );

const change = (table: string, before: Row | undefined, after: Row): DynamoDBRecord => ({
  eventName: before ? 'MODIFY' : 'INSERT',
  eventSourceARN: `arn:aws:dynamodb:us-east-1:000000000000:table/${table}/stream/now`,
  dynamodb: { Keys: {}, OldImage: image(before), NewImage: image(after) },
});
const reservation = (from: string | undefined, to: string, more: Row = {}) =>
  change('reservations-1', from ? { status: from, quantity: 3, ...more } : undefined, {
    status: to,
    quantity: 3,
    ...more,
  });
const order = (before: number, after: number) =>
  change('orders-1', { quantityReceived: before }, { quantityReceived: after });

describe('the days of a stock level', () => {
  const count = (...records: DynamoDBRecord[]) => countByDay(records, MODELS);
  const tv = { stockKey: 'tv#main', day: '2026-01-05', taken: 0, returned: 0, received: 0 };

  it('count what is reserved, at once or later', () => {
    expect(count(reservation(undefined, 'RESERVED'), reservation('BACKORDERED', 'RESERVED'))).toEqual([
      { ...tv, taken: 6 },
    ]);
  });

  it('count what is given back, and not what is shipped', () => {
    expect(
      count(
        reservation('RESERVED', 'RELEASED'),
        reservation('RESERVED', 'EXPIRED'),
        reservation('RESERVED', 'FULFILLED'),
        reservation('BACKORDERED', 'RELEASED'),
      ),
    ).toEqual([{ ...tv, returned: 6 }]);
  });

  it('count what comes in parts, each part once', () => {
    expect(count(order(0, 4), order(4, 4), order(4, 10))).toEqual([{ ...tv, received: 10 }]);
  });

  it('are kept by product, location and day', () => {
    const elsewhere = { locationId: 'north', updatedAt: '2026-01-06T00:00:00.000Z' };
    expect(count(reservation(undefined, 'RESERVED'), reservation(undefined, 'RESERVED', elsewhere))).toEqual([
      { ...tv, taken: 3 },
      { ...tv, stockKey: 'tv#north', day: '2026-01-06', taken: 3 },
    ]);
  });

  it('are not touched by what moves nothing', () => {
    expect(
      count(
        reservation(undefined, 'UNAVAILABLE'),
        reservation('RESERVED', 'RESERVED', { deliveries: 2 }),
        change('levels-1', { available: 3 }, { available: 1 }),
      ),
    ).toEqual([]);
  });
});
