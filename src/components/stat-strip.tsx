import type { ReactNode } from 'react';
import styles from './stat-strip.module.css';

/** Numbers side by side; each is given as the link that opens its list. */
export function StatStrip({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={styles.strip} aria-label={label}>
      {children}
    </ul>
  );
}

/** What stands inside such a link. */
export function Stat({ label, value, note }: { label: string; value: ReactNode; note?: ReactNode }) {
  return (
    <>
      <span className={styles.label}>{label}</span>
      <span className={styles.value}>
        {value}
        {note ? <span className={styles.note}>{note}</span> : null}
      </span>
    </>
  );
}

export const statClass = styles.stat;
