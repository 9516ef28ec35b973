import { type ReactNode, useId } from 'react';
import styles from './panel.module.css';

type Props = { title: string; hint?: ReactNode; actions?: ReactNode; flush?: boolean; children: ReactNode };

/** A titled region of a page. `flush` lets a table reach its edges. */
export function Panel({ title, hint, actions, flush = false, children }: Props) {
  const id = useId();
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <header className={styles.header}>
        <h2 id={id} className={styles.title} tabIndex={-1}>
          {title}
        </h2>
        {hint ? <span className={styles.hint}>{hint}</span> : null}
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </header>
      <div className={flush ? undefined : styles.body}>{children}</div>
    </section>
  );
}
