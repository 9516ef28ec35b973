import type { CompiledMachine } from '../definition/compiled.ts';
import { runFlow } from '../interpreter/flow.ts';
import type { Frame } from '../interpreter/frame.ts';
import type { Run } from '../interpreter/run.ts';
import { Cancelled, type Scope } from '../interpreter/scope.ts';
import { StateFailure } from '../interpreter/state-failure.ts';
import type { Conclusion } from './execution.ts';

/** Runs an execution to its end. A shut-down is no end: it rejects, and the next start continues. */
export const interpret = async (
  run: Run,
  machine: CompiledMachine,
  frame: Frame,
  scope: Scope,
  deadline: number | undefined,
): Promise<Conclusion> => {
  const { clock } = run.house;
  const timer =
    deadline === undefined
      ? undefined
      : clock.after(deadline - clock.now(), () => scope.cancel(new Cancelled('timed-out', 'States.Timeout')));
  try {
    const output = await run.work(() => runFlow(run, machine.flow, frame, scope));
    return { status: 'SUCCEEDED', output: JSON.stringify(output) };
  } catch (error) {
    return conclusionOf(error);
  } finally {
    timer?.cancel();
  }
};

const conclusionOf = (error: unknown): Conclusion => {
  if (error instanceof StateFailure) return withReason('FAILED', error.error, error.failureCause);
  if (error instanceof Cancelled && error.kind === 'timed-out') return { status: 'TIMED_OUT' };
  if (error instanceof Cancelled && error.kind === 'stopped')
    return withReason('ABORTED', error.error, error.failureCause);
  if (error instanceof Cancelled) throw error;
  return withReason('FAILED', 'States.Runtime', error instanceof Error ? error.message : String(error));
};

const withReason = (status: Conclusion['status'], error?: string, cause?: string): Conclusion => ({
  status,
  ...(error === undefined ? {} : { error }),
  ...(cause === undefined ? {} : { cause }),
});

const END_EVENTS = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
  RUNNING: 'ExecutionStarted',
} as const;

export const recordEnd = (run: Run, frame: Frame, { status, output, error, cause }: Conclusion): void => {
  run.journal.record(frame, END_EVENTS[status], () => (status === 'SUCCEEDED' ? { output } : { error, cause }));
};
