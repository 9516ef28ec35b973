import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './detail-drawer.module.css';

type Props = {
  title: string;
  opened: boolean;
  onClose: () => void;
  /** Where the focus goes is decided by `onClosed` when it should not return to what opened the drawer. */
  returnFocus?: boolean;
  onClosed?: () => void;
  children: ReactNode;
};

/** A labelled dialog at the side: Esc closes it and the focus returns to the row it was opened from. */
export function DetailDrawer({ title, opened, onClose, returnFocus = true, onClosed, children }: Props) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={760}
      title={title}
      returnFocus={returnFocus}
      onExitTransitionEnd={onClosed}
      transitionProps={{ duration: 140 }}
      // The library holds the page with a style element, which the page's policy forbids: the style sheet holds it.
      lockScroll={false}
      closeButtonProps={{ 'aria-label': `Close ${title}` }}
      classNames={{ title: styles.title, header: styles.header, body: styles.body, content: styles.content }}
    >
      {children}
    </Drawer>
  );
}

/** A part of a drawer under its own heading. */
export function DrawerSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <h3 className={styles.heading}>{title}</h3>
      {children}
    </section>
  );
}

/** Names and values, such as the reasons of a purchase order. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
