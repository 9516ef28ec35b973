import type { Integration } from '../integrations/integration.ts';
import type { Json } from '../json.ts';
import type { PendingTask } from './frame.ts';
import { StateFailure } from './state-failure.ts';
import { recordFailed } from './task-events.ts';
import type { StateVisit } from './visit-state.ts';

/** Waits for a task's result: its call's answer, its token's outcome or its child's end, within its deadlines. */
export const awaitOutcome = async (
  at: StateVisit,
  integration: Integration,
  task: PendingTask,
  call: (() => Promise<void>) | undefined,
): Promise<Json> => {
  try {
    const result = await wait(at, integration, task, call);
    if (integration.pattern !== 'sync' || !integration.childResult) return result;
    return await integration.childResult(result, at.run.door);
  } catch (error) {
    if (error instanceof StateFailure) recordFailed(at, integration, error);
    throw error;
  }
};

const wait = (
  at: StateVisit,
  integration: Integration,
  task: PendingTask,
  call: (() => Promise<void>) | undefined,
): Promise<Json> => {
  const { run, scope } = at;
  const outcome = () =>
    scope.until<Json>((resolve, reject) => {
      const undo = [
        ...watchDeadline(at, task, reject),
        ...(task.token ? watchToken(at, task.token, task.heartbeatSeconds, resolve, reject) : []),
      ];
      const answered = () => {
        if (integration.pattern === 'request') resolve(task.answer ?? null);
        if (integration.pattern === 'sync') undo.push(watchChild(at, integration, task, resolve));
      };
      if (call) run.house.activity.track(call).then(answered, reject);
      else answered();
      return () => {
        for (const each of undo) each();
      };
    });
  // The call counts as work by itself; what comes after it is a wait for somebody else.
  return integration.pattern === 'request' ? outcome() : run.pause(outcome);
};

const watchDeadline = ({ run }: StateVisit, task: PendingTask, reject: (reason: StateFailure) => void) => {
  if (task.deadline === undefined) return [];
  const { clock } = run.house;
  const timer = clock.after(task.deadline - clock.now(), () => reject(new StateFailure('States.Timeout')));
  return [() => timer.cancel()];
};

const watchToken = (
  { run }: StateVisit,
  token: string,
  heartbeatSeconds: number | undefined,
  resolve: (value: Json) => void,
  reject: (reason: StateFailure) => void,
): (() => void)[] => {
  const { clock } = run.house;
  const expire = () => reject(new StateFailure('States.HeartbeatTimeout'));
  const arm = (due: number) => clock.after(due - clock.now(), expire);
  const firstDue = heartbeatSeconds === undefined ? undefined : run.callbacks.heartbeatDue(token);
  let timer = firstDue === undefined ? undefined : arm(firstDue);
  const unlisten = run.callbacks.listen(
    token,
    ({ output, failure }) =>
      failure ? reject(new StateFailure(failure.error, failure.cause)) : resolve(JSON.parse(output ?? 'null') as Json),
    (due) => {
      timer?.cancel();
      timer = arm(due);
    },
  );
  return [unlisten, () => timer?.cancel()];
};

const watchChild = (
  { run }: StateVisit,
  integration: Integration,
  task: PendingTask,
  resolve: (value: Json) => void,
) => {
  const answer = task.answer ?? null;
  const child = integration.childOf?.(answer);
  if (child === undefined) {
    resolve(answer);
    return () => {};
  }
  return run.door.executionEnded(child, () => resolve(answer));
};
