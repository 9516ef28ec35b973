import { createColumnHelper } from '@tanstack/react-table';
import { useMemo } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import { LiveValue } from '../../components/live-value.tsx';
import { At } from '../../components/moment.tsx';
import { RowButton } from '../../components/row-button.tsx';
import { Status } from '../../components/status.tsx';
import type { Reservation } from '../../lib/api-client.ts';
import { formatMinute, formatNumber } from '../../lib/format.ts';
import { idOf } from '../../lib/live-changes.ts';
import { messages } from '../../lib/messages.ts';
import { RESERVATION } from '../../lib/words.ts';

export const reservationId = (row: Reservation) => idOf('Reservation', row);

/** Why an order got no stock, until when it holds it, or how its reservation ended. */
export function detailsOf(row: Reservation): string {
  const parts = row.reason ? [row.reason] : [];
  if ((row.status === 'UNAVAILABLE' || row.status === 'BACKORDERED') && row.availableQuantity != null) {
    parts.push(`${formatNumber(row.availableQuantity)} were available`);
  }
  if (row.servedAt) parts.push(messages.reservationSteps.served(formatMinute(row.servedAt)));
  if (row.status === 'RESERVED' && row.expiresAt) parts.push(`until ${formatMinute(row.expiresAt)}`);
  if (row.settledAt) parts.push(`${RESERVATION[row.status].label.toLowerCase()} ${formatMinute(row.settledAt)}`);
  if (row.refusal) parts.push(row.refusal);
  return parts.join('; ');
}

/** How often the order arrived; its effect came once, however often that was. */
export function deliveredWords(deliveries: number | null | undefined): string {
  if (!deliveries || deliveries <= 1) return 'once';
  return `${formatNumber(deliveries)} times, applied once`;
}

const column = createColumnHelper<Reservation>();

const AFTER_PRODUCT = [
  column.accessor('status', {
    header: 'Status',
    cell: (cell) => (
      <LiveValue of={cell.getValue()}>
        <Status word={RESERVATION[cell.getValue()]} />
      </LiveValue>
    ),
  }),
  column.accessor('quantity', {
    header: 'Quantity',
    meta: { numeric: true },
    cell: (cell) => formatNumber(cell.getValue()),
  }),
  column.accessor(detailsOf, { id: 'details', header: 'Details', meta: { wrap: true } }),
  column.accessor('deliveries', {
    header: 'Delivered',
    meta: { from: 'desk' },
    cell: (cell) => <LiveValue of={cell.getValue() ?? 1}>{deliveredWords(cell.getValue())}</LiveValue>,
  }),
];

type Props = {
  rows: Reservation[];
  name?: (productId: string) => string;
  /** Opens what happened to it. */
  onOpen?: (row: Reservation) => void;
};

const orderColumn = (onOpen: Props['onOpen']) =>
  column.accessor('orderId', {
    header: 'Order',
    meta: { breaks: true },
    cell: ({ row: { original }, getValue }) =>
      onOpen ? (
        <RowButton label={messages.reservationSteps.open(getValue())} onOpen={() => onOpen(original)}>
          <code>{getValue()}</code>
        </RowButton>
      ) : (
        <code>{getValue()}</code>
      ),
  });

/** Without `name` the product is not shown: every row is of the same one. */
export function ReservationTable({ rows, name, onOpen }: Props) {
  const columns = useMemo(
    () => [
      column.accessor('createdAt', { header: 'When', cell: (cell) => <At at={cell.getValue()} /> }),
      ...(name
        ? [column.accessor((row) => name(row.productId), { id: 'product', header: 'Product', meta: { breaks: true } })]
        : []),
      ...AFTER_PRODUCT,
      orderColumn(onOpen),
    ],
    [name, onOpen],
  );
  return <DataTable caption="Reservations" columns={columns} rows={rows} idOf={reservationId} />;
}
