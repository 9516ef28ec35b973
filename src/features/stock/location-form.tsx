import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { whyNotLocation } from '../../../amplify/domain/locations.ts';
import type { Location } from '../../lib/api-client.ts';
import { useReadOnly } from '../../lib/connection.ts';
import { messages } from '../../lib/messages.ts';
import { explain } from '../../lib/request-error.ts';
import { useSingleMutation } from '../../lib/use-single-mutation.ts';
import styles from './location-form.module.css';
import { saveLocationMutation } from './mutations.ts';

const words = messages.locations;

/** A location as it is shown: one that nobody has named has no `updatedAt`. */
export type NamedLocation = Pick<Location, 'locationId' | 'name'> & Partial<Location>;

/** Opens a location, or gives the one given another name. */
export function LocationForm({ location, onSaved }: { location: NamedLocation | undefined; onSaved: () => void }) {
  const readOnly = useReadOnly();
  const mutation = useSingleMutation(saveLocationMutation);
  const form = useForm({
    initialValues: { locationId: location?.locationId ?? '', name: location?.name ?? '' },
    validate: (values) => {
      const wrong = whyNotLocation(values);
      return wrong ? { [values.name.trim() === '' ? 'name' : 'locationId']: wrong } : {};
    },
  });
  const onSubmit = form.onSubmit(({ locationId, name }) =>
    mutation.mutate(
      { locationId, name: name.trim(), ...(location?.updatedAt && { seenAt: location.updatedAt }) },
      {
        onSuccess: (saved) => {
          notifications.show({ message: words.saved(saved.name) });
          onSaved();
        },
      },
    ),
  );
  return (
    <form className={styles.form} aria-label={words.form} onSubmit={onSubmit} noValidate>
      {location ? null : (
        <TextInput
          label={words.id}
          description={words.idHint}
          data-autofocus
          maxLength={64}
          {...form.getInputProps('locationId')}
        />
      )}
      <TextInput label={words.name} data-autofocus={location ? true : undefined} {...form.getInputProps('name')} />
      {mutation.error ? (
        <p className={styles.error} role="alert">
          {explain(mutation.error)}
        </p>
      ) : null}
      <Button type="submit" size="sm" loading={mutation.isPending} disabled={readOnly || !form.isDirty()}>
        {messages.settings.save}
      </Button>
    </form>
  );
}
