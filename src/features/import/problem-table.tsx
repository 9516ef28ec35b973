import { createColumnHelper } from '@tanstack/react-table';
import { useState } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import { Pager } from '../../components/pager.tsx';
import { formatNumber } from '../../lib/format.ts';
import { importMessages } from '../../lib/import-messages.ts';
import type { Problem } from './mutations.ts';

const text = importMessages.problems;
const PAGE_SIZE = 50;

type Row = Problem & { id: string };
const column = createColumnHelper<Row>();
const COLUMNS = [
  column.accessor('line', {
    header: text.line,
    cell: (cell) => {
      const line = cell.getValue();
      return line == null ? text.file : text.lineOf(formatNumber(line));
    },
  }),
  column.accessor('column', { header: text.column, cell: (cell) => cell.getValue() ?? '–' }),
  column.accessor('message', { header: text.message, meta: { wrap: true } }),
];

/** Everything that is wrong with a file, by its line. */
export function ProblemTable({ problems }: { problems: readonly Problem[] }) {
  const [page, setPage] = useState(1);
  const rows = problems.map((problem, index) => ({ ...problem, id: String(index) }));
  const shown = rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  return (
    <>
      <DataTable caption={text.caption} columns={COLUMNS} rows={shown} idOf={({ id }) => id} />
      <Pager page={page} size={PAGE_SIZE} total={rows.length} onPage={setPage} />
    </>
  );
}
