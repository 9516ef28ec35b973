import { UnstyledButton } from '@mantine/core';
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs';
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs';
import {
  type ColumnDefTemplate,
  getCoreRowModel,
  type Header,
  type RowData,
  type TableOptions,
  useReactTable,
} from '@tanstack/react-table';
import { type ReactNode, useMemo } from 'react';
import type { Sort } from '../lib/search-params.ts';
import styles from './data-table.module.css';
import { SelectAll, SelectRow } from './row-checkbox.tsx';
import type { Selection } from './use-selection.ts';

declare module '@tanstack/react-table' {
  interface ColumnMeta<TData extends RowData, TValue> {
    numeric?: boolean;
    /** Sentences: they may take two lines where there is little room. */
    wrap?: boolean;
    /** It breaks anywhere where there is no room for it, for what comes after it to be in sight. */
    breaks?: boolean;
    /** Shown from a tablet's width on (721 px), or from a desk's (1001 px), and left out below. */
    from?: 'tablet' | 'desk';
    /** The heading itself is drawn for no one, but read aloud. */
    hiddenHeading?: boolean;
  }
}

type Props<Row, Column extends string> = {
  caption: string;
  columns: TableOptions<Row>['columns'];
  rows: Row[];
  idOf: (row: Row) => string;
  /** Lets rows be chosen; `label` is what a row is called then. */
  selection?: Selection<Row> & { label: (row: Row) => string };
  /** The columns that can be sorted by, and how they are now. */
  sort?: { by: Sort<Column>; columns: readonly Column[]; onSort: (column: Column) => void };
};

/**
 * What a column draws. Its function is called, where the library's `flexRender` would make a component of it: with every
 * new set of columns (a name became known) each cell would be another component, and its button lose the focus, or the
 * click under way.
 */
const drawn = <Context extends object>(
  template: ColumnDefTemplate<Context> | undefined,
  context: Context,
): ReactNode => (typeof template === 'function' ? template(context) : template);

function Heading<Row, Column extends string>({
  header,
  sort,
}: {
  header: Header<Row, unknown>;
  sort: Props<Row, Column>['sort'];
}) {
  const { meta } = header.column.columnDef;
  const label = drawn(header.column.columnDef.header, header.getContext());
  const column = sort?.columns.find((candidate) => candidate === header.column.id);
  const active = column !== undefined && sort?.by.column === column;
  const direction = active ? (sort.by.descending ? 'descending' : 'ascending') : undefined;
  const Arrow = direction === 'descending' ? IconArrowDown : IconArrowUp;
  return (
    <th
      scope="col"
      className={styles.heading}
      data-numeric={meta?.numeric}
      data-from={meta?.from}
      aria-sort={column ? (direction ?? 'none') : undefined}
    >
      {column ? (
        <UnstyledButton className={styles.sort} onClick={() => sort?.onSort(column)}>
          {label}
          <Arrow size={12} aria-hidden data-active={active} />
        </UnstyledButton>
      ) : (
        <span className={meta?.hiddenHeading ? 'visually-hidden' : undefined}>{label}</span>
      )}
    </th>
  );
}

/** A native table with a caption. The first column names the row and stays in sight when a phone scrolls sideways. */
export function DataTable<Row, Column extends string = never>({
  caption,
  columns,
  rows,
  idOf,
  sort,
  selection,
}: Props<Row, Column>) {
  // The table remembers a row's values; new columns (a name that is now known) must read them anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the columns are what the copy is made for.
  const data = useMemo(() => [...rows], [rows, columns]);
  const table = useReactTable({
    data,
    columns,
    getRowId: idOf,
    getCoreRowModel: getCoreRowModel(),
    manualSorting: true,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard to be scrolled.
    <section className={styles.scroll} aria-label={`${caption}, scrollable`} tabIndex={0}>
      <table className={styles.table} data-selectable={selection ? true : undefined}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {selection ? <SelectAll selection={selection} /> : null}
              {group.headers.map((header) => (
                <Heading key={header.id} header={header as Header<Row, unknown>} sort={sort} />
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id} className={styles.row} data-row={row.id}>
              {selection ? <SelectRow selection={selection} row={row.original} /> : null}
              {row.getVisibleCells().map((cell, index) => {
                const Cell = index === 0 ? 'th' : 'td';
                const { meta } = cell.column.columnDef;
                return (
                  <Cell
                    key={cell.id}
                    scope={index === 0 ? 'row' : undefined}
                    className={styles.cell}
                    data-numeric={meta?.numeric}
                    data-from={meta?.from}
                    data-wrap={meta?.wrap || undefined}
                    data-breaks={meta?.breaks || undefined}
                  >
                    {drawn(cell.column.columnDef.cell, cell.getContext())}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
