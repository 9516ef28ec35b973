import { createColumnHelper } from '@tanstack/react-table';
import { useMemo } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import { LiveValue } from '../../components/live-value.tsx';
import { At } from '../../components/moment.tsx';
import { RowButton } from '../../components/row-button.tsx';
import { Status } from '../../components/status.tsx';
import { useNow } from '../../components/use-now.ts';
import type { Selection } from '../../components/use-selection.ts';
import type { PurchaseOrder } from '../../lib/api-client.ts';
import { formatDateTime, formatNumber, formatRelative } from '../../lib/format.ts';
import { idOf } from '../../lib/live-changes.ts';
import { PURCHASE_ORDER } from '../../lib/words.ts';
import { isPending } from './purchase-order-filter.ts';
import { howMuchCame, totalCost, whyRaised } from './wording.ts';

export const purchaseOrderId = (order: PurchaseOrder) => idOf('PurchaseOrder', order);
export const openButtonId = (id: string) => `open-${id}`;

type Props = {
  rows: PurchaseOrder[];
  selection?: Selection<PurchaseOrder>;
  name: (productId: string) => string;
  onOpen: (purchaseOrderId: string) => void;
};

const column = createColumnHelper<PurchaseOrder>();

const STATUS = column.accessor('status', {
  header: 'Status',
  cell: (cell) => (
    <LiveValue of={cell.getValue()}>
      <Status word={PURCHASE_ORDER[cell.getValue()]} />
    </LiveValue>
  ),
});

const QUANTITY = column.accessor('quantity', {
  header: 'Quantity',
  meta: { numeric: true },
  cell: (cell) => formatNumber(cell.getValue()),
});

/** `focusable` rows are found again after a decision; an order may stand in two lists at once, but only one is focused. */
function productColumn({ name, onOpen }: Pick<Props, 'name' | 'onOpen'>, focusable = false) {
  return column.accessor((order) => name(order.productId), {
    id: 'product',
    header: 'Product',
    cell: ({ row: { original }, getValue }) => (
      <RowButton
        id={focusable ? openButtonId(original.purchaseOrderId) : undefined}
        label={`${isPending(original) ? 'Review' : 'Open'} purchase order: ${getValue()}`}
        onOpen={() => onOpen(original.purchaseOrderId)}
      >
        {getValue()}
      </RowButton>
    ),
  });
}

function Deadline({ order }: { order: PurchaseOrder }) {
  const now = useNow();
  return <span title={formatDateTime(order.deadline)}>{formatRelative(order.deadline, now)}</span>;
}

export function PendingTable({ rows, name, onOpen, selection }: Props) {
  const columns = useMemo(
    () => [
      productColumn({ name, onOpen }, true),
      column.accessor('deadline', { header: 'Due', cell: ({ row }) => <Deadline order={row.original} /> }),
      QUANTITY,
      column.accessor((order) => totalCost(order) ?? '–', { id: 'cost', header: 'Cost', meta: { numeric: true } }),
      column.accessor(whyRaised, { id: 'why', header: 'Why', meta: { wrap: true } }),
      { ...STATUS, meta: { from: 'desk' as const } },
    ],
    [name, onOpen],
  );
  const label = ({ productId }: PurchaseOrder) => name(productId);
  return (
    <DataTable
      caption="Pending purchase orders"
      columns={columns}
      rows={rows}
      idOf={purchaseOrderId}
      selection={selection && { ...selection, label }}
    />
  );
}

/** What was approved and has not come, or not all of it. */
export function UnderWayTable({ rows, name, onOpen }: Props) {
  const columns = useMemo(
    () => [
      productColumn({ name, onOpen }),
      STATUS,
      column.accessor(howMuchCame, {
        header: 'Received',
        id: 'received',
        meta: { numeric: true },
        cell: (cell) => <LiveValue of={cell.getValue()}>{cell.getValue()}</LiveValue>,
      }),
      column.accessor((order) => order.orderedAt ?? order.decidedAt ?? order.requestedAt, {
        id: 'since',
        header: 'Since',
        cell: (cell) => <At at={cell.getValue()} />,
      }),
      column.accessor((order) => order.decidedBy ?? '–', { id: 'by', header: 'Approved by' }),
    ],
    [name, onOpen],
  );
  return <DataTable caption="Purchase orders under way" columns={columns} rows={rows} idOf={purchaseOrderId} />;
}

export function HistoryTable({ rows, name, onOpen }: Props) {
  const columns = useMemo(
    () => [
      productColumn({ name, onOpen }),
      STATUS,
      QUANTITY,
      column.accessor((order) => order.decidedBy ?? '–', { id: 'by', header: 'Decided by' }),
      column.accessor((order) => order.closedAt ?? order.decidedAt ?? order.requestedAt, {
        id: 'at',
        header: 'When',
        cell: (cell) => <At at={cell.getValue()} />,
      }),
      column.accessor((order) => order.note || '–', { id: 'note', header: 'Note', meta: { wrap: true } }),
    ],
    [name, onOpen],
  );
  return <DataTable caption="Purchase order history" columns={columns} rows={rows} idOf={purchaseOrderId} />;
}
