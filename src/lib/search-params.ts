/** Readers for what stands in the URL. Anything a hand may have typed there is taken or left, never an error. */

export function oneOf<const T extends string>(value: unknown, allowed: readonly T[]): T | undefined {
  return allowed.find((candidate) => candidate === value);
}

/** Trimmed text of at most 100 characters. The router reads `?q=42` as a number: it is text again here. */
export function text(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const trimmed = String(value).trim().slice(0, 100);
  return trimmed === '' ? undefined : trimmed;
}

/** A page number from 1; the first page is left out of the URL. */
export function pageNumber(value: unknown): number | undefined {
  const page = Number(value);
  return Number.isInteger(page) && page > 1 && page < 10_000 ? page : undefined;
}

export type Sort<Column extends string> = { column: Column; descending: boolean };

/** `-available` sorts by `available` from the largest. */
export function sortOf<const C extends string>(value: unknown, columns: readonly C[]): Sort<C> | undefined {
  if (typeof value !== 'string') return undefined;
  const descending = value.startsWith('-');
  const column = oneOf(descending ? value.slice(1) : value, columns);
  return column && { column, descending };
}

export function sortParam<C extends string>({ column, descending }: Sort<C>): string {
  return descending ? `-${column}` : column;
}

/** What a click on a column's heading asks for: ascending, then descending. */
export function toggleSort<C extends string>(current: Sort<C>, column: C): Sort<C> {
  return { column, descending: current.column === column && !current.descending };
}
