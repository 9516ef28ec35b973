import { createColumnHelper } from '@tanstack/react-table';
import { useMemo } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import { RowButton } from '../../components/row-button.tsx';
import { messages } from '../../lib/messages.ts';
import type { NamedLocation } from './location-form.tsx';

const words = messages.locations;
const column = createColumnHelper<NamedLocation>();

type Props = { rows: NamedLocation[]; onOpen?: (location: NamedLocation) => void };

/** Where stock is kept. Without `onOpen` nothing can be changed. */
export function LocationTable({ rows, onOpen }: Props) {
  const columns = useMemo(
    () => [
      column.accessor('name', {
        header: words.name,
        cell: (cell) =>
          onOpen ? <RowButton onOpen={() => onOpen(cell.row.original)}>{cell.getValue()}</RowButton> : cell.getValue(),
      }),
      column.accessor('locationId', { header: words.id }),
      column.accessor(({ changedBy }) => changedBy ?? '–', { id: 'changedBy', header: words.changedBy }),
    ],
    [onOpen],
  );
  return <DataTable caption={words.title} columns={columns} rows={rows} idOf={({ locationId }) => locationId} />;
}
