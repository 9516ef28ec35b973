import { describe, expect, it } from 'vitest';
import type { StockLevel } from '../../domain/models.ts';
import { stockLevel } from '../../testing/memory-stock.ts';
import type { LedgerEntry } from './ledger.ts';
import { reconcileStock } from './reconcile-stock.ts';

const NOW = Date.parse('2026-03-04T05:00:00.000Z');
const LONG_AGO = '2026-03-01T00:00:00.000Z';

const entry = (at: string, id: string, delta: [number, number], after: [number, number]): LedgerEntry => ({
  movementId: `${at}#${id}`,
  createdAt: at,
  locationId: 'main',
  cause: id.startsWith('ORDER') ? 'ORDER' : 'OPENING',
  availableDelta: delta[0],
  reservedDelta: delta[1],
  availableAfter: after[0],
  reservedAfter: after[1],
});
const OPENING = entry(LONG_AGO, 'OPENING#tv', [10, 0], [10, 0]);

type World = {
  level: (look: number) => Partial<StockLevel>;
  entries: (look: number) => LedgerEntry[];
  promised: number;
  waiting: number;
  products: string[];
  locations: string[];
  /** What each attempt to write answers; true when there are no more. */
  writes: boolean[];
};

/** Books that change with every look at the stock level, and a clock that a pause moves. */
const world = (more: Partial<World>) => {
  const given: World = {
    level: () => ({}),
    entries: () => [OPENING],
    promised: 0,
    waiting: 0,
    products: ['tv'],
    locations: ['main'],
    writes: [],
    ...more,
  };
  let time = NOW;
  let looks = 0;
  const written: unknown[] = [];
  const recorded: unknown[] = [];
  const reconcile = reconcileStock({
    books: {
      stockLevels: {
        async get() {
          looks += 1;
          return { ...stockLevel(given.level(looks)), updatedAt: LONG_AGO } as StockLevel;
        },
      },
      async *entries(_product, from) {
        yield given.entries(looks).filter(({ movementId }) => movementId >= from);
      },
      reservedBefore: async () => given.promised,
      waiting: async () => given.waiting,
      purchaseOrders: { get: async () => undefined, openOf: async () => [] },
      now: () => new Date(time),
      async pause(milliseconds) {
        time += milliseconds;
      },
    },
    async correct(level, correction, findings, author) {
      written.push({ version: level.version, ...correction, findings: findings.length, author });
      return given.writes.shift() ?? true;
    },
    async record(check) {
      recorded.push(check);
    },
    locations: async () => given.locations,
    async *products(_location, cursor) {
      for (const product of given.products.filter((each) => each > (cursor ?? ''))) {
        yield product;
        // Each takes long: two of them fill what time there is.
        time += 130_000;
      }
    },
    identify: async () => ({ id: '1', name: 'Olga Operator' }),
    newId: () => 'run-1',
  });
  return { reconcile, written, recorded };
};

