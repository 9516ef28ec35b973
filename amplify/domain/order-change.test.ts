import { describe, expect, it } from 'vitest';
import { parseChangeMessage } from './order-change.ts';

const parse = (type: unknown, detail: unknown) =>
  parseChangeMessage('m', JSON.stringify({ 'detail-type': type, detail }));

describe('what happens to an order', () => {
  it('happens to all of its lines, or to the one that is named', () => {
    expect(parse('order-cancelled', { orderId: 'o' })).toEqual({ change: { type: 'order-cancelled', orderId: 'o' } });
    expect(parse('order-shipped', { orderId: 'o', productId: 'tv' })).toMatchObject({
      change: { type: 'order-shipped', line: { productId: 'tv', locationId: 'main' } },
    });
    expect(parse('order-shipped', { orderId: 'o', productId: 'tv', locationId: 'north' })).toMatchObject({
      change: { line: { locationId: 'north' } },
    });
  });

  it.each([
    ['order-lost', { orderId: 'o' }],
    ['toString', { orderId: 'o' }],
    [7, { orderId: 'o' }],
    ['order-cancelled', {}],
    ['order-cancelled', { orderId: 'message:1' }],
    ['order-cancelled', [{ orderId: 'o' }]],
    ['order-cancelled', { orderId: 'o', productId: 7 }],
    ['order-cancelled', { orderId: 'o', productId: '' }],
    ['order-cancelled', { orderId: 'o', productId: 'a#b' }],
    ['order-cancelled', { orderId: 'o', locationId: 'main' }],
    ['order-cancelled', { orderId: 'o', productId: 'tv', locationId: 9 }],
  ])('is refused when it cannot be read: %j %j', (type, detail) => {
    expect(parse(type, detail)).toMatchObject({ rejection: { reason: 'malformed order', messageIds: ['m'] } });
  });

  it('never becomes a change of the whole order because its line cannot be read', () => {
    expect(parse('order-cancelled', { orderId: 'o', productId: null })).toHaveProperty('rejection');
  });
});
