import { Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Ready } from '../../components/states.tsx';
import { useReadOnly } from '../../lib/connection.ts';
import { explain } from '../../lib/request-error.ts';
import { usePermissions } from '../../lib/session.ts';
import { switchSampleOrdersMutation } from './mutations.ts';
import styles from './order-form.module.css';
import { sampleOrdersQuery } from './queries.ts';

/** "rate(1 minutes)" as people say it. */
export function rateWords(rate: string): string {
  const [, count, unit] = /^rate\((\d+) (\w+?)s?\)$/.exec(rate) ?? [];
  if (!count || !unit) return rate;
  return count === '1' ? `every ${unit}` : `every ${count} ${unit}s`;
}

/** The schedule that sends an order of its own now and then. It shows what the backend says, never what was clicked. */
export function SampleOrdersSwitch() {
  const client = useQueryClient();
  const query = useQuery(sampleOrdersQuery);
  const readOnly = useReadOnly();
  const { placeOrders } = usePermissions();
  const mutation = useMutation({
    ...switchSampleOrdersMutation,
    onSuccess: (state) => client.setQueryData(sampleOrdersQuery.queryKey, state),
  });
  const enabled = query.data?.enabled ?? false;
  return (
    <Ready query={query} label="sample orders">
      <Switch
        label="Sample orders"
        description={
          query.data ? `One random order ${rateWords(query.data.rate)}, ${enabled ? 'on' : 'off'} now` : undefined
        }
        checked={enabled}
        disabled={readOnly || !placeOrders || mutation.isPending}
        onChange={(event) => mutation.mutate(event.currentTarget.checked)}
      />
      {mutation.error ? (
        <p className={styles.error} role="alert">
          {explain(mutation.error)}
        </p>
      ) : null}
    </Ready>
  );
}
