import { createColumnHelper } from '@tanstack/react-table';
import { useMemo } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import { LiveValue } from '../../components/live-value.tsx';
import { RowButton } from '../../components/row-button.tsx';
import { Status } from '../../components/status.tsx';
import type { StockLevel } from '../../lib/api-client.ts';
import { formatNumber } from '../../lib/format.ts';
import type { Locations } from '../../lib/locations.ts';
import { messages } from '../../lib/messages.ts';
import { STOCK_STATE } from '../../lib/words.ts';
import { stockState } from './stock-filter.ts';

const words = messages.locations;
const column = createColumnHelper<StockLevel>();

const amount = (id: 'available' | 'reserved', header: string) =>
  column.accessor(id, {
    header,
    meta: { numeric: true },
    cell: (cell) => <LiveValue of={cell.getValue()}>{formatNumber(cell.getValue())}</LiveValue>,
  });

type Props = { levels: StockLevel[]; shown: string; locations: Locations; onOpen: (level: StockLevel) => void };

/** Where a product is stocked; each place opens what happened there. */
export function PlaceTable({ levels, shown, locations, onOpen }: Props) {
  const columns = useMemo(
    () => [
      column.accessor(({ locationId }) => locations.nameOf(locationId), {
        id: 'location',
        header: words.location,
        cell: ({ getValue, row: { original } }) => (
          <RowButton
            onOpen={() => onOpen(original)}
            hint={original.locationId === shown ? words.here : original.locationId}
          >
            {getValue()}
          </RowButton>
        ),
      }),
      amount('available', 'Available'),
      amount('reserved', 'Reserved'),
      column.accessor(stockState, {
        id: 'status',
        header: 'Status',
        cell: (cell) => <Status word={STOCK_STATE[cell.getValue()]} />,
      }),
    ],
    [locations, onOpen, shown],
  );
  return <DataTable caption={words.stock} columns={columns} rows={levels} idOf={({ locationId }) => locationId} />;
}
