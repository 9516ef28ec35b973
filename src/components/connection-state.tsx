import { Button } from '@mantine/core';
import IconPlayerPause from '@tabler/icons-react/dist/esm/icons/IconPlayerPause.mjs';
import IconPlayerPlay from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs';
import IconRefresh from '@tabler/icons-react/dist/esm/icons/IconRefresh.mjs';
import IconWifiOff from '@tabler/icons-react/dist/esm/icons/IconWifiOff.mjs';
import { useConnection } from '../lib/connection.ts';
import { connectionWords } from '../lib/connection-words.ts';
import { liveStore, useLivePause } from '../lib/live-store.ts';
import styles from './connection-state.module.css';

/** Whether what is shown is the present, and the switch that holds it still. Always in sight. */
export function ConnectionState() {
  const connection = useConnection();
  const pause = useLivePause();
  const { label, kind } = connectionWords(connection, pause);
  return (
    <div className={styles.group}>
      <span className={styles.state} data-kind={kind} data-testid="connection-state">
        {kind === 'live' ? <span className={styles.dot} aria-hidden /> : null}
        {kind === 'paused' ? <IconPlayerPause size={13} aria-hidden /> : null}
        {kind === 'waiting' ? <IconRefresh size={13} aria-hidden /> : null}
        {kind === 'offline' ? <IconWifiOff size={13} aria-hidden /> : null}
        {label}
      </span>
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        className={styles.pause}
        leftSection={
          pause.paused ? <IconPlayerPlay size={12} aria-hidden /> : <IconPlayerPause size={12} aria-hidden />
        }
        onClick={() => liveStore.setPaused(!pause.paused)}
      >
        {pause.paused ? 'Resume' : 'Pause'}
        <span className="visually-hidden"> live updates</span>
      </Button>
    </div>
  );
}
