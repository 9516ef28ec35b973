import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Reservation, StockLevel } from './api-client.ts';
import { type Change, coalesce, idOf, isNewer, mergeRows, parseChanges } from './live-changes.ts';
import { createLiveStore } from './live-store.ts';

const level = (productId: string, version: number, available = 0) =>
  ({ productId, locationId: 'main', version, available }) as StockLevel;
const reservation = (orderId: string, updatedAt: string) =>
  ({ orderId, productId: 'tv', locationId: 'main', updatedAt }) as Reservation;
const changed = (item: StockLevel): Change => ({ model: 'StockLevel', item });

describe('which version is newer', () => {
  it('goes by the version where both rows have one', () => {
    expect(
      isNewer({ version: 3, updatedAt: '2026-01-01T00:00:00Z' }, { version: 2, updatedAt: '2026-02-01T00:00:00Z' }),
    ).toBe(true);
    expect(isNewer({ version: 2 }, { version: 2 })).toBe(false);
  });

  it('goes by the time of the change elsewhere, whatever its notation', () => {
    expect(isNewer({ updatedAt: '2026-01-01T00:00:00.500Z' }, { updatedAt: '2026-01-01T00:00:00Z' })).toBe(true);
    expect(isNewer({ updatedAt: '2026-01-01T00:00:00.000Z' }, { updatedAt: '2026-01-01T00:00:00Z' })).toBe(false);
  });
});

describe('the changes of an event', () => {
  it('are read from AWSJSON text, and from what a client has parsed already', () => {
    const changes = [changed(level('tv', 1))];
    expect(parseChanges(JSON.stringify(changes))).toEqual(changes);
    expect(parseChanges(changes)).toEqual(changes);
  });

  it('leave out models and shapes that this page does not know', () => {
    expect(parseChanges([{ model: 'Invoice', item: {} }, { model: 'Alert' }, null, 'x'])).toEqual([]);
    expect(parseChanges('{"model":"Alert"}')).toEqual([]);
  });

  it('are coalesced to the newest of each row, though it did not come last', () => {
    const changes = [level('tv', 2), level('tv', 4), level('tv', 3), level('desk', 1)].map(changed);
    expect(coalesce(changes).map(({ item }) => (item as StockLevel).version)).toEqual([4, 1]);
  });
});

describe('a list with live changes', () => {
  const live = new Map([level('tv', 5, 7), level('desk', 1, 9)].map((row) => [idOf('StockLevel', row), row]));

  it('takes newer versions where the rows stand', () => {
    expect(mergeRows('StockLevel', [level('chair', 1), level('tv', 4)], live)).toEqual([
      level('chair', 1),
      level('tv', 5, 7),
    ]);
  });

  it('ignores an older version than the one it read', () => {
    expect(mergeRows('StockLevel', [level('tv', 6)], live)).toEqual([level('tv', 6)]);
  });

  it('gains the rows that belong', () => {
    const merged = mergeRows('StockLevel', [level('tv', 6)], live, ({ productId }) => productId === 'desk');
    expect(merged).toEqual([level('tv', 6), level('desk', 1, 9)]);
  });

  it('names a row by all of its key', () => {
    expect(idOf('Reservation', reservation('o1', ''))).toBe('o1|tv|main');
  });
});

describe('the live store', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('shows at once what comes alone, and a burst four times a second, down to its last change', async () => {
    vi.useFakeTimers();
    const shown: number[] = [];
    const store = createLiveStore((changes) => {
      for (const { item } of changes) shown.push((item as StockLevel).version);
    });
    store.apply([changed(level('tv', 1))]);
    await vi.advanceTimersByTimeAsync(0);
    expect(shown).toEqual([1]);
    await vi.advanceTimersByTimeAsync(1000);
    for (let version = 2; version <= 1001; version += 1) {
      store.apply([changed(level('tv', version))]);
      await vi.advanceTimersByTimeAsync(1);
    }
    await vi.advanceTimersByTimeAsync(250);
    expect(shown).toHaveLength(1 + 5);
    expect(shown.at(-1)).toBe(1001);
  });

  it('keeps the snapshot of a model in which nothing changed', () => {
    const store = createLiveStore();
    const before = store.snapshot('Alert');
    store.applyNow([changed(level('tv', 1))]);
    expect(store.snapshot('Alert')).toBe(before);
    expect(store.snapshot('StockLevel').size).toBe(1);
  });

  it('ignores a change that comes after a newer one', () => {
    const store = createLiveStore();
    store.applyNow([changed(level('tv', 3, 3))]);
    store.applyNow([changed(level('tv', 2, 8))]);
    expect([...store.snapshot('StockLevel').values()]).toEqual([level('tv', 3, 3)]);
  });

  it('holds changes back while paused and shows them on resuming', () => {
    const store = createLiveStore();
    store.setPaused(true);
    store.apply([changed(level('tv', 1)), changed(level('tv', 2))]);
    expect(store.snapshot('StockLevel').size).toBe(0);
    store.setPaused(false);
    expect([...store.snapshot('StockLevel').values()]).toEqual([level('tv', 2)]);
  });

  it('lets the oldest go when too many wait, still counts them, and has everything read again on resuming', async () => {
    vi.useFakeTimers();
    const readAgain = vi.fn();
    const store = createLiveStore(undefined, readAgain);
    store.setPaused(true);
    for (let version = 1; version <= 3; version += 1) {
      store.apply(Array.from({ length: 5000 }, (_, index) => changed(level(`p${version}-${index}`, version))));
      await vi.advanceTimersByTimeAsync(250);
    }
    expect(store.pause()).toEqual({ paused: true, waiting: 15_000 });
    store.setPaused(false);
    const shown = store.snapshot('StockLevel');
    expect(shown.size).toBe(5000);
    expect([...shown.values()].every(({ version }) => version === 3)).toBe(true);
    expect(readAgain).toHaveBeenCalledOnce();
    store.setPaused(true);
    store.apply([changed(level('tv', 1))]);
    store.setPaused(false);
    expect(readAgain).toHaveBeenCalledOnce();
  });

  const reserved = (orderId: string, updatedAt = '2026-03-04T05:06:07Z'): Change => ({
    model: 'Reservation',
    item: reservation(orderId, updatedAt),
  });
  const many = Array.from({ length: 3001 }, (_, index) => reserved(`o-${index}`));

  it('says when it remembers more of a model that grows than is good, and forgets only what has not changed since', () => {
    const store = createLiveStore();
    store.applyNow(many.slice(1));
    expect(store.crowded()).toEqual([]);
    store.applyNow(many.slice(0, 1));
    expect(store.crowded()).toEqual(['Reservation']);
    const seen = store.snapshot('Reservation');
    store.applyNow([reserved('o-7', '2026-03-04T06:00:00Z'), reserved('o-new')]);
    store.forget('Reservation', seen);
    expect([...store.snapshot('Reservation').values()].map(({ orderId }) => orderId)).toEqual(['o-7', 'o-new']);
    expect(store.crowded()).toEqual([]);
  });

  it('remembers every change of the catalogue, however large: its list is read once', () => {
    const store = createLiveStore();
    store.applyNow(Array.from({ length: 20_000 }, (_, index) => changed(level(`p${index}`, 1))));
    expect(store.snapshot('StockLevel').size).toBe(20_000);
    expect(store.crowded()).toEqual([]);
  });
});
