import { Popover, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { PanelError } from '../../components/states.tsx';
import { Status } from '../../components/status.tsx';
import { useNow } from '../../components/use-now.ts';
import { messages } from '../../lib/messages.ts';
import { CheckDetails } from './check-details.tsx';
import styles from './invariant-light.module.css';
import { openFindings, worstStanding } from './judge-check.ts';
import { lastChecksQuery } from './queries.ts';

const words = messages.invariants;

/** Whether the books agree, in one word; everything about it on demand. */
export function InvariantLight({ name }: { name: (productId: string) => string }) {
  const query = useQuery(lastChecksQuery);
  const now = useNow();
  const checks = query.data ?? [];
  const standing = worstStanding(checks, now);
  const word = query.error
    ? words.failed
    : query.isPending
      ? words.reading
      : standing === 'differ'
        ? words.differ(checks.flatMap(openFindings).length)
        : words.standings[standing];
  return (
    <Popover position="bottom-start" width={340} shadow="md" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <UnstyledButton className={styles.light} aria-label={words.label(word.label)}>
          <Status word={word} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        {query.error ? <PanelError error={query.error} onRetry={() => void query.refetch()} /> : null}
        <CheckDetails checks={checks} differ={standing === 'differ'} name={name} />
      </Popover.Dropdown>
    </Popover>
  );
}
