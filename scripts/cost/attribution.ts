import type { UsageLine } from '../../local/metering/usage.ts';
import { givenName } from './usage.ts';

const LIVE_RESOURCES = new Set(['publishchanges', 'OrderRate', 'StockDay']);

/** What tells dashboards of changes: AppSync, the publisher with its log, and the counts for its charts. */
const isLive = ({ usageType, resource }: UsageLine): boolean =>
  usageType.startsWith('appsync/') || LIVE_RESOURCES.has(givenName(resource));

/** What passes by time, whether anything is done or not. */
const isStanding = ({ usageType, operation }: UsageLine): boolean =>
  usageType === 'appsync/connection-minute' || operation.endsWith('(idle poll)');

export interface Attributed {
  work: UsageLine[];
  live: UsageLine[];
}

/** Usage as caused by what was done, apart from telling dashboards of it. */
export function attribute(lines: UsageLine[]): Attributed {
  const caused = lines.filter((line) => !isStanding(line));
  return { work: caused.filter((line) => !isLive(line)), live: caused.filter(isLive) };
}
