import { formatDateTime, formatMinute, formatRelative } from '../lib/format.ts';
import { useNow } from './use-now.ts';

/** "12 sec. ago", with the exact time for whoever asks. */
export function Ago({ at }: { at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={formatDateTime(at)}>
      {formatRelative(at, now)}
    </time>
  );
}

/** To the minute, with the seconds for whoever asks. */
export function At({ at }: { at: string }) {
  return (
    <time dateTime={at} title={formatDateTime(at)}>
      {formatMinute(at)}
    </time>
  );
}
