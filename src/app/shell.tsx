import { Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Announcer } from '../components/announcer.tsx';
import { Logo } from '../components/logo.tsx';
import { openLiveConnection } from '../lib/live-connection.ts';
import { Navigation } from './navigation.tsx';
import { queryClient } from './query-client.ts';
import { refreshDerived } from './refresh-derived.ts';
import styles from './shell.module.css';
import { TopBar } from './top-bar.tsx';

const catchUp = () => void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });

/** What stands around every page: navigation, the state of the live connection, who is signed in. */
export function Shell() {
  useEffect(() => openLiveConnection(catchUp), []);
  useEffect(() => refreshDerived(queryClient), []);
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        Skip to content
      </a>
      <aside className={styles.side}>
        <div className={styles.brand}>
          <Logo />
        </div>
        <Navigation />
      </aside>
      <div className={styles.main}>
        <TopBar />
        <main id="content" className={styles.content} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <Announcer />
    </div>
  );
}
