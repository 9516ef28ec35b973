import type { RetryRule } from '../definition/asl.ts';

/** AWS: no wildcard catches these two; the second can still be named. */
const TERMINAL = new Set(['States.Runtime', 'States.DataLimitExceeded']);

/**
 * AWS's rules: `States.ALL` matches every error but the terminal ones, `States.TaskFailed` every one of those but a
 * timeout, and a missed heartbeat is also a `States.Timeout`.
 */
export const matchesError = (names: readonly string[], error: string | undefined): boolean =>
  names.some((name) => {
    if (error === 'States.Runtime') return false;
    if (name === error) return true;
    if (error !== undefined && TERMINAL.has(error)) return false;
    if (name === 'States.ALL') return true;
    if (name === 'States.Timeout') return error === 'States.HeartbeatTimeout';
    return name === 'States.TaskFailed' && error !== 'States.Timeout';
  });

/** Seconds before attempt number `attempt` (from 1): interval * rate^(attempt - 1), capped, then jittered. */
export const retryDelay = (rule: RetryRule, attempt: number, random: () => number): number => {
  const raw = (rule.IntervalSeconds ?? 1) * (rule.BackoffRate ?? 2) ** (attempt - 1);
  const capped = Math.min(raw, rule.MaxDelaySeconds ?? Number.POSITIVE_INFINITY);
  return rule.JitterStrategy === 'FULL' ? random() * capped : capped;
};

export const DEFAULT_MAX_ATTEMPTS = 3;
