import { Button } from '@mantine/core';
import type { MouseEvent } from 'react';
import { At } from '../../components/moment.tsx';
import type { StockCheck } from '../../lib/api-client.ts';
import { useReadOnly } from '../../lib/connection.ts';
import { messages } from '../../lib/messages.ts';
import { explain } from '../../lib/request-error.ts';
import { usePermissions } from '../../lib/session.ts';
import { useSingleMutation } from '../../lib/use-single-mutation.ts';
import styles from './invariant-light.module.css';
import { openFindings } from './judge-check.ts';
import { checkBooksMutation } from './mutations.ts';

const words = messages.invariants;
const MOST_SHOWN = 8;

type Name = (productId: string) => string;

function Findings({ checks, name }: { checks: readonly StockCheck[]; name: Name }) {
  const open = checks.flatMap(openFindings);
  if (open.length === 0) return null;
  return (
    <>
      <h3 className={styles.heading}>{words.findings}</h3>
      <ul className={styles.findings}>
        {open.slice(0, MOST_SHOWN).map(({ productId, locationId, kind, message }) => (
          <li key={`${productId} ${locationId} ${kind}`}>
            <strong>{name(productId)}</strong>: {message}
          </li>
        ))}
      </ul>
      {open.length > MOST_SHOWN ? <p className={styles.soft}>{words.more(open.length - MOST_SHOWN)}</p> : null}
    </>
  );
}

function Mended({ checks, name }: { checks: readonly StockCheck[]; name: Name }) {
  const [check] = checks
    .filter(({ mendedAt }) => mendedAt)
    .sort((left, right) => `${right.mendedAt}`.localeCompare(`${left.mendedAt}`));
  if (!check?.mendedAt) return <p className={styles.soft}>{words.neverMended}</p>;
  const products = [...new Set((check.mended ?? []).map(({ productId }) => name(productId)))];
  return (
    <p className={styles.soft}>
      {words.mended(products.join(', '), words.by(check.mendedBy ?? ''))} <At at={check.mendedAt} />.
    </p>
  );
}

/** Whoever may reconcile looks again at once, and has put right what was found. */
function Actions({ differ }: { differ: boolean }) {
  const { adjustStock: reconcile } = usePermissions();
  const readOnly = useReadOnly();
  const mutation = useSingleMutation(checkBooksMutation);
  if (!reconcile) return null;
  const run = (repair: boolean) => (event: MouseEvent<HTMLElement>) => {
    // The buttons are off meanwhile, and one goes: the focus stays in the dialog, or Esc would not close it.
    event.currentTarget.closest<HTMLElement>('[role="dialog"]')?.focus();
    mutation.mutate({ repair });
  };
  const busy = (repair: boolean) => mutation.isPending && mutation.variables?.repair === repair;
  return (
    <>
      <div className={styles.actions}>
        <Button variant="default" loading={busy(false)} disabled={readOnly || mutation.isPending} onClick={run(false)}>
          {words.check}
        </Button>
        {differ ? (
          <Button loading={busy(true)} disabled={readOnly || mutation.isPending} onClick={run(true)}>
            {words.repair}
          </Button>
        ) : null}
      </div>
      {mutation.error ? (
        <p className={styles.error} role="alert">
          {explain(mutation.error)}
        </p>
      ) : null}
    </>
  );
}

/** What is checked, what the last check found, when, and who mended what. */
export function CheckDetails(props: { checks: readonly StockCheck[]; differ: boolean; name: Name }) {
  const { checks, differ, name } = props;
  // Every location has a check of its own; all of them are as fresh as the oldest.
  const [oldest] = checks
    .filter(({ checkedAt }) => checkedAt)
    .sort((left, right) => `${left.checkedAt}`.localeCompare(`${right.checkedAt}`));
  const checked = checks.reduce((total, check) => total + (check.checked ?? 0), 0);
  return (
    <div className={styles.details}>
      <ul className={styles.rules}>
        {words.rules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
      {oldest?.checkedAt ? (
        <p>
          {words.checked(checked, words.by(oldest.checkedBy ?? ''))} <At at={oldest.checkedAt} />.
        </p>
      ) : (
        <p>{words.never}</p>
      )}
      {checks.map(({ locationId, leftOffAt }) =>
        leftOffAt ? (
          <p key={locationId} className={styles.soft}>
            {words.leftOff(name(leftOffAt))}
          </p>
        ) : null,
      )}
      <Findings checks={checks} name={name} />
      {oldest ? <Mended checks={checks} name={name} /> : null}
      <Actions differ={differ} />
    </div>
  );
}
