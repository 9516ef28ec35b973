import { CONNECTION_STATE_CHANGE, type ConnectionState } from 'aws-amplify/api';
import { Hub } from 'aws-amplify/utils';
import { listen } from './api-client.ts';
import { connection } from './connection.ts';
import { parseChanges } from './live-changes.ts';
import { liveStore } from './live-store.ts';

const ON_CHANGES = /* GraphQL */ `
  subscription OnChanges {
    onChanges {
      changes
      publishedAt
    }
  }
`;

type LiveEvent = { changes: unknown; publishedAt: string } | null;

const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 20_000;

const LOST: readonly `${ConnectionState}`[] = [
  'ConnectionDisrupted',
  'ConnectionDisruptedPendingNetwork',
  'ConnectedPendingNetwork',
  'ConnectedPendingKeepAlive',
];
// `Disconnected` is none of them: it is also the echo of our own hanging up before we dial again.

/** Keeps one subscription open, dialling again with growing pauses for as long as the screen is there. */
class LiveSubscription {
  private stop: (() => void) | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pauseMs = FIRST_RETRY_MS;

  dial(): void {
    this.hangUp();
    connection.report('dialling');
    this.stop = listen<LiveEvent>(ON_CHANGES, {
      next: (event) => event && liveStore.apply(parseChanges(event.changes)),
      error: () => this.redialLater(),
    });
  }

  connected(): void {
    this.pauseMs = FIRST_RETRY_MS;
  }

  redialLater(): void {
    connection.report('lost');
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      if (connection.get().phase !== 'live') this.dial();
    }, this.pauseMs);
    this.pauseMs = Math.min(this.pauseMs * 2, LAST_RETRY_MS);
  }

  hangUp(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.stop?.();
    this.stop = undefined;
  }
}

/**
 * Opens the live connection. `onLive` runs whenever it is live from now on: events until then are lost, be it of a gap (a
 * dropped socket, sleep, a hidden tab that was throttled) or of the moment between the first read and the first
 * connection, so everything on the screen has to be read again.
 */
export function openLiveConnection(onLive: () => void): () => void {
  const subscription = new LiveSubscription();
  let everLive = false;

  const unhub = Hub.listen('api', ({ payload }) => {
    if (payload.event !== CONNECTION_STATE_CHANGE) return;
    const { connectionState } = payload.data as { connectionState: `${ConnectionState}` };
    if (connectionState === 'Connected') {
      const began = connection.get().phase !== 'live';
      everLive = true;
      subscription.connected();
      connection.report('connected');
      if (began) onLive();
    } else if (LOST.includes(connectionState) && everLive) {
      connection.report('lost');
      // The client dials again by itself in most cases, but not in all after sleep: then we do.
      subscription.redialLater();
    }
  });

  const comeBack = () => {
    connection.report('network-back');
    if (connection.get().phase !== 'live') subscription.dial();
  };
  const goAway = () => connection.report('network-gone');
  const look = () => {
    if (document.visibilityState === 'visible' && navigator.onLine) comeBack();
  };
  window.addEventListener('online', comeBack);
  window.addEventListener('offline', goAway);
  document.addEventListener('visibilitychange', look);

  if (!navigator.onLine) goAway();
  subscription.dial();
  return () => {
    unhub();
    window.removeEventListener('online', comeBack);
    window.removeEventListener('offline', goAway);
    document.removeEventListener('visibilitychange', look);
    subscription.hangUp();
  };
}
