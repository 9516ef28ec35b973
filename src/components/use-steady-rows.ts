import { useMemo, useState } from 'react';
import { steadyOrder } from '../lib/steady-order.ts';

type Options<Row> = {
  /** The rows that belong in the list, sorted as they should be now. */
  wanted: readonly Row[];
  /** Every known row, also those that no longer belong. */
  known: readonly Row[];
  idOf: (row: Row) => string;
  /** Changes when the reader asks for another list (filter, sort): then the order starts anew. */
  list: string;
};

/** Keeps a list's order still under its reader. `show` takes over what has changed meanwhile. */
export function useSteadyRows<Row>({ wanted, known, idOf, list }: Options<Row>) {
  const [held, setHeld] = useState<{ list: string; ids: readonly string[] }>({ list, ids: [] });
  const order = held.list === list ? held.ids : [];
  const current = useMemo(() => new Map(known.map((row) => [idOf(row), row])), [known, idOf]);
  const steady = useMemo(() => steadyOrder(order, wanted, current, idOf), [order, wanted, current, idOf]);
  // What was appended is on the screen from now on: remembered while rendering, so that no paint shows another order.
  if (held.list !== list || steady.ids.length !== held.ids.length) setHeld({ list, ids: steady.ids });
  return {
    rows: steady.rows,
    added: steady.added,
    changed: steady.changed,
    show: () => setHeld({ list, ids: wanted.map(idOf) }),
  };
}
