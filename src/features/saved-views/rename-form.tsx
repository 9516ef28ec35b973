import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { LONGEST_VIEW_NAME, type SavedView, whyNotView } from '../../../amplify/domain/saved-views.ts';
import { useReadOnly } from '../../lib/connection.ts';
import { messages } from '../../lib/messages.ts';
import { explain } from '../../lib/request-error.ts';
import { useSingleMutation } from '../../lib/use-single-mutation.ts';
import { saveViewMutation } from './queries.ts';
import styles from './view-list.module.css';

const words = messages.savedViews;

type Props = { view: SavedView; others: readonly SavedView[]; onDone: () => void };

/** In the place of a view's line, until it has its new name or keeps the old one. */
export function RenameForm({ view, others, onDone }: Props) {
  const readOnly = useReadOnly();
  const mutation = useSingleMutation(saveViewMutation);
  const isTaken = (name: string) => others.some((other) => other.name === name.trim());
  const form = useForm({
    initialValues: { name: view.name },
    validate: { name: (name) => whyNotView({ ...view, name }) ?? (isTaken(name) ? words.taken : null) },
  });
  const onSubmit = form.onSubmit(({ name }) => mutation.mutate({ ...view, name: name.trim() }, { onSuccess: onDone }));
  return (
    <form
      className={styles.form}
      aria-label={words.rename(view.name)}
      onSubmit={onSubmit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // It ends the renaming, not the list around it.
        event.stopPropagation();
        onDone();
      }}
      noValidate
    >
      <TextInput
        size="xs"
        label={words.newName}
        maxLength={LONGEST_VIEW_NAME}
        className={styles.name}
        autoFocus
        {...form.getInputProps('name')}
      />
      <Button size="xs" type="submit" loading={mutation.isPending} disabled={readOnly}>
        {messages.settings.save}
      </Button>
      <Button size="xs" variant="default" onClick={onDone}>
        {words.cancel}
      </Button>
      {mutation.error ? (
        <p className={styles.error} role="alert">
          {explain(mutation.error)}
        </p>
      ) : null}
    </form>
  );
}
