import type { ReactNode } from 'react';
import styles from './held.module.css';

type Props = {
  /** Whether what stands above is as high as it will be. */
  until: boolean;
  /** Parts one under the other, as far apart as panels are. */
  stacked?: boolean;
  children: ReactNode;
};

/** Loads at once and is shown when it can stay where it is: what is above would push it down under the reader's eyes. */
export function Held({ until, stacked = false, children }: Props) {
  return (
    <div className={styles.held} data-stacked={stacked || undefined} data-hidden={until ? undefined : true}>
      {children}
    </div>
  );
}
