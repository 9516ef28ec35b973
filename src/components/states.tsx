import { Button, Skeleton } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import type { ReactNode } from 'react';
import { hasSettled } from '../lib/has-settled.ts';
import { explain } from '../lib/request-error.ts';
import styles from './states.module.css';

/** Nothing to show, and why; `action` is what to do about it. */
export function Nothing({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.nothing}>
      <p className={styles.title}>{title}</p>
      {children ? <p className={styles.text}>{children}</p> : null}
      {action}
    </div>
  );
}

export function NoMatches({ onClear }: { onClear: () => void }) {
  return (
    <Nothing
      title="No matches"
      action={
        <Button variant="default" onClick={onClear}>
          Clear filters
        </Button>
      }
    >
      Nothing fits these filters.
    </Nothing>
  );
}

export function PanelError({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <div className={styles.error} role="alert">
      <IconAlertTriangle size={16} aria-hidden />
      <span>{explain(error)}</span>
      <Button variant="default" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}

/** Stands in for rows on the first load only; later loads keep what is on the screen. */
export function Loading({ label, rows = 5 }: { label: string; rows?: number | undefined }) {
  return (
    <div className={styles.loading} aria-busy="true">
      <span className="visually-hidden">Loading {label}</span>
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((row) => (
        <Skeleton key={row} height={14} radius="sm" />
      ))}
    </div>
  );
}

type Query = { isPending: boolean; error: unknown; refetch: () => unknown };
type ReadyProps = {
  query: Query;
  label: string;
  /** How many rows stand in for what is waited for: as high as that will be, or what is below would move. */
  rows?: number;
  children: ReactNode;
};

/** The one way a panel waits and fails. Data already read stays on the screen when reading it again fails. */
export function Ready({ query, label, rows, children }: ReadyProps) {
  if (!hasSettled(query)) return <Loading label={label} rows={rows} />;
  if (query.isPending) return <PanelError error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <>
      {query.error ? <PanelError error={query.error} onRetry={() => void query.refetch()} /> : null}
      {children}
    </>
  );
}
