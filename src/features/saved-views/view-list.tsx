import { ActionIcon, Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useQuery } from '@tanstack/react-query';
import { type MouseEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { LONGEST_VIEW_NAME, type SavedView, whyNotView } from '../../../amplify/domain/saved-views.ts';
import { Ready } from '../../components/states.tsx';
import { useReadOnly } from '../../lib/connection.ts';
import { messages } from '../../lib/messages.ts';
import { explain } from '../../lib/request-error.ts';
import { useSingleMutation } from '../../lib/use-single-mutation.ts';
import { removeViewMutation, savedViewsQuery, saveViewMutation } from './queries.ts';
import { RenameForm } from './rename-form.tsx';
import styles from './view-list.module.css';

const words = messages.savedViews;

type Props = {
  page: string;
  /** Of the page as it is now. */
  search: string;
  /** Follows an address within the dashboard. */
  onOpen: (href: string) => void;
};

type ViewProps = { view: SavedView; others: readonly SavedView[]; isShown: boolean; onOpen: Props['onOpen'] };

function View({ view, others, isShown, onOpen }: ViewProps) {
  const readOnly = useReadOnly();
  const mutation = useSingleMutation(removeViewMutation);
  const [isRenamed, setRenamed] = useState(false);
  const renameButton = useRef<HTMLButtonElement>(null);
  const endRenaming = () => {
    // Before the focus is looked for: where it was is there again.
    flushSync(() => setRenamed(false));
    renameButton.current?.focus();
  };
  const href = `${view.page}${view.search}`;
  const follow = (event: MouseEvent) => {
    // A new tab is the browser's matter.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onOpen(href);
  };
  if (isRenamed) {
    return (
      <li>
        <RenameForm view={view} others={others} onDone={endRenaming} />
      </li>
    );
  }
  return (
    <li className={styles.view}>
      <a className={styles.link} href={href} aria-current={isShown || undefined} onClick={follow}>
        {view.name}
      </a>
      <ActionIcon
        ref={renameButton}
        variant="subtle"
        color="gray"
        aria-label={words.rename(view.name)}
        disabled={readOnly}
        onClick={() => setRenamed(true)}
      >
        <IconPencil size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={words.remove(view.name)}
        disabled={readOnly || mutation.isPending}
        onClick={() => mutation.mutate(view.viewId)}
      >
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </li>
  );
}

function SaveForm({ page, search, views }: Omit<Props, 'onOpen'> & { views: readonly SavedView[] }) {
  const readOnly = useReadOnly();
  const mutation = useSingleMutation(saveViewMutation);
  const form = useForm({
    initialValues: { name: '' },
    validate: { name: (name) => whyNotView({ page, name, search }) ?? null },
  });
  const onSubmit = form.onSubmit(({ name }) => {
    const known = views.find((view) => view.name === name.trim());
    const viewId = known?.viewId ?? crypto.randomUUID();
    mutation.mutate({ viewId, page, name: name.trim(), search }, { onSuccess: () => form.reset() });
  });
  return (
    <form className={styles.form} aria-label={words.save} onSubmit={onSubmit} noValidate>
      <TextInput
        size="xs"
        label={words.name}
        description={words.nameHint}
        maxLength={LONGEST_VIEW_NAME}
        className={styles.name}
        {...form.getInputProps('name')}
      />
      <Button size="xs" type="submit" loading={mutation.isPending} disabled={readOnly}>
        {messages.settings.save}
      </Button>
      {mutation.error ? (
        <p className={styles.error} role="alert">
          {explain(mutation.error)}
        </p>
      ) : null}
    </form>
  );
}

function CopyLink({ page, search }: { page: string; search: string }) {
  const [said, setSaid] = useState<string>();
  const copy = () =>
    navigator.clipboard.writeText(`${window.location.origin}${page}${search}`).then(
      () => setSaid(words.copied),
      () => setSaid(words.notCopied),
    );
  return (
    <div className={styles.share}>
      <Button size="xs" variant="default" onClick={() => void copy()}>
        {words.copy}
      </Button>
      <span role="status" className={styles.soft}>
        {said}
      </span>
    </div>
  );
}

/** The reader's views of a page, and what keeps the page as it is now as another one. */
export function ViewList({ page, search, onOpen }: Props) {
  const query = useQuery(savedViewsQuery);
  const views = (query.data ?? []).filter((view) => view.page === page);
  return (
    <div className={styles.list}>
      <Ready query={query} label={words.loading}>
        {views.length === 0 ? (
          <p className={styles.soft}>{words.none}</p>
        ) : (
          <ul className={styles.views} aria-label={words.title}>
            {views.map((view) => (
              <View
                key={view.viewId}
                view={view}
                others={views.filter((other) => other !== view)}
                isShown={view.search === search}
                onOpen={onOpen}
              />
            ))}
          </ul>
        )}
      </Ready>
      <SaveForm page={page} search={search} views={views} />
      <CopyLink page={page} search={search} />
    </div>
  );
}
