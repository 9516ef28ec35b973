import { Button, Progress } from '@mantine/core';
import { createColumnHelper } from '@tanstack/react-table';
import { useMemo } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import { LiveValue } from '../../components/live-value.tsx';
import { Panel } from '../../components/panel.tsx';
import { Nothing } from '../../components/states.tsx';
import { Status } from '../../components/status.tsx';
import { formatClock, formatNumber } from '../../lib/format.ts';
import { RESERVATION } from '../../lib/words.ts';
import styles from './placed-order-list.module.css';
import { countOutcomes, describeOutcomes, type TrackedOrder, WAITING } from './placed-orders.ts';

const lineOf = ({ orderId, reservation }: TrackedOrder) => `${orderId} ${reservation?.productId ?? ''}`;
const column = createColumnHelper<TrackedOrder>();
const MOST_SHOWN = 100;

function useColumns(name: (productId: string) => string) {
  return useMemo(
    () => [
      column.accessor('orderId', { header: 'Order', cell: (cell) => <code>{cell.getValue()}</code> }),
      column.accessor(({ reservation }) => (reservation ? name(reservation.productId) : '–'), {
        id: 'product',
        header: 'Product',
      }),
      column.accessor(({ reservation }) => (reservation ? formatNumber(reservation.quantity) : '–'), {
        id: 'quantity',
        header: 'Quantity',
        meta: { numeric: true },
      }),
      column.accessor('outcome', {
        header: 'Outcome',
        cell: (cell) => {
          const outcome = cell.getValue();
          return (
            <LiveValue of={outcome}>
              <Status word={outcome === 'WAITING' ? WAITING : RESERVATION[outcome]} />
            </LiveValue>
          );
        },
      }),
      column.accessor('placedAt', { header: 'Placed', cell: (cell) => formatClock(cell.getValue()) }),
    ],
    [name],
  );
}

function Outcomes({ orders }: { orders: readonly TrackedOrder[] }) {
  const counts = countOutcomes(orders);
  const share = (count: number) => (count / orders.length) * 100;
  return (
    <div className={styles.outcomes}>
      <p className={styles.words}>{describeOutcomes(counts)}</p>
      <Progress.Root size="md" aria-hidden>
        <Progress.Section value={share(counts.RESERVED)} color="var(--chart-a)" />
        <Progress.Section value={share(counts.BACKORDERED)} color="var(--chart-d)" />
        <Progress.Section value={share(counts.UNAVAILABLE)} color="var(--chart-b)" />
        <Progress.Section value={share(counts.REJECTED)} color="var(--chart-c)" />
      </Progress.Root>
    </div>
  );
}

type Props = { orders: TrackedOrder[]; name: (productId: string) => string; onForget: () => void };

/** What became of every order placed from this window. */
export function PlacedOrderList({ orders, name, onForget }: Props) {
  const columns = useColumns(name);
  const shown = orders.slice(0, MOST_SHOWN);
  return (
    <Panel
      title="Your orders"
      hint={orders.length > MOST_SHOWN ? `the newest ${MOST_SHOWN} of ${orders.length}` : undefined}
      actions={
        orders.length > 0 ? (
          <Button variant="subtle" color="gray" onClick={onForget}>
            Clear list
          </Button>
        ) : null
      }
      flush
    >
      {orders.length === 0 ? (
        <Nothing title="No orders placed yet">Each order appears here with what became of it.</Nothing>
      ) : (
        <>
          <Outcomes orders={orders} />
          <DataTable caption="Your orders" columns={columns} rows={shown} idOf={lineOf} />
        </>
      )}
    </Panel>
  );
}
