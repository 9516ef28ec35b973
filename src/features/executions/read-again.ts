import type { WorkflowRun } from '../../lib/api-client.ts';

const SOON_MS = 2000;
const PATIENT_MS = 15_000;
/** An execution follows a change of its order within seconds, but does not tell of it. */
const LIVELY_MS = 30_000;

/** After how long an execution is worth reading again, in milliseconds; false when it has ended and nothing may follow. */
export function readAgainAfter(run: WorkflowRun | null | undefined, changedAt: string, now: number): number | false {
  if (now - Date.parse(changedAt) < LIVELY_MS) return SOON_MS;
  if (run?.status !== 'RUNNING') return false;
  return run.steps.at(-1)?.isWaiting ? PATIENT_MS : SOON_MS;
}
