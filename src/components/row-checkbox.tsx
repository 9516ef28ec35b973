import { Checkbox } from '@mantine/core';
import { messages } from '../lib/messages.ts';
import styles from './row-checkbox.module.css';
import type { Selection } from './use-selection.ts';

/** In a table's head: all rows that can be chosen. */
export function SelectAll<Row>({ selection }: { selection: Selection<Row> }) {
  const { all, any, selected, toggleAll } = selection;
  return (
    <td className={styles.head}>
      <Checkbox
        size="xs"
        aria-label={messages.bulk.selectAll}
        checked={all}
        disabled={!any}
        indeterminate={!all && selected.length > 0}
        onChange={toggleAll}
      />
    </td>
  );
}

/** Before a row: absent where nothing can be done with it. */
export function SelectRow<Row>({
  selection,
  row,
}: {
  selection: Selection<Row> & { label: (row: Row) => string };
  row: Row;
}) {
  return (
    <td className={styles.cell}>
      {selection.canSelect(row) ? (
        <Checkbox
          size="xs"
          aria-label={messages.bulk.select(selection.label(row))}
          checked={selection.isSelected(row)}
          onChange={() => selection.toggle(row)}
        />
      ) : null}
    </td>
  );
}
