import type { Integration } from '../../integrations/integration.ts';
import type { Json } from '../../json.ts';
import { viewOf } from '../context.ts';
import type { PendingTask } from '../frame.ts';
import { Cancelled } from '../scope.ts';
import { StateFailure } from '../state-failure.ts';
import { recordScheduled, recordSubmitted, recordSucceeded } from '../task-events.ts';
import { awaitOutcome } from '../task-outcome.ts';
import { seconds } from '../typed-field.ts';
import type { StateVisit, Transition } from '../visit-state.ts';

/** Calls another service and hands its answer on; waits for a token or a child execution where the Resource says so. */
export const runTask = async (at: StateVisit): Promise<Transition> => {
  const { run, state, frame, visit } = at;
  const { integration } = state;
  if (!integration) throw new StateFailure('States.Runtime', `The state '${state.name}' has no resource.`);
  const task = visit.task ?? (await begin(at, integration));
  visit.task = task;
  // With its token the view differs from the one that the timeouts saw.
  const view = viewOf(run, state, frame, visit);
  let result: Json;
  try {
    const call = task.submitted ? undefined : await prepare(at, integration, task);
    result = await awaitOutcome(at, integration, task, call);
  } catch (error) {
    const shutDown = error instanceof Cancelled && error.kind === 'shut-down';
    if (task.token && !shutDown) run.callbacks.close(task.token);
    throw error;
  }
  if (task.token) run.callbacks.close(task.token);
  recordSucceeded(at, integration, result);
  return { next: state.definition.Next, effect: await state.query.finish({ ...view, result }, result) };
};

const begin = async ({ run, state, frame, visit }: StateVisit, integration: Integration): Promise<PendingTask> => {
  const view = viewOf(run, state, frame, visit);
  const timeout = await seconds(state, 'TimeoutSeconds', view, { least: 1 });
  const heartbeat = await seconds(state, 'HeartbeatSeconds', view, { least: 1 });
  const task: PendingTask = {};
  if (timeout !== undefined) task.deadline = run.house.clock.now() + timeout * 1000;
  if (heartbeat !== undefined) task.heartbeatSeconds = heartbeat;
  if (integration.pattern === 'token') task.token = run.callbacks.issue(frame.path, heartbeat);
  return task;
};

/** Notes what is about to be called before it is called: after a crash the checkpoint says that it may have been. */
const prepare = async (at: StateVisit, integration: Integration, task: PendingTask): Promise<() => Promise<void>> => {
  const { run, state, frame, visit } = at;
  const argument = await state.query.argument(viewOf(run, state, frame, visit));
  recordScheduled(at, integration, task, argument);
  run.journal.checkpoint(frame);
  return async () => {
    const answer = await integration.call(argument, run.door);
    if (visit.task !== task) return;
    task.submitted = true;
    task.answer = answer;
    if (integration.pattern === 'request') return;
    recordSubmitted(at, integration, answer);
    run.journal.checkpoint(frame);
  };
};
