import { useRef, useState } from 'react';
import { type Outcome, runEach } from '../lib/run-each.ts';

export type Bulk<Row> = {
  running: boolean;
  /** What was done last, each row with its own outcome; empty before anything was. */
  results: readonly { row: Row; outcome: Outcome | undefined }[];
  run: (rows: readonly Row[]) => Promise<void>;
  dismiss: () => void;
};

/** Does the same to many rows, each an act of its own. */
export function useBulk<Row>(act: (row: Row) => Promise<Outcome>): Bulk<Row> {
  const [rows, setRows] = useState<readonly Row[]>([]);
  const [outcomes, setOutcomes] = useState<ReadonlyMap<Row, Outcome>>(new Map());
  const [running, setRunning] = useState(false);
  const busy = useRef(false);
  const run = async (chosen: readonly Row[]) => {
    // The second click of a double click comes before the button is disabled.
    if (busy.current) return;
    busy.current = true;
    setRunning(true);
    setRows(chosen);
    setOutcomes(new Map());
    await runEach(chosen, act, (row, outcome) => setOutcomes((before) => new Map(before).set(row, outcome)));
    setRunning(false);
    busy.current = false;
  };
  return {
    running,
    results: rows.map((row) => ({ row, outcome: outcomes.get(row) })),
    run,
    dismiss: () => setRows([]),
  };
}
