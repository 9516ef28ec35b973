import { createColumnHelper } from '@tanstack/react-table';
import { useMemo } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import { ExportButton } from '../../components/export-button.tsx';
import { LiveNotice } from '../../components/live-notice.tsx';
import { At } from '../../components/moment.tsx';
import { LoadMore } from '../../components/pager.tsx';
import { Nothing, Ready } from '../../components/states.tsx';
import { useSteadyRows } from '../../components/use-steady-rows.ts';
import type { StockMovement } from '../../lib/api-client.ts';
import { formatDelta, formatNumber } from '../../lib/format.ts';
import { idOf } from '../../lib/live-changes.ts';
import type { Locations } from '../../lib/locations.ts';
import { LEDGER_COLUMNS } from './export.ts';
import { reversalsOf } from './ledger.ts';
import styles from './ledger-table.module.css';
import { MovementCause } from './movement-cause.tsx';
import { everyMovement } from './queries.ts';
import { UndoAdjustment } from './undo-adjustment.tsx';
import { useLedger } from './use-ledger.ts';

const rowId = (movement: StockMovement) => idOf('StockMovement', movement);
const column = createColumnHelper<StockMovement>();

function amount(id: 'availableDelta' | 'reservedDelta' | 'availableAfter', header: string, signed: boolean) {
  return column.accessor(id, {
    header,
    meta: { numeric: true },
    cell: (cell) => (signed ? formatDelta(cell.getValue()) : formatNumber(cell.getValue())),
  });
}

const BALANCE = [
  column.accessor('createdAt', { header: 'When', cell: (cell) => <At at={cell.getValue()} /> }),
  amount('availableDelta', 'Available', true),
  amount('reservedDelta', 'Reserved', true),
  amount('availableAfter', 'Balance', false),
];

const columnsWith = (reversals: ReadonlyMap<string, StockMovement>, locations: Locations) => [
  ...BALANCE,
  column.accessor('cause', {
    header: 'Cause',
    cell: ({ row: { original } }) => (
      <MovementCause
        movement={original}
        reversal={reversals.get(original.movementId)}
        place={locations.several ? locations.nameOf(original.locationId) : undefined}
      />
    ),
  }),
  column.accessor('actor', { header: 'By' }),
  column.display({
    id: 'undo',
    header: 'Undo',
    meta: { hiddenHeading: true },
    cell: ({ row: { original } }) =>
      original.cause === 'ADJUSTMENT' && !reversals.has(original.movementId) ? (
        <UndoAdjustment movement={original} />
      ) : null,
  }),
];

/** Every change of a product's stock with its cause: the sum of it is the balance. */
export function LedgerTable({ productId, locations }: { productId: string; locations: Locations }) {
  const { query, movements } = useLedger(productId);
  const columns = useMemo(() => columnsWith(reversalsOf(movements), locations), [movements, locations]);
  const steady = useSteadyRows({
    wanted: movements,
    known: movements,
    idOf: rowId,
    list: `${productId}|${query.isPending}`,
  });
  return (
    <Ready query={query} label="the ledger">
      <LiveNotice added={steady.added} changed={steady.changed} onShow={steady.show} />
      {steady.rows.length === 0 ? (
        <Nothing title="No entries yet" />
      ) : (
        <>
          <div className={styles.actions}>
            <ExportButton
              of={`ledger-${productId}`}
              pages={() => everyMovement(productId)}
              show={(rows) => ({ rows, columns: LEDGER_COLUMNS })}
            />
          </div>
          <DataTable caption="Ledger" columns={columns} rows={steady.rows} idOf={rowId} />
        </>
      )}
      {query.hasNextPage ? (
        <LoadMore busy={query.isFetchingNextPage} onLoad={() => void query.fetchNextPage()} />
      ) : null}
    </Ready>
  );
}
