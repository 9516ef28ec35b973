import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { Announcer } from '../components/announcer.tsx';
import { Logo } from '../components/logo.tsx';
import { openLiveConnection } from '../lib/live-connection.ts';
import { onLiveGap } from '../lib/live-store.ts';
import { messages } from '../lib/messages.ts';
import { forgetChanges } from './forget-changes.ts';
import { Navigation } from './navigation.tsx';
import { queryClient } from './query-client.ts';
import { readAgain } from './read-again.ts';
import { refreshDerived } from './refresh-derived.ts';
import styles from './shell.module.css';
import { useShortcuts } from './shortcuts.ts';
import { TopBar } from './top-bar.tsx';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const ShortcutSheet = lazy(async () => ({ default: (await import('./shortcut-sheet.tsx')).ShortcutSheet }));

type Window = 'palette' | 'help';

/** The windows over every page. Each is fetched when it is first opened, and stays then; the focus goes back by itself. */
function useWindows() {
  const [opened, setOpened] = useState<Window>();
  const [fetched, setFetched] = useState<readonly Window[]>([]);
  const before = useRef<Element>(null);
  const open = useCallback((window: Window) => {
    // From one window to the other, the focus still goes back to where it was before both.
    before.current ??= document.activeElement;
    setOpened(window);
    setFetched((known) => (known.includes(window) ? known : [...known, window]));
  }, []);
  const close = useCallback(() => {
    setOpened(undefined);
    if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true });
    before.current = null;
  }, []);
  const openPalette = useCallback(() => open('palette'), [open]);
  const openHelp = useCallback(() => open('help'), [open]);
  return { opened, fetched, close, openPalette, openHelp };
}

/** What stands around every page: navigation, the state of the live connection, who is signed in. */
export function Shell() {
  useEffect(() => openLiveConnection(() => void readAgain(queryClient)), []);
  useEffect(() => onLiveGap(() => void readAgain(queryClient)), []);
  useEffect(() => refreshDerived(queryClient), []);
  useEffect(() => forgetChanges(queryClient), []);
  const windows = useWindows();
  useShortcuts(windows);
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        {messages.navigation.skip}
      </a>
      <aside className={styles.side}>
        <div className={styles.brand}>
          <Logo />
        </div>
        <Navigation />
      </aside>
      <div className={styles.main}>
        <TopBar onSearch={windows.openPalette} />
        <main id="content" className={styles.content} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <Announcer />
      <Suspense fallback={null}>
        {windows.fetched.includes('palette') ? (
          <Palette opened={windows.opened === 'palette'} onClose={windows.close} openHelp={windows.openHelp} />
        ) : null}
        {windows.fetched.includes('help') ? (
          <ShortcutSheet opened={windows.opened === 'help'} onClose={windows.close} />
        ) : null}
      </Suspense>
    </div>
  );
}
