import { createColumnHelper } from '@tanstack/react-table';
import { useMemo } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import { Status } from '../../components/status.tsx';
import type { WorkflowRun } from '../../lib/api-client.ts';
import { formatDateTime, formatDuration, formatMinute } from '../../lib/format.ts';
import { messages } from '../../lib/messages.ts';
import { errorWords, STEP_WORD, stateOf, type WorkflowStep } from './run-view.ts';

const words = messages.executions;
type Row = WorkflowStep & { place: number };
const column = createColumnHelper<Row>();

const lasted = ({ enteredAt, exitedAt }: WorkflowStep): string =>
  exitedAt ? formatDuration(Date.parse(exitedAt) - Date.parse(enteredAt)) : '–';

/** Until when a step waits; else how often it was tried, where that was more than once or something went wrong. */
const tries = ({ attempts, errors, isWaiting, timesOutAt }: WorkflowStep): string => {
  if (isWaiting && timesOutAt) return words.until(formatMinute(timesOutAt));
  if (attempts <= 1 && errors.length === 0) return '';
  const times = words.tried(attempts);
  return errors.length > 0 ? `${times}: ${errorWords(errors)}` : times;
};

/** What an execution did, step by step. */
export function StepList({ run }: { run: WorkflowRun }) {
  const rows = run.steps.map((step, place) => ({ ...step, place }));
  const columns = useMemo(
    () => [
      column.accessor('state', { header: words.step }),
      column.accessor((row) => row.place, {
        id: 'status',
        header: words.status,
        cell: (cell) => {
          const step = run.steps[cell.getValue()];
          return step ? <Status word={STEP_WORD[stateOf(step, run)]} /> : null;
        },
      }),
      column.accessor('enteredAt', { header: words.entered, cell: (cell) => formatDateTime(cell.getValue()) }),
      column.accessor(lasted, { id: 'lasted', header: words.lasted, meta: { numeric: true } }),
      column.accessor(tries, { id: 'tries', header: words.tries, meta: { wrap: true } }),
    ],
    [run],
  );
  return <DataTable caption={words.steps} columns={columns} rows={rows} idOf={({ place }) => String(place)} />;
}
