import { dayShards, productShards } from '../../domain/time-keys.ts';
import type { ReservationStatus } from '../../domain/vocabulary.ts';
import type { FieldCall } from '../caller.ts';
import { type Cursor, decodeCursor, encodeCursor } from './cursor.ts';
import { mergeShards } from './merge-shards.ts';
import type { ReadShard, ReservationItem } from './shard-reader.ts';

interface Arguments {
  productId?: string | null;
  status?: ReservationStatus | null;
  limit?: number | null;
  cursor?: string | null;
}

export interface Deps {
  byDay: ReadShard;
  byProduct: ReadShard;
  now: () => Date;
}

const DEFAULT_LIMIT = 50;
const LARGEST_LIMIT = 200;

/** A request looks at so many days at the most; the page may then be short, and its cursor goes on. */
const DAYS_PER_REQUEST = 7;

/** After so many days without a reservation the history is taken to be at its end. */
const LONGEST_GAP = 31;

/** After every time key: `~` sorts behind all that an ISO instant or an order id begins with. */
const LATEST = '~';

/** Reservations newest first, of one product or of all, by cursor. Reads indexes alone. */
export const reservationHistory =
  ({ byDay, byProduct, now }: Deps) =>
  async ({ arguments: args }: FieldCall<Arguments>) => {
    const limit = args.limit ?? DEFAULT_LIMIT;
    if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_LIMIT) {
      throw new Error(`limit must be a whole number from 1 to ${LARGEST_LIMIT}.`);
    }
    const status = args.status ?? undefined;
    const cursor = args.cursor ? decodeCursor(args.cursor) : { before: LATEST, emptyDays: 0 };
    if (args.productId) {
      const page = await mergeShards(byProduct, productShards(args.productId), cursor.before, limit, status);
      return answer(page.items, page.before === undefined ? undefined : { before: page.before, emptyDays: 0 });
    }
    return byDays(byDay, now(), cursor, limit, status);
  };

async function byDays(
  read: ReadShard,
  now: Date,
  cursor: Cursor,
  limit: number,
  status: ReservationStatus | undefined,
) {
  const items: ReservationItem[] = [];
  let { before, emptyDays } = cursor;
  let day = before === LATEST ? now.toISOString().slice(0, 10) : before.slice(0, 10);
  for (let days = 0; days < DAYS_PER_REQUEST; days += 1) {
    const page = await mergeShards(read, dayShards(day), before, limit - items.length, status);
    items.push(...page.items);
    if (page.before !== undefined) return answer(items, { before: page.before, emptyDays: 0 });
    emptyDays = page.items.length > 0 ? 0 : emptyDays + 1;
    if (emptyDays >= LONGEST_GAP) return answer(items, undefined);
    // Midnight of a day sorts below all of that day and above all of the day before it.
    before = `${day}T`;
    day = dayBefore(day);
    if (items.length >= limit) break;
  }
  return answer(items, { before: `${day}~`, emptyDays });
}

const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

const answer = (items: ReservationItem[], cursor: Cursor | undefined) => ({
  items,
  cursor: cursor && encodeCursor(cursor),
});
