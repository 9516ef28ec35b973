import type { CompiledState } from '../definition/compiled.ts';
import { fitsPayload, type JsonObject } from '../json.ts';
import type { Effect } from '../query/state-query.ts';
import { viewOf } from './context.ts';
import { DEFAULT_MAX_ATTEMPTS, matchesError, retryDelay } from './error-match.ts';
import type { Frame, Visit } from './frame.ts';
import type { Run } from './run.ts';
import { Cancelled, type Scope } from './scope.ts';
import { sleepUntil } from './sleep.ts';
import { errorOutput, StateFailure } from './state-failure.ts';
import { runChoice } from './states/choice.ts';
import { runFail } from './states/fail.ts';
import { runMap } from './states/map.ts';
import { runParallel } from './states/parallel.ts';
import { runPass } from './states/pass.ts';
import { runSucceed } from './states/succeed.ts';
import { runTask } from './states/task.ts';
import { runWait } from './states/wait.ts';

export interface Transition {
  /** Undefined ends the line. */
  next: string | undefined;
  effect: Effect;
}

export interface StateVisit {
  run: Run;
  state: CompiledState;
  frame: Frame;
  visit: Visit;
  scope: Scope;
}

const RUNNERS: Record<string, (at: StateVisit) => Promise<Transition>> = {
  Choice: runChoice,
  Fail: runFail,
  Map: runMap,
  Parallel: runParallel,
  Pass: runPass,
  Succeed: runSucceed,
  Task: runTask,
  Wait: runWait,
};

/** AWS tells where the interpreter itself failed; other causes come from the service that was called. */
const OWN_ERRORS = new Set([
  'States.QueryEvaluationError',
  'States.Runtime',
  'States.NoChoiceMatched',
  'States.DataLimitExceeded',
  'States.ParameterPathFailure',
  'States.ResultPathMatchFailure',
  'States.IntrinsicFailure',
]);

/** Enters a state, works it with its Retry and Catch rules, and leaves it. */
export const visitState = async (run: Run, state: CompiledState, frame: Frame, scope: Scope): Promise<Transition> => {
  const visit = frame.visit ?? enter(run, state, frame);
  const at: StateVisit = { run, state, frame, visit, scope };
  for (;;) {
    try {
      if (visit.due !== undefined && state.definition.Type !== 'Wait') await endBackoff(at, visit.due);
      const transition = await runner(state)(at);
      return leave(at, transition);
    } catch (error) {
      if (error instanceof Cancelled) recordAborted(at, error);
      if (!(error instanceof StateFailure)) throw error;
      const failure = withPlace(error, at);
      if (scheduleRetry(at, failure)) continue;
      return leave(at, await catchFailure(at, failure));
    }
  }
};

const runner = (state: CompiledState) => {
  const known = RUNNERS[state.definition.Type];
  if (!known) throw new StateFailure('States.Runtime', `Unknown state type ${state.definition.Type}`);
  return known;
};

const enter = (run: Run, state: CompiledState, frame: Frame): Visit => {
  run.countTransition();
  const enteredEvent = run.journal.record(frame, `${state.definition.Type}StateEntered`, () => ({
    name: state.name,
    input: JSON.stringify(frame.input),
  }));
  frame.visit = {
    enteredAt: run.house.clock.now(),
    enteredEvent,
    retries: (state.definition.Retry ?? []).map(() => 0),
  };
  return frame.visit;
};

const leave = (at: StateVisit, transition: Transition): Transition => {
  const { run, state, frame } = at;
  const { output, assign } = transition.effect;
  const text = JSON.stringify(output);
  if (!fitsPayload(text)) throw withPlace(tooLarge(state.name), at);
  run.journal.record(frame, `${state.definition.Type}StateExited`, () => ({
    name: state.name,
    output: text,
    ...(assign ? { assignedVariables: asTexts(assign) } : {}),
  }));
  return transition;
};

const asTexts = (assign: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(assign).map(([name, value]) => [name, JSON.stringify(value)]));

const tooLarge = (name: string) =>
  new StateFailure(
    'States.DataLimitExceeded',
    `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );

const withPlace = (failure: StateFailure, { run, state, frame, visit }: StateVisit): StateFailure => {
  if (!OWN_ERRORS.has(failure.error ?? '') || failure.failureCause?.startsWith('An error occurred while executing'))
    return failure;
  const placed = new StateFailure(
    failure.error,
    `An error occurred while executing the state '${state.name}' (entered at the event id #${visit.enteredEvent}). ${failure.failureCause ?? ''}`,
    failure.location,
  );
  if (failure.error === 'States.QueryEvaluationError') {
    run.journal.record(frame, 'EvaluationFailed', () => ({
      error: placed.error,
      cause: placed.failureCause,
      location: placed.location,
      state: state.name,
    }));
  }
  return placed;
};

const recordAborted = ({ run, state, frame }: StateVisit, reason: Cancelled): void => {
  if (reason.kind !== 'sibling-failed') return;
  if (['Task', 'Wait', 'Parallel', 'Map'].includes(state.definition.Type))
    run.journal.record(frame, `${state.definition.Type}StateAborted`);
};

/** Answers whether the state is to be tried again; it is then due at `visit.due`. */
const scheduleRetry = ({ run, state, frame, visit }: StateVisit, failure: StateFailure): boolean => {
  const index = (state.definition.Retry ?? []).findIndex((rule) => matchesError(rule.ErrorEquals, failure.error));
  const rule = state.definition.Retry?.[index];
  if (!rule) return false;
  const used = visit.retries[index] ?? 0;
  if (used >= (rule.MaxAttempts ?? DEFAULT_MAX_ATTEMPTS)) return false;
  visit.retries[index] = used + 1;
  visit.due = run.house.clock.now() + retryDelay(rule, used + 1, Math.random) * 1000;
  delete visit.task;
  delete visit.branched;
  run.journal.checkpoint(frame);
  return true;
};

const endBackoff = async ({ run, visit, scope }: StateVisit, due: number): Promise<void> => {
  await sleepUntil(run, scope, due);
  delete visit.due;
  run.countTransition();
};

const catchFailure = async ({ run, state, frame, visit }: StateVisit, failure: StateFailure): Promise<Transition> => {
  const index = (state.definition.Catch ?? []).findIndex((rule) => matchesError(rule.ErrorEquals, failure.error));
  const rule = state.definition.Catch?.[index];
  if (!rule) throw failure;
  const view = { ...viewOf(run, state, frame, visit), errorOutput: errorOutput(failure) };
  return { next: rule.Next, effect: await state.query.caught(index, view) };
};
