import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Page, type Reservation, request } from '../../lib/api-client.ts';
import { useLive } from '../../lib/live-store.ts';
import { type PlacedOrder, trackOrders } from './placed-orders.ts';

const BY_ORDER = /* GraphQL */ `
  query OutcomeOfOrder($orderId: ID!) {
    listReservations(orderId: $orderId, limit: 40) {
      items {
        orderId productId locationId quantity status reason availableQuantity deliveries expiresAt settledAt refusal createdAt updatedAt
      }
    }
  }
`;

/** Orders asked about in one go; the next ones follow with the next look. */
const AT_ONCE = 25;
const LOOK_AGAIN_MS = 3000;
const REMEMBERED = 2000;

const PLACED = ['simulator', 'placed'];
const NONE: PlacedOrder[] = [];

async function readOutcomes(orderIds: readonly string[]): Promise<Reservation[]> {
  const pages = await Promise.all(orderIds.map((orderId) => request<Page<Reservation>>(BY_ORDER, { orderId })));
  return pages.flatMap((page) => page.items);
}

/**
 * The orders placed from this window, newest first, and what became of them: told by the live changes, and asked for
 * while some still wait, so that a lost event leaves nobody waiting. They outlive a visit to another page.
 */
export function usePlacedOrders() {
  const client = useQueryClient();
  const { data: placed } = useQuery({
    queryKey: PLACED,
    queryFn: () => client.getQueryData<PlacedOrder[]>(PLACED) ?? NONE,
    initialData: NONE,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const live = useLive('Reservation');
  const asked = useQuery<Reservation[]>({
    queryKey: ['simulator', 'outcomes'],
    enabled: placed.length > 0,
    initialData: [],
    queryFn: async () => {
      const before = client.getQueryData<Reservation[]>(['simulator', 'outcomes']) ?? [];
      const orders = client.getQueryData<PlacedOrder[]>(PLACED) ?? NONE;
      const waiting = trackOrders(orders, [...before, ...live.values()]).filter(({ outcome }) => outcome === 'WAITING');
      const found = await readOutcomes(waiting.slice(0, AT_ONCE).map(({ orderId }) => orderId));
      return [...before, ...found].slice(-REMEMBERED);
    },
    refetchInterval: LOOK_AGAIN_MS,
  });
  const orders = useMemo(() => trackOrders(placed, [...asked.data, ...live.values()]), [placed, asked.data, live]);
  const remember = (orderIds: readonly string[]) => {
    const placedAt = Date.now();
    const added = orderIds.map((orderId) => ({ orderId, placedAt })).reverse();
    client.setQueryData<PlacedOrder[]>(PLACED, (known = NONE) => [...added, ...known].slice(0, REMEMBERED));
  };
  return { orders, remember, forget: () => client.setQueryData(PLACED, NONE) };
}
