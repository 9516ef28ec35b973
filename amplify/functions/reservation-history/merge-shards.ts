import type { ReservationStatus } from '../../domain/vocabulary.ts';
import type { ReadShard, ReservationItem } from './shard-reader.ts';

export interface MergedPage {
  items: ReservationItem[];
  /** Everything from here on is still to be read; undefined when all shards are read to their end. */
  before: string | undefined;
}

/** Each round asks every shard once; a rare status in a long history ends with a short page and a cursor. */
const ROUNDS = 5;

/**
 * Merges shards newest first. A shard that is not read to its end may hold more right below the oldest key it has shown,
 * so nothing older than the newest of those keys is given out yet: the order is exact at any page.
 */
export async function mergeShards(
  read: ReadShard,
  shards: string[],
  from: string,
  limit: number,
  status: ReservationStatus | undefined,
): Promise<MergedPage> {
  const items: ReservationItem[] = [];
  let before: string | undefined = from;
  for (let round = 0; round < ROUNDS && before !== undefined && items.length < limit; round += 1) {
    const start: string = before;
    const pages = await Promise.all(shards.map((shard) => read({ shard, before: start, limit, status })));
    const horizon = pages.reduce<string>((newest, { readTo = '' }) => (readTo > newest ? readTo : newest), '');
    const safe = pages.flatMap((page) => page.items).filter(({ timeKey }) => timeKey >= horizon);
    items.push(...safe.sort((a, b) => (a.timeKey < b.timeKey ? 1 : -1)));
    before = horizon || undefined;
  }
  if (items.length <= limit) return { items, before };
  const page = items.slice(0, limit);
  return { items: page, before: page.at(-1)?.timeKey };
}
