import { Button } from '@mantine/core';
import { formatNumber } from '../lib/format.ts';
import styles from './pager.module.css';

type Props = { page: number; size: number; total: number; onPage: (page: number) => void };

/** Absent while everything fits on one page. */
export function Pager({ page, size, total, onPage }: Props) {
  if (total <= size) return null;
  const first = (page - 1) * size + 1;
  const last = Math.min(page * size, total);
  return (
    <nav className={styles.pager} aria-label="Pages of the list">
      <span>
        {formatNumber(first)}–{formatNumber(last)} of {formatNumber(total)}
      </span>
      <Button variant="default" disabled={page === 1} onClick={() => onPage(page - 1)}>
        Previous
      </Button>
      <Button variant="default" disabled={last === total} onClick={() => onPage(page + 1)}>
        Next
      </Button>
    </nav>
  );
}

/** For lists that are read by cursor, where nobody knows how many there are. */
export function LoadMore({ busy, onLoad }: { busy: boolean; onLoad: () => void }) {
  return (
    <div className={styles.pager}>
      <Button variant="default" loading={busy} onClick={onLoad}>
        Load older
      </Button>
    </div>
  );
}
