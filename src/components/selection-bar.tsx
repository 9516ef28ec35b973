import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { messages } from '../lib/messages.ts';
import styles from './selection-bar.module.css';

type Props = { count: number; detail?: ReactNode; onClear: () => void; children: ReactNode };

/** What can be done with the chosen rows; at the foot of the window, where a thumb reaches it. */
export function SelectionBar({ count, detail, onClear, children }: Props) {
  if (count === 0) return null;
  return (
    <section className={styles.bar} aria-label={messages.bulk.bar}>
      <span className={styles.count}>
        {messages.bulk.selected(count)}
        {detail ? <span className={styles.detail}> {detail}</span> : null}
      </span>
      <Button size="sm" variant="default" onClick={onClear}>
        {messages.bulk.clear}
      </Button>
      {children}
    </section>
  );
}
