import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Balance, type Books, judge, type Verdict } from './reconciliation.ts';

type Entry = { delta: Balance; after: Balance };

const KEY = { productId: 'tv', locationId: 'main', reorderPoint: 2, version: 7 };

const start: Balance = { available: 50, reserved: 0 };
/** Orders take what there is; deliveries and adjustments add. */
const changes = fc.array(
  fc.record({ kind: fc.constantFrom('order', 'delivery'), units: fc.integer({ min: 1, max: 9 }) }),
  {
    maxLength: 30,
  },
);

/** The books as the transactions write them: together, each entry with the balance after it. */
const keepBooks = (history: { kind: string; units: number }[]): { entries: Entry[]; balance: Balance } => {
  const entries: Entry[] = [{ delta: start, after: start }];
  let balance = start;
  for (const { kind, units } of history) {
    if (kind === 'order' && units > balance.available) continue;
    const delta = kind === 'order' ? { available: -units, reserved: units } : { available: units, reserved: 0 };
    balance = { available: balance.available + delta.available, reserved: balance.reserved + delta.reserved };
    entries.push({ delta, after: balance });
  }
  return { entries, balance };
};

const sumOf = (entries: Entry[]): Balance =>
  entries.reduce(
    (sum, { delta }) => ({ available: sum.available + delta.available, reserved: sum.reserved + delta.reserved }),
    { available: 0, reserved: 0 },
  );

const booksOf = (entries: Entry[], balance: Balance, more: Partial<Books> = {}): Books => ({
  level: { ...KEY, ...balance, status: balance.available > 0 ? 'IN_STOCK' : 'OUT_OF_STOCK' },
  settled: true,
  ledger: { sum: sumOf(entries), ends: entries.slice(-1).map(({ after }) => after) },
  promised: balance.reserved,
  open: [],
  ...more,
});

/** The books after the one transaction that a correction becomes. */
const corrected = (books: Books, { correction }: Verdict): Books => {
  if (!correction) return books;
  const { balance, delta, status, openPurchaseOrderId } = correction;
  return {
    ...books,
    level: { ...books.level, ...balance, status, openPurchaseOrderId },
    ledger: {
      sum: {
        available: books.ledger.sum.available + delta.available,
        reserved: books.ledger.sum.reserved + delta.reserved,
      },
      ends: [balance],
    },
    claimed: openPurchaseOrderId === undefined ? undefined : { purchaseOrderId: openPurchaseOrderId, phase: 'OPEN' },
  };
};

const kinds = ({ findings }: Verdict): string[] => findings.map(({ kind }) => kind);