describe('reconciling', () => {
  it('takes half a transaction, seen once, for no finding', async () => {
    const early = entry('2026-03-04T04:59:59.000Z', 'ORDER#a', [-2, 2], [8, 2]);
    // The entry is there before the stock level: the level of the first look is the one before it.
    const { reconcile } = world({
      level: (look) => (look <= 2 ? {} : { available: 8, reserved: 2, version: 2 }),
      entries: () => [OPENING, early],
    });
    expect(await reconcile({})).toEqual({ checked: 1, findings: [], cursor: null });
  });

  it('counts an order of the last minute by its ledger entry, for the index may not show it yet', async () => {
    const young = entry('2026-03-04T04:59:30.000Z', 'ORDER#a', [-2, 2], [8, 2]);
    const { reconcile } = world({ level: () => ({ available: 8, reserved: 2 }), entries: () => [OPENING, young] });
    expect((await reconcile({})).findings).toEqual([]);
  });

  it('takes entries of clocks that differ for what they are', async () => {
    // The second order was committed last, by a machine whose clock is three seconds behind.
    const first = entry('2026-03-02T00:00:03.000Z', 'ORDER#a', [-2, 2], [8, 2]);
    const second = entry('2026-03-02T00:00:00.000Z', 'ORDER#b', [-1, 1], [7, 3]);
    const { reconcile } = world({
      level: () => ({ available: 7, reserved: 3 }),
      entries: () => [OPENING, second, first],
      promised: 3,
    });
    expect((await reconcile({})).findings).toEqual([]);
  });

  it('says that a stock level which never stands still cannot be judged', async () => {
    const { reconcile, written } = world({ level: (look) => ({ available: 99, version: look }) });
    expect(await reconcile({ repair: true })).toMatchObject({ findings: [{ kind: null, outcome: 'UNSETTLED' }] });
    expect(written).toEqual([]);
  });

  it('judges again when the stock level changed before the repair', async () => {
    const { reconcile, written } = world({ level: () => ({ available: 99 }), writes: [false, true] });
    const { findings } = await reconcile({ repair: true, actor: 'Olga Operator' });
    expect(findings).toMatchObject([{ kind: 'LEVEL', outcome: 'REPAIRED' }]);
    expect(written).toHaveLength(2);
    expect(written[1]).toMatchObject({
      balance: { available: 10, reserved: 0 },
      delta: { available: 0, reserved: 0 },
      author: { actor: 'Olga Operator', runId: 'run-1' },
    });
  });

  it('writes nothing unless told to, and nothing where a person has to act', async () => {
    const dry = world({ level: () => ({ available: 99 }) });
    expect((await dry.reconcile({})).findings).toMatchObject([{ outcome: 'FOUND' }]);
    const hopeless = world({ promised: 11 });
    const { findings } = await hopeless.reconcile({ repair: true });
    expect(findings.map(({ outcome }) => outcome)).toEqual(['NEEDS_PERSON', 'NEEDS_PERSON']);
    expect([...dry.written, ...hopeless.written]).toEqual([]);
  });

  it('stops when the time is over, and goes on from there', async () => {
    const { reconcile, recorded } = world({ products: ['a', 'b', 'c', 'd', 'e'] });
    const first = await reconcile({});
    expect(first).toMatchObject({ checked: 2, cursor: 'b#main' });
    const second = await reconcile({ cursor: first.cursor });
    expect(second).toMatchObject({ checked: 2, cursor: 'd#main' });
    expect(await reconcile({ cursor: second.cursor })).toMatchObject({ checked: 1, cursor: null });
    expect(recorded).toMatchObject([
      { whole: true, from: undefined, cursor: 'b', checked: 2, by: 'reconcile-stock' },
      { whole: true, from: 'b', cursor: 'd', checked: 2 },
      { whole: true, from: 'd', cursor: null, checked: 1 },
    ]);
  });

  it('looks at every location, each with a record of its own, and goes on at the one where it left off', async () => {
    const { reconcile, recorded } = world({ products: ['a', 'b'], locations: ['main', 'shop'] });
    const first = await reconcile({});
    expect(first).toMatchObject({ checked: 2, cursor: '#shop' });
    expect(await reconcile({ cursor: first.cursor })).toMatchObject({ checked: 2, cursor: null });
    expect(recorded).toMatchObject([
      { locationId: 'main', from: undefined, cursor: null, checked: 2 },
      { locationId: 'shop', from: undefined, cursor: null, checked: 2 },
    ]);
  });

  it('looks at the location that is asked for alone', async () => {
    const { reconcile, recorded } = world({ locations: ['main', 'shop'] });
    expect(await reconcile({ locationId: 'shop' })).toMatchObject({ checked: 1, cursor: null });
    expect(recorded).toMatchObject([{ locationId: 'shop' }]);
  });

  it('keeps a look at one product apart from a look at all of them', async () => {
    const { reconcile, recorded } = world({ level: () => ({ available: 99 }) });
    await reconcile({ productId: 'tv', repair: true, actor: 'Olga Operator' });
    expect(recorded).toMatchObject([{ whole: false, by: 'Olga Operator', findings: [{ outcome: 'REPAIRED' }] }]);
  });

  it('names who called by the API, and answers before the API gives up', async () => {
    const { reconcile, written } = world({ level: () => ({ available: 99 }), products: ['a', 'b'] });
    expect(await reconcile({ arguments: { repair: true } })).toMatchObject({ checked: 1, cursor: 'a#main' });
    expect(written).toMatchObject([{ author: { actor: 'Olga Operator' } }]);
  });
});
