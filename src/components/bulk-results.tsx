import { CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { messages } from '../lib/messages.ts';
import type { Outcome } from '../lib/run-each.ts';
import styles from './bulk-results.module.css';
import { Status } from './status.tsx';
import type { Bulk } from './use-bulk.ts';

type Props<Row> = {
  bulk: Bulk<Row>;
  idOf: (row: Row) => string;
  label: (row: Row) => ReactNode;
  /** How it is called when it was done. */
  done: string;
};

/** Why something was not done may take a sentence, so it stands beside the word. */
function Result({ outcome }: { outcome: Outcome | undefined }) {
  if (!outcome) return <Status word={{ label: messages.bulk.waiting, tone: 'muted' }} />;
  if (outcome.ok) return <Status word={{ label: outcome.message, tone: 'good' }} />;
  return (
    <span className={styles.why}>
      <Status word={{ label: messages.bulk.notDone, tone: 'bad' }} /> {outcome.message}
    </span>
  );
}

/** What became of each of the chosen rows. What was not done comes first: only that needs a person. */
export function BulkResults<Row>({ bulk, idOf, label, done }: Props<Row>) {
  const { results } = bulk;
  if (results.length === 0) return null;
  const ok = results.filter(({ outcome }) => outcome?.ok).length;
  const failed = results.filter(({ outcome }) => outcome && !outcome.ok).length;
  const sorted = results.toSorted((left, right) => Number(left.outcome?.ok ?? 1) - Number(right.outcome?.ok ?? 1));
  return (
    <section className={styles.results} aria-label={messages.bulk.results}>
      <p className={styles.summary} role="status">
        {bulk.running ? messages.bulk.progress(ok + failed, results.length) : messages.bulk.summary(done, ok, failed)}
      </p>
      {bulk.running ? null : <CloseButton aria-label={messages.bulk.dismiss} onClick={bulk.dismiss} />}
      <ul className={styles.list}>
        {sorted.map(({ row, outcome }) => (
          <li key={idOf(row)}>
            <span>{label(row)}</span>
            <Result outcome={outcome} />
          </li>
        ))}
      </ul>
    </section>
  );
}
