export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * Of vitest's JSON report. A file that fails without a failed test counts as one failure: it could not be loaded, or a
 * hook of it failed, whose tests the report calls skipped.
 */
export function countVitest(report: {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests?: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}): Counts {
  const withoutFailedTest = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + withoutFailedTest.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}

/** Of Playwright's JSON report. A flaky test passed only when repeated: it counts as failed. */
export function countPlaywright(report: {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors?: unknown[];
}): Counts {
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky + (report.errors?.length ?? 0), skipped };
}

export const sum = (counts: Counts[]): Counts =>
  counts.reduce((total, { passed, failed, skipped }) => ({
    passed: total.passed + passed,
    failed: total.failed + failed,
    skipped: total.skipped + skipped,
  }));
