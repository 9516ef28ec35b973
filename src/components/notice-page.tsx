import type { ReactNode } from 'react';
import { Logo } from './logo.tsx';
import styles from './notice-page.module.css';

/** A whole page that says one thing: nothing is deployed, no access, not found. */
export function NoticePage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <Logo />
        <h1 className={styles.title}>{title}</h1>
        {children}
      </div>
    </main>
  );
}
