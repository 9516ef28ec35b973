import { type StockKey, stockKey } from '../../../amplify/domain/stock-key.ts';
import type { Snapshot } from '../snapshot.ts';

/** Something that must hold after every run; answers what it saw that does not. */
export interface Invariant {
  name: string;
  violations: (snapshot: Snapshot) => string[];
}

export const groupBy = <T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
};

/** The same stock level. */
export const isAt = (one: StockKey, other: StockKey): boolean => stockKey(one) === stockKey(other);

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
