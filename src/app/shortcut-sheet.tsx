import { Modal, Switch } from '@mantine/core';
import { Keys } from '../components/keys.tsx';
import { messages } from '../lib/messages.ts';
import { useSingleKeys } from '../lib/single-keys.ts';
import { PAGES } from './page-list.ts';
import styles from './shortcut-sheet.module.css';

const text = messages.shortcuts;

const GROUPS = [
  {
    title: text.groups.everywhere,
    rows: [
      [messages.palette.title, 'mod+k'],
      [text.title, '?'],
      [text.search, '/'],
      [text.close, 'Esc'],
    ],
  },
  {
    title: text.groups.lists,
    rows: [
      [text.nextRow, 'j'],
      [text.previousRow, 'k'],
      [text.openRow, 'Enter'],
    ],
  },
  { title: text.groups.go, rows: PAGES.map(({ label, keys }) => [label, keys]) },
] as const;

/** Whether shortcuts of a single key act; stands in the help sheet and in the settings. */
export function SingleKeysSwitch() {
  const [on, set] = useSingleKeys();
  return (
    <Switch
      label={text.singleKeys}
      description={text.singleKeysHint}
      checked={on}
      onChange={(event) => set(event.currentTarget.checked)}
    />
  );
}

export function ShortcutSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={text.title}
      size={620}
      returnFocus={false}
      // The library holds the page with a style element, which the page's policy forbids: the style sheet holds it.
      lockScroll={false}
      transitionProps={{ duration: 100 }}
      closeButtonProps={{ 'aria-label': `Close ${text.title}` }}
      classNames={{ content: styles.content, title: styles.title }}
    >
      <div className={styles.groups}>
        {GROUPS.map(({ title, rows }) => (
          <section key={title} aria-label={title}>
            <h3 className={styles.heading}>{title}</h3>
            <dl className={styles.rows}>
              {rows.map(([what, keys]) => (
                <div key={what}>
                  <dt>{what}</dt>
                  <dd>
                    <Keys of={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className={styles.setting}>
        <SingleKeysSwitch />
      </div>
    </Modal>
  );
}
