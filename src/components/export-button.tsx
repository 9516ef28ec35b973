import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useRef, useState } from 'react';
import { type CsvColumn, csvOf } from '../lib/csv.ts';
import { formatNumber } from '../lib/format.ts';
import { explain } from '../lib/request-error.ts';
import { fileNameOf, saveFile } from '../lib/save-file.ts';

/** Where a list's rows come from, however many there are. */
export type Export<Row> = {
  /** What the file is called. */
  of: string;
  pages: () => AsyncIterable<readonly Row[]>;
  /** What of the rows is shown, and how: filtered and sorted as the queries cannot. */
  show: (rows: Row[]) => Shown<Row> | Promise<Shown<Row>>;
};
type Shown<Row> = { rows: readonly Row[]; columns: readonly CsvColumn<Row>[] };

/** Who waits for longer is told how far it is. */
const SLOW_MS = 2000;

/** Reads until the end, or until it is stopped; then undefined. */
async function readAll<Row>({ pages, show }: Export<Row>, signal: AbortSignal, onRead: (rows: number) => void) {
  const rows: Row[] = [];
  for await (const page of pages()) {
    if (signal.aborted) return undefined;
    rows.push(...page);
    onRead(rows.length);
  }
  return show(rows);
}

/** Saves a list as a CSV file: all rows that fit the filters, not only those on the screen. */
export function ExportButton<Row>(props: Export<Row>) {
  const [running, setRunning] = useState<AbortController>();
  const [read, setRead] = useState(0);
  const slow = useSlow(running !== undefined);
  const current = useRef<AbortController>(undefined);
  useEffect(() => () => current.current?.abort(), []);

  const run = async () => {
    const controller = new AbortController();
    current.current = controller;
    setRead(0);
    setRunning(controller);
    try {
      const shown = await readAll(props, controller.signal, setRead);
      if (!shown || controller.signal.aborted) return;
      saveFile(fileNameOf(props.of, new Date()), csvOf(shown.columns, shown.rows), 'text/csv;charset=utf-8');
      notifications.show({ message: `${formatNumber(shown.rows.length)} rows exported.` });
    } catch (error) {
      notifications.show({ color: 'red', title: 'Not exported', message: explain(error) });
    } finally {
      setRunning(undefined);
    }
  };
  if (running && slow) {
    return (
      <Button variant="default" size="xs" onClick={() => running.abort()} aria-live="polite">
        Stop export ({formatNumber(read)} rows read)
      </Button>
    );
  }
  return (
    <Button variant="default" size="xs" disabled={running !== undefined} onClick={() => void run()}>
      {running ? 'Exporting…' : 'Export CSV'}
    </Button>
  );
}

function useSlow(running: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!running) return;
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [running]);
  return slow;
}
