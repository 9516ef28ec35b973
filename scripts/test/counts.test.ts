import { describe, expect, it } from 'vitest';
import { countPlaywright, countVitest, sum } from './counts.ts';

describe('counts', () => {
  it('counts a file that could not be loaded as a failure', () => {
    const report = {
      numPassedTests: 3,
      numFailedTests: 1,
      numPendingTests: 1,
      testResults: [
        { status: 'failed', assertionResults: [] },
        { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
        { status: 'passed', assertionResults: [{ status: 'passed' }] },
      ],
    };
    expect(countVitest(report)).toEqual({ passed: 3, failed: 2, skipped: 1 });
  });

  it('counts a file whose hook failed as a failure, although its tests are called skipped', () => {
    const report = {
      numPassedTests: 0,
      numFailedTests: 0,
      numPendingTests: 2,
      testResults: [{ status: 'failed', assertionResults: [{ status: 'skipped' }, { status: 'skipped' }] }],
    };
    expect(countVitest(report)).toEqual({ passed: 0, failed: 1, skipped: 2 });
  });

  it('counts a flaky test as failed, and an error outside of tests too', () => {
    const report = { stats: { expected: 5, unexpected: 0, flaky: 1, skipped: 2 }, errors: [{}] };
    expect(countPlaywright(report)).toEqual({ passed: 5, failed: 2, skipped: 2 });
  });

  it('sums over all runners', () => {
    const one = { passed: 1, failed: 2, skipped: 3 };
    expect(sum([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6 });
  });
});
