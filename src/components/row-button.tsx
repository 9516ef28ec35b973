import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './row-button.module.css';

type Props = { children: ReactNode; hint?: ReactNode; label?: string; onOpen: () => void; id?: string };

/** What names a row and opens it. */
export function RowButton({ children, hint, label, onOpen, id }: Props) {
  return (
    <UnstyledButton className={styles.button} onClick={onOpen} aria-label={label} id={id}>
      <span className={styles.name}>{children}</span>
      {hint ? <span className={styles.hint}>{hint}</span> : null}
    </UnstyledButton>
  );
}
