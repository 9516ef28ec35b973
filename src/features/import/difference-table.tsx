import { createColumnHelper } from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import { Pager } from '../../components/pager.tsx';
import { Status } from '../../components/status.tsx';
import { formatDelta, formatNumber } from '../../lib/format.ts';
import { importMessages } from '../../lib/import-messages.ts';
import { type DifferenceRow, differenceRows } from './difference-rows.ts';
import styles from './difference-table.module.css';
import type { Difference } from './mutations.ts';

const text = importMessages.differences;
const PAGE_SIZE = 50;
const NONE = '–';

type Name = (productId: string) => string;
const column = createColumnHelper<DifferenceRow>();

function Product({ row, name }: { row: DifferenceRow; name: Name }) {
  const { productId, locationId, isNew } = row;
  return (
    <span className={styles.product}>
      <span className={styles.name}>{isNew ? row.name : name(productId)}</span>
      <span className={styles.hint}>{locationId ? text.at(productId, locationId) : productId}</span>
      {isNew ? <Status word={{ label: text.isNew, tone: 'info' }} /> : null}
    </span>
  );
}

const stepOf = ({ count }: DifferenceRow) => (count ? count.after - (count.before ?? 0) : undefined);

const columnsFor = (name: Name) => [
  column.display({
    id: 'product',
    header: text.product,
    cell: ({ row }) => <Product row={row.original} name={name} />,
  }),
  column.accessor(({ count }) => count?.before, {
    id: 'before',
    header: text.before,
    meta: { numeric: true },
    cell: (cell) => (cell.getValue() === undefined ? NONE : formatNumber(Number(cell.getValue()))),
  }),
  column.accessor(({ count }) => count?.after, {
    id: 'after',
    header: text.after,
    meta: { numeric: true },
    cell: (cell) => (cell.getValue() === undefined ? NONE : formatNumber(Number(cell.getValue()))),
  }),
  column.accessor(stepOf, {
    id: 'step',
    header: text.step,
    meta: { numeric: true },
    cell: (cell) => (cell.getValue() === undefined ? NONE : formatDelta(Number(cell.getValue()))),
  }),
  column.accessor(({ others }) => others.join(' · '), {
    id: 'others',
    header: text.others,
    meta: { wrap: true },
    cell: (cell) => cell.getValue() || NONE,
  }),
  column.accessor('line', {
    header: text.line,
    meta: { numeric: true },
    cell: (cell) => formatNumber(cell.getValue()),
  }),
];

/** What would change, before and after, by product. */
export function DifferenceTable({ differences, name }: { differences: readonly Difference[]; name: Name }) {
  const [page, setPage] = useState(1);
  const columns = useMemo(() => columnsFor(name), [name]);
  const rows = useMemo(() => differenceRows(differences), [differences]);
  const shown = rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  return (
    <>
      <DataTable caption={text.caption} columns={columns} rows={shown} idOf={({ line }) => String(line)} />
      <Pager page={page} size={PAGE_SIZE} total={rows.length} onPage={setPage} />
    </>
  );
}
