import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_QUANTITY } from './models.ts';
import { MAX_ORDER_LINES } from './order.ts';
import { parseOrderMessage } from './order-message.ts';

const message = (detail: unknown): string => JSON.stringify({ id: 'e-1', detail });
const good = { orderId: 'o-1', productId: 'tv', quantity: 3 };

describe('an order message', () => {
  it('becomes one line at the default location', () => {
    expect(parseOrderMessage('m-1', message(good))).toEqual({
      lines: [{ ...good, locationId: 'main', messageIds: ['m-1'] }],
      together: false,
    });
  });

  it('takes the location that it names', () => {
    expect(parseOrderMessage('m-1', message({ ...good, locationId: 'east' }))).toMatchObject({
      lines: [{ locationId: 'east' }],
    });
  });

  it('may have several lines, which are served together unless it allows a part', () => {
    const lines = [
      { productId: 'tv', quantity: 1 },
      { productId: 'desk', quantity: 2 },
    ];
    const read = {
      lines: [
        { orderId: 'o-1', ...lines[0] },
        { orderId: 'o-1', ...lines[1] },
      ],
    };
    expect(parseOrderMessage('m-1', message({ orderId: 'o-1', lines }))).toMatchObject({ ...read, together: true });
    expect(parseOrderMessage('m-1', message({ orderId: 'o-1', lines, allowPartial: true }))).toMatchObject({
      ...read,
      together: false,
    });
  });

  it('claims a product once, however many of its lines are for it', () => {
    const lines = [
      { productId: 'tv', quantity: 1 },
      { productId: 'tv', quantity: 2 },
    ];
    expect(parseOrderMessage('m-1', message({ orderId: 'o-1', lines }))).toMatchObject({
      lines: [{ productId: 'tv', quantity: 3 }],
      together: false,
    });
  });

  const one = { productId: 'tv', quantity: 1 };
  it.each([
    [{ lines: [] }, 'lines must be a list of 1 to 33'],
    [{ lines: {} }, 'lines must be a list of 1 to 33'],
    [{ lines: Array.from({ length: MAX_ORDER_LINES + 1 }, () => one) }, 'lines must be a list of 1 to 33'],
    [{ lines: [one, null] }, 'lines[1] must be an object'],
    [
      { lines: [one, { productId: 'tv', quantity: 0 }] },
      `lines[1].quantity must be a whole number from 1 to ${MAX_QUANTITY}`,
    ],
    [{ lines: [one], productId: 'tv' }, 'an order has lines, or a productId and a quantity, not both'],
    [{ lines: [one], allowPartial: 'yes' }, 'allowPartial must be true or false'],
    [{ lines: [one], locationId: 'a#b' }, 'locationId must be text of 1 to 128 printable characters without #'],
    [
      { lines: [one, { productId: 'tv', quantity: MAX_QUANTITY }] },
      `the lines of a product must not sum to more than ${MAX_QUANTITY}`,
    ],
  ])('is rejected as a whole, by its order, when one thing is wrong: %j', (more, problem) => {
    expect(parseOrderMessage('m-1', message({ orderId: 'o-1', ...more }))).toMatchObject({
      rejection: { orderId: 'o-1', reason: 'malformed order', message: problem },
    });
  });

  it.each([
    ['not JSON', 'nonsense'],
    ['a JSON list', '[]'],
    ['null', 'null'],
    ['an event without detail', '{"id":"e"}'],
    ['an inherited detail', '{"__proto__":{"detail":{"orderId":"o","productId":"tv","quantity":1}}}'],
    ['NaN, which JSON has not', '{"detail":{"orderId":"o","productId":"tv","quantity":NaN}}'],
    ['256 KB of text', 'x'.repeat(262_144)],
    ['a hundred thousand brackets', '['.repeat(100_000)],
  ])('is rejected by its message id when its body is %s', (_, body) => {
    const parsed = parseOrderMessage('m-1', body);
    expect(parsed).toMatchObject({ rejection: { reason: 'malformed order', messageIds: ['m-1'] } });
    expect(parsed).not.toHaveProperty('rejection.orderId');
  });

  it.each([0, -1, 1.5, '3', null, true, 2 ** 53, MAX_QUANTITY + 1, [], {}])(
    'is rejected under its own key when the quantity is %j',
    (quantity) => {
      const parsed = parseOrderMessage('m-1', message({ ...good, quantity }));
      expect(parsed).toMatchObject({ rejection: { orderId: 'o-1', productId: 'tv' } });
      expect(parsed).toHaveProperty('rejection.message', `quantity must be a whole number from 1 to ${MAX_QUANTITY}`);
    },
  );

  it.each(['', ' ', 'a'.repeat(129), 'a\u0000b', '\ud800', 'message:m-1', 7, null])(
    'is rejected by its message id when the order id is %j',
    (orderId) => {
      const parsed = parseOrderMessage('m-1', message({ ...good, orderId }));
      expect(parsed).toMatchObject({ rejection: { reason: 'malformed order' } });
      expect(parsed).not.toHaveProperty('rejection.orderId');
    },
  );

  it('does not take a product id that would blur a key', () => {
    expect(parseOrderMessage('m-1', message({ ...good, productId: 'tv#main' }))).toHaveProperty('rejection');
  });

  it('never throws, and never makes a line that breaks the rules', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.record({ detail: fc.object() }).map((each) => JSON.stringify(each)),
      fc
        .record(
          { orderId: fc.anything(), productId: fc.anything(), quantity: fc.anything(), lines: fc.anything() },
          { requiredKeys: [] },
        )
        .map((detail) => {
          try {
            return JSON.stringify({ detail }) ?? '';
          } catch {
            return '';
          }
        }),
    );
    fc.assert(
      fc.property(anything, (body) => {
        const parsed = parseOrderMessage('m-1', body);
        if ('lines' in parsed)
          for (const line of parsed.lines) {
            expect(line.quantity).toBeGreaterThanOrEqual(1);
            expect(Number.isSafeInteger(line.quantity)).toBe(true);
            expect(line.productId).not.toContain('#');
          }
        else {
          expect(parsed.rejection.message.length).toBeLessThan(200);
        }
      }),
      { numRuns: 300 },
    );
  });
});
