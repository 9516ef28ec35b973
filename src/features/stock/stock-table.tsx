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
import type { Sort } from '../../lib/search-params.ts';
import { STOCK_STATE } from '../../lib/words.ts';
import { onHand, STOCK_COLUMNS, type StockColumn, stockState } from './stock-filter.ts';

type Props = {
  rows: StockLevel[];
  idOf: (row: StockLevel) => string;
  name: (productId: string) => string;
  locations: Locations;
  sort: Sort<StockColumn>;
  onSort: (column: StockColumn) => void;
  onOpen: (level: StockLevel) => void;
};

const words = messages.locations;
const column = createColumnHelper<StockLevel>();

function amount(id: StockColumn, header: string, value: (level: StockLevel) => number, from?: 'tablet') {
  return column.accessor(value, {
    id,
    header,
    meta: { numeric: true, ...(from && { from }) },
    cell: (cell) => <LiveValue of={cell.getValue()}>{formatNumber(cell.getValue())}</LiveValue>,
  });
}

export function StockTable({ rows, idOf, name, locations, sort, onSort, onOpen }: Props) {
  const columns = useMemo(
    () => [
      column.accessor((level) => name(level.productId), {
        id: 'product',
        header: 'Product',
        cell: (cell) => (
          <RowButton onOpen={() => onOpen(cell.row.original)} hint={cell.row.original.productId}>
            {cell.getValue()}
          </RowButton>
        ),
      }),
      ...(locations.several
        ? [
            column.accessor(({ locationId }) => locations.nameOf(locationId), {
              id: 'location',
              header: words.location,
            }),
          ]
        : []),
      amount('available', 'Available', (level) => level.available),
      amount('reserved', 'Reserved', (level) => level.reserved, 'tablet'),
      amount('onHand', 'On hand', onHand, 'tablet'),
      amount('reorderPoint', 'Reorder point', (level) => level.reorderPoint, 'tablet'),
      column.accessor(stockState, {
        id: 'status',
        header: 'Status',
        cell: (cell) => (
          <LiveValue of={cell.getValue()}>
            <Status word={STOCK_STATE[cell.getValue()]} />
          </LiveValue>
        ),
      }),
    ],
    [name, locations, onOpen],
  );
  return (
    <DataTable
      caption="Stock levels"
      columns={columns}
      rows={rows}
      idOf={idOf}
      sort={{ by: sort, columns: STOCK_COLUMNS, onSort }}
    />
  );
}
