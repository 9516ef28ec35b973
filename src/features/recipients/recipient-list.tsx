import { Button, Checkbox, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { isEmail, MAIL_CATEGORIES, type MailCategory } from '../../../amplify/domain/recipients.ts';
import { Nothing, Ready } from '../../components/states.tsx';
import { useReadOnly } from '../../lib/connection.ts';
import { messages } from '../../lib/messages.ts';
import { explain } from '../../lib/request-error.ts';
import { useSingleMutation } from '../../lib/use-single-mutation.ts';
import { changeRecipientMutation, type Recipient, recipientsQuery } from './queries.ts';
import styles from './recipient-list.module.css';

const words = messages.settings.recipients;

/** In the order of the list, whatever order they were ticked in. */
const toggled = (categories: readonly MailCategory[], category: MailCategory): MailCategory[] =>
  MAIL_CATEGORIES.filter((each) => categories.includes(each) !== (each === category));

/** It is under way until the list has been read again: nothing jumps back and forth. */
function useChange() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: recipientsQuery.queryKey });
  return useSingleMutation({ ...changeRecipientMutation, onSettled });
}

function Row({ recipient }: { recipient: Recipient }) {
  const readOnly = useReadOnly();
  const { mutate, isPending, variables } = useChange();
  const { email, confirmed } = recipient;
  const categories = isPending ? variables.categories : recipient.categories;
  const change = (wanted: MailCategory[]) =>
    mutate(
      { email, categories: wanted },
      {
        onError: (error) => notifications.show({ color: 'red', title: words.notChanged, message: explain(error) }),
      },
    );
  return (
    <li className={styles.recipient}>
      <span className={styles.email}>{email}</span>
      {confirmed ? (
        <>
          {MAIL_CATEGORIES.map((category) => (
            <Checkbox
              key={category}
              size="xs"
              label={words.categories[category]}
              aria-label={words.mailsOf(email, words.categories[category])}
              checked={categories.includes(category)}
              // The last one is taken away by removing the address: nobody is left that has no mail and stands here.
              disabled={readOnly || isPending || (categories.length === 1 && categories.includes(category))}
              onChange={() => change(toggled(categories, category))}
            />
          ))}
          <Button
            size="compact-sm"
            variant="default"
            disabled={readOnly || isPending}
            aria-label={words.removeOf(email)}
            onClick={() => change([])}
          >
            {words.remove}
          </Button>
        </>
      ) : (
        <span className={styles.waiting}>{words.waiting}</span>
      )}
    </li>
  );
}

function AddForm() {
  const readOnly = useReadOnly();
  const { mutate, isPending, error } = useChange();
  const [email, setEmail] = useState('');
  const [categories, setCategories] = useState<MailCategory[]>([...MAIL_CATEGORIES]);
  const ready = isEmail(email.trim()) && categories.length > 0;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    mutate(
      { email: email.trim(), categories },
      {
        onSuccess: (added) => {
          notifications.show({ message: words.asked(added.email) });
          setEmail('');
        },
      },
    );
  };
  return (
    <form className={styles.form} aria-label={words.add} onSubmit={onSubmit} noValidate>
      <TextInput
        type="email"
        label={words.email}
        className={styles.field}
        autoComplete="off"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      {MAIL_CATEGORIES.map((category) => (
        <Checkbox
          key={category}
          size="xs"
          pb={8}
          label={words.categories[category]}
          checked={categories.includes(category)}
          onChange={() => setCategories(toggled(categories, category))}
        />
      ))}
      <Button type="submit" size="sm" loading={isPending} disabled={readOnly || !ready}>
        {words.add}
      </Button>
      {error ? (
        <p className={styles.error} role="alert">
          {explain(error)}
        </p>
      ) : null}
    </form>
  );
}

/** Whom the system mails, and about what. */
export function RecipientList() {
  const query = useQuery(recipientsQuery);
  const recipients = query.data ?? [];
  return (
    <Ready query={query} label={words.loading}>
      {recipients.length > 0 ? (
        <ul className={styles.list} aria-label={words.title}>
          {recipients.map((recipient) => (
            <Row key={recipient.email} recipient={recipient} />
          ))}
        </ul>
      ) : (
        <Nothing title={words.none}>{words.noneHint}</Nothing>
      )}
      <AddForm />
    </Ready>
  );
}
