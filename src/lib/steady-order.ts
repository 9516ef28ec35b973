/** A list as its reader sees it: the order stands still while the values stay current. */
export type Steady<Row> = { rows: Row[]; ids: string[]; added: number; changed: number };

/** Length of the longest run of numbers that already ascend: what is outside of it has moved. */
function ascending(positions: readonly number[]): number {
  const tails: number[] = [];
  for (const position of positions) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tails[middle] ?? 0) < position) low = middle + 1;
      else high = middle;
    }
    tails[low] = position;
  }
  return tails.length;
}

/**
 * Holds the order `held` while `wanted` (the rows that belong, as they should be sorted now) moves on. Rows that come
 * after everything shown are appended, because that disturbs nobody. Rows that would be inserted are counted as `added`;
 * rows that no longer belong, or belong elsewhere, stay where they are and are counted as `changed`.
 * `current` holds the newest version of every known row, also of those that no longer belong.
 */
export function steadyOrder<Row>(
  held: readonly string[],
  wanted: readonly Row[],
  current: ReadonlyMap<string, Row>,
  idOf: (row: Row) => string,
): Steady<Row> {
  const wantedIds = wanted.map(idOf);
  const shown = new Set(held.filter((id) => current.has(id)));
  const last = wantedIds.findLastIndex((id) => shown.has(id));
  const anyShown = shown.size > 0;
  const appended = anyShown && last === -1 ? [] : wantedIds.slice(last + 1);
  const ids = [...shown, ...appended];

  const place = new Map(wantedIds.map((id, index) => [id, index]));
  const stillWanted = [...shown].flatMap((id) => place.get(id) ?? []);
  const gone = shown.size - stillWanted.length;
  const moved = stillWanted.length - ascending(stillWanted);
  return {
    rows: ids.flatMap((id) => current.get(id) ?? []),
    ids,
    added: wantedIds.length - stillWanted.length - appended.length,
    changed: gone + moved,
  };
}
