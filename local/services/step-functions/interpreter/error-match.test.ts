import { describe, expect, it } from 'vitest';
import { matchesError, retryDelay } from './error-match.ts';

describe('ErrorEquals', () => {
  it.each<[string, string, boolean]>([
    ['States.ALL', 'Anything', true],
    ['States.ALL', 'States.Timeout', true],
    ['States.ALL', 'States.QueryEvaluationError', true],
    ['States.ALL', 'States.Runtime', false],
    ['States.ALL', 'States.DataLimitExceeded', false],
    ['States.DataLimitExceeded', 'States.DataLimitExceeded', true],
    ['States.Runtime', 'States.Runtime', false],
    ['States.TaskFailed', 'Custom', true],
    ['States.TaskFailed', 'States.Timeout', false],
    ['States.TaskFailed', 'States.HeartbeatTimeout', true],
    ['States.Timeout', 'States.HeartbeatTimeout', true],
    ['States.HeartbeatTimeout', 'States.Timeout', false],
    ['Custom', 'Custom', true],
    ['Custom', 'custom', false],
  ])('%s matches %s: %s', (name, error, matches) => {
    expect(matchesError([name], error)).toBe(matches);
  });
});

describe('retryDelay', () => {
  it('grows by the backoff rate up to its cap', () => {
    const rule = { ErrorEquals: ['X'], IntervalSeconds: 3, BackoffRate: 2, MaxDelaySeconds: 10 };
    expect([1, 2, 3].map((attempt) => retryDelay(rule, attempt, Math.random))).toEqual([3, 6, 10]);
  });

  it('takes AWS defaults: one second, doubled each time', () => {
    expect([1, 2].map((attempt) => retryDelay({ ErrorEquals: ['X'] }, attempt, Math.random))).toEqual([1, 2]);
  });

  it('is drawn between zero and itself with FULL jitter', () => {
    expect(retryDelay({ ErrorEquals: ['X'], IntervalSeconds: 8, JitterStrategy: 'FULL' }, 1, () => 0.25)).toBe(2);
  });
});
