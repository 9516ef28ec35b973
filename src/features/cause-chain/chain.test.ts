import { describe, expect, it } from 'vitest';
import { crossingOf, type Entry, MOST_ENTRIES, riseBefore, servedFrom } from './chain.ts';

let made = 0;
const entry = (availableDelta: number, availableAfter: number, more: Partial<Entry> = {}): Entry => {
  made += 1;
  return {
    ...{ movementId: `m-${made}`, locationId: 'main', cause: 'ORDER', causeId: `o-${made}`, actor: 'reserve-stock' },
    ...{ availableDelta, availableAfter, createdAt: '2026-03-04T10:00:00.000Z' },
    ...more,
  };
};

async function* inPages(entries: Entry[], size = 2) {
  for (let from = 0; from < entries.length; from += size) yield entries.slice(from, from + size);
}

const ORDER = { purchaseOrderId: 'po', locationId: 'main', reorderPointAtRequest: 5 };
const received = (more: Partial<Entry> = {}) => entry(9, 9, { cause: 'PURCHASE_ORDER', causeId: 'po', ...more });
const serving = (more: Partial<Entry> = {}) => entry(-2, 7, { actor: 'serve-backorders', ...more });

describe('what took stock to its reorder point', () => {
  it('is the entry from which on it was never above', async () => {
    const crossing = entry(-3, 4);
    const back = [entry(-1, 3), entry(1, 4), entry(-1, 3), crossing, entry(-2, 7), entry(9, 9, { cause: 'OPENING' })];
    expect(await crossingOf(inPages(back), ORDER)).toEqual({ kind: 'crossed', entry: crossing });
  });

  it('is not what was taken at another location', async () => {
    const crossing = entry(-4, 5);
    const back = [entry(-20, 1, { locationId: 'annex' }), crossing];
    expect(await crossingOf(inPages(back), ORDER)).toEqual({ kind: 'crossed', entry: crossing });
  });

  it('is nothing where there was enough, or never was', async () => {
    expect(await crossingOf(inPages([entry(-1, 6), entry(-1, 7)]), ORDER)).toEqual({ kind: 'not-low' });
    const opened = [entry(-1, 2), entry(3, 3, { cause: 'OPENING' })];
    expect(await crossingOf(inPages(opened), ORDER)).toEqual({ kind: 'always-low' });
  });

  it('is not guessed where it is too far back, or the reorder point was not kept', async () => {
    const long = Array.from({ length: MOST_ENTRIES + 100 }, () => entry(0, 5));
    expect(await crossingOf(inPages([...long, entry(-4, 5)], 100), ORDER)).toEqual({ kind: 'unknown' });
    expect(await crossingOf(inPages(long), { ...ORDER, reorderPointAtRequest: null })).toEqual({ kind: 'unknown' });
  });
});

describe('what served an order that waited', () => {
  it('is the last that came before', async () => {
    const rise = received();
    expect(await riseBefore(inPages([entry(-1, 2), rise, entry(3, 3)]), 'main')).toBe(rise);
    expect(await riseBefore(inPages([entry(-1, 2)]), 'main')).toBeUndefined();
  });

  it('is told of the purchase order until stock comes from elsewhere', async () => {
    const [first, second, third] = [serving(), serving(), serving()];
    const onwards = [
      received(),
      first,
      entry(-1, 6),
      second,
      entry(1, 7, { cause: 'RELEASE' }),
      serving(),
      received(),
      third,
    ];
    expect(await servedFrom(inPages(onwards), ORDER)).toEqual([first, second, third]);
  });
});
