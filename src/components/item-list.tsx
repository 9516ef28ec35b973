import type { ReactNode } from 'react';
import styles from './item-list.module.css';

/** A short list of things to look at: not a table, because its rows have nothing to compare. */
export function ItemList({ children, ordered, label }: { children: ReactNode; ordered?: boolean; label?: string }) {
  const List = ordered ? 'ol' : 'ul';
  return (
    <List className={styles.list} aria-label={label}>
      {children}
    </List>
  );
}

type Props = { title: ReactNode; detail?: ReactNode; aside?: ReactNode; lead?: ReactNode; action?: ReactNode };

export function Item({ title, detail, aside, lead, action }: Props) {
  return (
    <li className={styles.item}>
      {lead}
      <div className={styles.text}>
        <div className={styles.title}>{title}</div>
        {detail ? <div className={styles.detail}>{detail}</div> : null}
      </div>
      {aside ? <div className={styles.aside}>{aside}</div> : null}
      {action}
    </li>
  );
}