describe('comparing the books of a stock level', () => {
  it('finds nothing in books that were written together', () => {
    fc.assert(
      fc.property(changes, (history) => {
        const { entries, balance } = keepBooks(history);
        expect(judge(booksOf(entries, balance))).toEqual({ findings: [] });
      }),
    );
  });

  it('believes the ledger when a stock level was overwritten, and leaves the ledger as it is', () => {
    const wrong = fc.record({
      available: fc.integer({ min: -5, max: 99 }),
      reserved: fc.integer({ min: -5, max: 99 }),
    });
    fc.assert(
      fc.property(changes, wrong, (history, found) => {
        const { entries, balance } = keepBooks(history);
        fc.pre(found.available !== balance.available || found.reserved !== balance.reserved);
        const verdict = judge(booksOf(entries, found, { promised: balance.reserved }));
        expect(kinds(verdict)).toContain('LEVEL');
        expect(verdict.correction).toMatchObject({ balance, delta: { available: 0, reserved: 0 } });
      }),
    );
  });

  it('believes the ledger also when orders came after the stock level was overwritten, and built on it', () => {
    fc.assert(
      fc.property(changes, changes, fc.integer({ min: 1, max: 50 }), (before, after, excess) => {
        const { entries, balance } = keepBooks([...before, ...after]);
        const wrong = { available: balance.available + excess, reserved: balance.reserved };
        const books = booksOf(entries, wrong, { promised: balance.reserved });
        books.ledger.ends = [wrong];
        expect(judge(books).correction).toMatchObject({ balance, delta: { available: 0, reserved: 0 } });
      }),
    );
  });

  it('writes what is missing when the ledger lost the entry of an order, for its reservation is there', () => {
    fc.assert(
      fc.property(changes, fc.nat(), (history, pick) => {
        const { entries, balance } = keepBooks(history);
        const orders = entries.filter(({ delta }) => delta.reserved > 0);
        fc.pre(orders.length > 0);
        const lost = orders[pick % orders.length] as Entry;
        const verdict = judge(
          booksOf(
            entries.filter((entry) => entry !== lost),
            balance,
          ),
        );
        expect(kinds(verdict)).toEqual(['LEDGER']);
        expect(verdict.correction).toMatchObject({ balance, delta: lost.delta });
      }),
    );
  });

  it('counts less rather than more when the ledger lost a delivery', () => {
    const { entries, balance } = keepBooks([
      { kind: 'delivery', units: 9 },
      { kind: 'order', units: 4 },
    ]);
    const verdict = judge(booksOf(entries.toSpliced(1, 1), balance));
    expect(kinds(verdict)).toEqual(['LEVEL']);
    expect(verdict.correction?.balance).toEqual({ available: balance.available - 9, reserved: 4 });
  });

  it('says so when only the last entry names another balance', () => {
    const { entries, balance } = keepBooks([{ kind: 'order', units: 4 }]);
    const books = booksOf(entries, balance);
    books.ledger.ends = [{ available: 1, reserved: 1 }];
    expect(kinds(judge(books))).toEqual(['LEDGER_END']);
    expect(judge(books).correction).toMatchObject({ balance, delta: { available: 0, reserved: 0 } });
  });

  it('moves units between available and reserved until what is reserved is what is promised', () => {
    fc.assert(
      fc.property(changes, fc.nat({ max: 60 }), (history, promised) => {
        const { entries, balance } = keepBooks(history);
        fc.pre(promised !== balance.reserved && promised <= balance.available + balance.reserved);
        const verdict = judge(booksOf(entries, balance, { promised }));
        expect(kinds(verdict)).toEqual(['RESERVATIONS']);
        const available = balance.available + balance.reserved - promised;
        expect(verdict.correction).toMatchObject({ balance: { available, reserved: promised } });
      }),
    );
  });

  it('leaves to a person what would go below zero, and corrects nothing', () => {
    const { entries, balance } = keepBooks([]);
    const verdict = judge(booksOf(entries, balance, { promised: 51 }));
    expect(kinds(verdict)).toEqual(['RESERVATIONS', 'NEGATIVE']);
    expect(verdict.findings.every(({ needsPerson }) => needsPerson)).toBe(true);
    expect(verdict.correction).toBeUndefined();
  });

  it('finds nothing more in what it corrected, whatever was wrong, and never goes below zero', () => {
    const damage = fc.record({
      level: fc.record({ available: fc.integer({ min: -9, max: 99 }), reserved: fc.integer({ min: -9, max: 99 }) }),
      lost: fc.nat(),
      promised: fc.nat({ max: 99 }),
      status: fc.constantFrom('IN_STOCK' as const, 'OUT_OF_STOCK' as const),
      claim: fc.option(fc.constantFrom('p-1', 'p-2', 'p-gone'), { nil: undefined }),
      open: fc.uniqueArray(fc.constantFrom('p-1', 'p-2'), { maxLength: 2 }),
      end: fc.boolean(),
    });
    fc.assert(
      fc.property(changes, damage, (history, { level, lost, promised, status, claim, open, end }) => {
        const { entries } = keepBooks(history);
        const books = booksOf(entries.toSpliced(lost % entries.length, 1), level, { promised });
        books.level = { ...books.level, status, openPurchaseOrderId: claim };
        books.open = open.map((purchaseOrderId) => ({ purchaseOrderId }));
        if (claim && open.includes(claim as 'p-1')) books.claimed = { purchaseOrderId: claim, phase: 'OPEN' };
        if (end) books.ledger.ends = [level];
        const { correction, ...first } = judge(books);
        if (!correction) {
          expect(first.findings.filter(({ needsPerson }) => !needsPerson)).toEqual([]);
          return;
        }
        const second = judge(corrected(books, { ...first, correction }));
        expect(second.findings.filter(({ needsPerson }) => !needsPerson)).toEqual([]);
        expect(correction.balance.available).toBeGreaterThanOrEqual(0);
        expect(correction.balance.reserved).toBe(promised);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('comparing a claim with the purchase orders', () => {
  const { entries, balance } = keepBooks([]);
  const judged = (claim: string | undefined, phase: 'OPEN' | 'CLOSED' | undefined, ...open: string[]) => {
    const books = booksOf(entries, balance, { open: open.map((purchaseOrderId) => ({ purchaseOrderId })) });
    books.level = { ...books.level, openPurchaseOrderId: claim };
    if (claim && phase) books.claimed = { purchaseOrderId: claim, phase };
    return judge(books);
  };

  it('frees one that names no open order, so that stock can be ordered again', () => {
    expect(judged('p-1', undefined).correction).toMatchObject({ openPurchaseOrderId: undefined });
    expect(kinds(judged('p-1', 'CLOSED'))).toEqual(['CLAIM']);
  });

  it('gives an open order its claim back, so that it can be received', () => {
    expect(judged(undefined, undefined, 'p-1').correction).toMatchObject({ openPurchaseOrderId: 'p-1' });
  });

  it('leaves a second open order to a person', () => {
    const verdict = judged('p-1', 'OPEN', 'p-1', 'p-2');
    expect(verdict.findings).toMatchObject([{ kind: 'SECOND_ORDER', needsPerson: true }]);
    expect(verdict.correction).toBeUndefined();
  });
});

describe('comparing the status with what is available', () => {
  const judged = (available: number, status: 'IN_STOCK' | 'OUT_OF_STOCK', settled: boolean) => {
    const balance = { available, reserved: 0 };
    const books = booksOf([{ delta: balance, after: balance }], balance, { settled });
    books.level = { ...books.level, status };
    return judge(books);
  };

  it('puts right what has not followed', () => {
    expect(judged(3, 'OUT_OF_STOCK', false).correction?.status).toBe('IN_STOCK');
    expect(judged(0, 'IN_STOCK', true).correction?.status).toBe('OUT_OF_STOCK');
  });

  it('leaves stock that has just run out to the workflow that warns of it', () => {
    expect(judged(0, 'IN_STOCK', false).findings).toEqual([]);
  });
});

describe('what is waited for', () => {
  const books = (backordered: number | undefined, waiting: number | undefined) => {
    const is = booksOf([{ delta: start, after: start }], start);
    return { ...is, level: { ...is.level, ...(backordered !== undefined && { backordered }) }, waiting };
  };

  it('is what the orders ask for that wait', () => {
    expect(judge(books(undefined, 0)).findings).toEqual([]);
    expect(judge(books(3, 3)).findings).toEqual([]);
    const { findings, correction } = judge(books(4, 3));
    expect(findings).toMatchObject([{ kind: 'BACKORDERED', needsPerson: false }]);
    expect(correction).toMatchObject({ balance: start, delta: { available: 0, reserved: 0 }, backordered: 3 });
  });

  it('is not judged while the stock level has just changed, nor touched by another correction', () => {
    expect(judge(books(4, undefined)).findings).toEqual([]);
    const wrong = { ...books(4, 4), level: { ...books(4, 4).level, available: 49 } };
    expect(judge(wrong).correction).not.toHaveProperty('backordered');
  });
});
