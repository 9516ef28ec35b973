import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, it, vi } from 'vitest';
import type { Reservation } from '../lib/api-client.ts';
import { createLiveStore } from '../lib/live-store.ts';
import { changesForgetter } from './forget-changes.ts';

const reservations = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    model: 'Reservation' as const,
    item: {
      orderId: `o-${index}`,
      productId: 'tv',
      locationId: 'main',
      updatedAt: '2026-03-04T05:06:07Z',
    } as Reservation,
  }));

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A tab that shows the list of reservations. */
const tab = (queryFn: () => Promise<unknown>) => {
  const store = createLiveStore();
  const client = new QueryClient();
  const list = { queryKey: ['Reservation', 'history'], queryFn, retry: false, initialData: [], staleTime: 60_000 };
  ends.push(
    new QueryObserver(client, list).subscribe(() => undefined),
    () => client.clear(),
  );
  return { store, forget: changesForgetter(client, { store, pause: () => Promise.resolve() }) };
};

it('forgets changes once their list was read again, and reads it once at a time', async () => {
  const read = Promise.withResolvers<unknown[]>();
  const readList = vi.fn(() => read.promise);
  const { store, forget } = tab(readList);
  store.applyNow(reservations(3001));
  forget();
  forget();
  await vi.waitFor(() => expect(readList).toHaveBeenCalledOnce());
  expect(store.snapshot('Reservation').size).toBe(3001);
  read.resolve([]);
  await vi.waitFor(() => expect(store.snapshot('Reservation').size).toBe(0));
});

it('remembers changes while their list cannot be read, and tries again with the next ones', async () => {
  let reads = 0;
  const { store, forget } = tab(() => {
    reads += 1;
    return reads === 1 ? Promise.reject(new Error('offline')) : Promise.resolve([]);
  });
  store.applyNow(reservations(3001));
  forget();
  await vi.waitFor(() => expect(reads).toBe(1));
  expect(store.snapshot('Reservation').size).toBe(3001);
  await vi.waitFor(() => {
    forget();
    expect(store.snapshot('Reservation').size).toBe(0);
  });
});
