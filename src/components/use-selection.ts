import { useState } from 'react';

/** So many are chosen at once: a page of a list. */
const MOST = 50;

export type Selection<Row> = {
  /** What is chosen and can still be acted upon, in the order of the list. */
  selected: Row[];
  canSelect: (row: Row) => boolean;
  isSelected: (row: Row) => boolean;
  toggle: (row: Row) => void;
  /** Chooses all that can be, or none if all are. */
  toggleAll: () => void;
  all: boolean;
  /** Whether anything can be chosen. */
  any: boolean;
  clear: () => void;
};

/** Which rows of a list are chosen. A row that can no longer be acted upon is chosen no more. */
export function useSelection<Row>(
  rows: readonly Row[],
  idOf: (row: Row) => string,
  canSelect: (row: Row) => boolean,
): Selection<Row> {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const possible = rows.filter(canSelect).slice(0, MOST);
  const selected = rows.filter((row) => chosen.has(idOf(row)) && canSelect(row)).slice(0, MOST);
  const all = possible.length > 0 && selected.length >= possible.length;
  return {
    selected,
    canSelect,
    all,
    any: possible.length > 0,
    isSelected: (row) => selected.includes(row),
    toggle: (row) =>
      setChosen((before) => {
        const after = new Set(before);
        if (!after.delete(idOf(row))) after.add(idOf(row));
        return after;
      }),
    toggleAll: () => setChosen(new Set(all ? [] : possible.map(idOf))),
    clear: () => setChosen(new Set()),
  };
}
