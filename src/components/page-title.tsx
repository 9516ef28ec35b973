import { type ReactNode, useEffect } from 'react';
import styles from './page-title.module.css';

/** The one first-level heading of a page; it also names the tab. */
export function PageTitle({ title, children }: { title: string; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Restock`;
  }, [title]);
  return (
    <div className={styles.bar}>
      <h1 className={styles.title}>{title}</h1>
      {children}
    </div>
  );
}
