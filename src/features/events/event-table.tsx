import { createColumnHelper } from '@tanstack/react-table';
import { type ReactNode, useMemo } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import { Status } from '../../components/status.tsx';
import { formatDateTime } from '../../lib/format.ts';
import { messages } from '../../lib/messages.ts';
import styles from './event-table.module.css';
import type { LiveEvent } from './live-events.ts';

const words = messages.events;
const column = createColumnHelper<LiveEvent>();

type Props = {
  rows: LiveEvent[];
  name: (productId: string) => string;
  /** Leads to what the event is about. */
  link: (event: LiveEvent, text: ReactNode) => ReactNode;
};

export function EventTable({ rows, name, link }: Props) {
  const columns = useMemo(
    () => [
      column.accessor('at', { header: words.when, cell: (cell) => formatDateTime(cell.getValue()) }),
      column.accessor('type', { header: words.type, cell: (cell) => words.types[cell.getValue()] }),
      column.accessor((event) => name(event.productId), { id: 'product', header: words.product }),
      column.accessor('word', { header: words.what, cell: (cell) => <Status word={cell.getValue()} /> }),
      column.accessor('text', { header: words.detail }),
      column.accessor('correlationId', {
        header: words.id,
        cell: (cell) => {
          const id = cell.getValue();
          if (id === '') return '–';
          return link(
            cell.row.original,
            <code className={styles.id} title={id}>
              {id}
            </code>,
          );
        },
      }),
    ],
    [name, link],
  );
  return <DataTable caption={words.title} columns={columns} rows={rows} idOf={(event) => event.key} />;
}
