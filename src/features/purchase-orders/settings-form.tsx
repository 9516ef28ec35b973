import { Button, NumberInput, Switch } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Ready } from '../../components/states.tsx';
import { useReadOnly } from '../../lib/connection.ts';
import { messages } from '../../lib/messages.ts';
import { minorOf, wholeOf } from '../../lib/money.ts';
import { explain } from '../../lib/request-error.ts';
import { useSingleMutation } from '../../lib/use-single-mutation.ts';
import { changeSettingsMutation } from './mutations.ts';
import { type PurchasingSettings, purchasingSettingsQuery } from './queries.ts';
import styles from './settings-form.module.css';
import { limitsOf } from './settings-values.ts';

type Props = { currencies: readonly string[] };

function Form({ settings, currencies }: Props & { settings: PurchasingSettings | null }) {
  const readOnly = useReadOnly();
  const client = useQueryClient();
  const mutation = useSingleMutation(changeSettingsMutation);
  const limits = limitsOf(settings, currencies);
  const form = useForm({
    initialValues: {
      receiveOnApproval: settings?.receiveOnApproval ?? false,
      limits: Object.fromEntries(limits.map(({ currency, amount }) => [currency, wholeOf(amount, currency)])),
    },
  });
  const onSubmit = form.onSubmit((values) =>
    mutation.mutate(
      {
        receiveOnApproval: values.receiveOnApproval,
        approvalLimits: Object.entries(values.limits)
          .filter(([, amount]) => amount !== '')
          .map(([currency, amount]) => ({ currency, amount: minorOf(Number(amount), currency) })),
      },
      {
        onSuccess: () => {
          void client.invalidateQueries({ queryKey: purchasingSettingsQuery.queryKey });
          notifications.show({ message: 'Settings saved. Open orders keep the limit they were raised under.' });
        },
      },
    ),
  );
  return (
    <form className={styles.form} aria-label="Settings of purchasing" onSubmit={onSubmit} noValidate>
      <Switch
        label="Receive on approval"
        description="What is approved is in stock at once; otherwise people receive what comes."
        {...form.getInputProps('receiveOnApproval', { type: 'checkbox' })}
      />
      {limits.map(({ currency }) => (
        <NumberInput
          size="xs"
          key={currency}
          label={`Approval limit in ${currency}`}
          description="Over it two people approve. Empty means no limit."
          min={0}
          {...form.getInputProps(`limits.${currency}`)}
        />
      ))}
      {settings?.changedBy ? <p className={styles.hint}>{messages.settings.changedBy(settings.changedBy)}</p> : null}
      {mutation.error ? (
        <p className={styles.error} role="alert">
          {explain(mutation.error)}
        </p>
      ) : null}
      <Button type="submit" size="sm" className={styles.submit} disabled={readOnly || mutation.isPending}>
        {mutation.isPending ? 'Saving…' : 'Save settings'}
      </Button>
    </form>
  );
}

/** How purchasing works here: `currencies` are those of the suppliers. */
export function SettingsForm(props: Props) {
  const query = useQuery(purchasingSettingsQuery);
  return (
    <Ready query={query} label="settings">
      {query.data === undefined ? null : <Form settings={query.data} {...props} />}
    </Ready>
  );
}
