import { createColumnHelper } from '@tanstack/react-table';
import { useMemo } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import { RowButton } from '../../components/row-button.tsx';
import type { Supplier } from '../../lib/api-client.ts';
import { formatNumber } from '../../lib/format.ts';
import { messages } from '../../lib/messages.ts';

const words = messages.settings.suppliers;
const column = createColumnHelper<Supplier>();

const amount = (id: 'minimumQuantity' | 'multiple', header: string) =>
  column.accessor(id, {
    header,
    meta: { numeric: true, from: 'tablet' },
    cell: (cell) => formatNumber(cell.getValue()),
  });

/** Who delivers. Without `onOpen` nothing can be changed. */
export function SupplierTable({ rows, onOpen }: { rows: Supplier[]; onOpen?: (supplier: Supplier) => void }) {
  const columns = useMemo(
    () => [
      column.accessor('name', {
        header: words.name,
        cell: (cell) =>
          onOpen ? <RowButton onOpen={() => onOpen(cell.row.original)}>{cell.getValue()}</RowButton> : cell.getValue(),
      }),
      column.accessor('leadTimeDays', {
        header: words.leadTime,
        meta: { numeric: true },
        cell: (cell) => words.inDays(cell.getValue()),
      }),
      amount('minimumQuantity', words.minimum),
      amount('multiple', words.multiple),
      column.accessor('currency', { header: words.currency }),
    ],
    [onOpen],
  );
  return <DataTable caption={words.title} columns={columns} rows={rows} idOf={(row) => row.supplierId} />;
}
