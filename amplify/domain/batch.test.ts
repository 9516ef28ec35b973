import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupMessages, messageIdsOf, splitByPayload } from './batch.ts';
import type { ParsedMessage } from './order-message.ts';

const line = (messageId: string, orderId: string, productId = 'tv', quantity = 1): ParsedMessage => ({
  lines: [{ orderId, productId, locationId: 'main', quantity, messageIds: [messageId] }],
  together: false,
});
const order = (messageId: string, orderId: string, together = true, quantity = 1): ParsedMessage => ({
  lines: ['tv', 'desk'].map((productId) => ({
    ...{ orderId, productId, locationId: 'main', quantity, messageIds: [messageId] },
  })),
  together,
});
const rejection = (messageId: string): ParsedMessage => ({
  rejection: { locationId: 'main', messageIds: [messageId], reason: 'malformed order', message: 'no' },
});

describe('a batch', () => {
  it('is grouped by product, with what cannot be read apart', () => {
    const items = groupMessages([line('1', 'a'), line('2', 'b', 'desk'), rejection('3'), line('4', 'c')]);
    expect(items.map(messageIdsOf)).toEqual([['1', '4'], ['2'], ['3']]);
  });

  it('holds a line that came twice once, and remembers both messages', () => {
    const [group] = groupMessages([line('1', 'a'), line('2', 'a')]);
    expect(group).toMatchObject({ lines: [{ orderId: 'a', messageIds: ['1', '2'] }] });
  });

  it('keeps the lines of a whole order together, once however often it came, and apart where its lines differ', () => {
    const items = groupMessages([order('1', 'a'), line('2', 'b'), order('3', 'a'), order('4', 'a', true, 2)]);
    expect(items).toMatchObject([
      { productId: 'tv', lines: [{ orderId: 'b' }] },
      { orderId: 'a', lines: [{ productId: 'tv' }, { productId: 'desk' }] },
      { orderId: 'a', lines: [{ quantity: 2 }, { quantity: 2 }] },
    ]);
    expect(items.map(messageIdsOf)).toEqual([['2'], ['1', '3'], ['4']]);
  });

  it('serves the lines of an order that allows a part with the others of their products', () => {
    const items = groupMessages([order('1', 'a', false), line('2', 'b')]);
    expect(items).toMatchObject([
      { productId: 'tv', lines: [{ orderId: 'a' }, { orderId: 'b' }] },
      { productId: 'desk', lines: [{ orderId: 'a' }] },
    ]);
  });

  it('keeps an order that came with another quantity, to be judged', () => {
    const [group] = groupMessages([line('1', 'a', 'tv', 1), line('2', 'a', 'tv', 2)]);
    expect(group).toMatchObject({ lines: [{ quantity: 1 }, { quantity: 2 }] });
  });

  it('is one payload with what ships, and never over the limit with more', () => {
    const message = fc.record({
      order: fc.string({ maxLength: 128, unit: 'grapheme' }),
      product: fc.integer({ max: 3, min: 0 }),
    });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 120 }), (drafts) => {
        const messages = drafts.map(({ order, product }, at) => line(`m-${at}`, order, `p-${product}`));
        const payloads = splitByPayload(groupMessages(messages), 4_000);
        for (const items of payloads) {
          expect(new TextEncoder().encode(JSON.stringify({ items })).length).toBeLessThan(4_100);
        }
        expect(payloads.flat().flatMap(messageIdsOf).sort()).toEqual(messages.map((_, at) => `m-${at}`).sort());
      }),
      { numRuns: 100 },
    );
    expect(splitByPayload(groupMessages([line('1', 'a'), rejection('2')]))).toHaveLength(1);
  });
});
