import type { WorkflowRun } from '../../lib/api-client.ts';
import { messages } from '../../lib/messages.ts';
import type { Word } from '../../lib/words.ts';

const words = messages.executions;

export type WorkflowStep = WorkflowRun['steps'][number];

export type StateOfStep = 'DONE' | 'ERROR' | 'WAITING' | 'RUNNING' | 'STOPPED';

const ENDED_BADLY = new Set(['FAILED', 'TIMED_OUT', 'ABORTED']);

/** A step that was left is done, by an error where its last try failed; the last one shares the execution's fate. */
export function stateOf(step: WorkflowStep, run: WorkflowRun): StateOfStep {
  const isLast = run.steps.at(-1) === step;
  if (isLast && ENDED_BADLY.has(run.status)) return run.status === 'FAILED' ? 'ERROR' : 'STOPPED';
  if (step.exitedAt) return step.attempts > 0 && step.errors.length >= step.attempts ? 'ERROR' : 'DONE';
  return step.isWaiting ? 'WAITING' : 'RUNNING';
}

export const STEP_WORD: Record<StateOfStep, Word> = {
  DONE: { label: words.done, tone: 'good' },
  ERROR: { label: words.failed, tone: 'bad' },
  WAITING: { label: words.waits, tone: 'info' },
  RUNNING: { label: words.runs, tone: 'info' },
  STOPPED: { label: words.stopped, tone: 'warn' },
};

/** What each state of the graph came to: that of its last stay, where there were several. */
export function statesOf(run: WorkflowRun): ReadonlyMap<string, StateOfStep> {
  return new Map(run.steps.map((step) => [step.state, stateOf(step, run)]));
}

/** The transitions that were followed, as `from>to`. */
export function followed({ steps }: WorkflowRun): ReadonlySet<string> {
  return new Set(steps.slice(1).map((step, index) => `${steps[index]?.state}>${step.state}`));
}

/** Errors by name, the most frequent first: "2 × ThrottlingException". */
export function errorWords(errors: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const error of errors) counts.set(error, (counts.get(error) ?? 0) + 1);
  return [...counts]
    .sort(([, left], [, right]) => right - left)
    .map(([error, count]) => (count === 1 ? error : `${count} × ${error}`))
    .join(', ');
}
