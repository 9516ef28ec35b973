import { type ReactNode, useRef } from 'react';
import styles from './live-value.module.css';

/** A value that is tinted for a moment when it changes where it stands. `of` is what is compared. */
export function LiveValue({ of, children }: { of: string | number; children: ReactNode }) {
  const seen = useRef({ value: of, changes: 0 });
  if (seen.current.value !== of) seen.current = { value: of, changes: seen.current.changes + 1 };
  const { changes } = seen.current;
  return (
    <span key={changes} className={changes > 0 ? styles.changed : undefined}>
      {children}
    </span>
  );
}
