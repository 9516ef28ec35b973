import type { Integration } from '../integrations/integration.ts';
import { fitsPayload, type Json } from '../json.ts';
import type { PendingTask } from './frame.ts';
import { StateFailure } from './state-failure.ts';
import type { StateVisit } from './visit-state.ts';

/** The history of a Task. A Lambda ARN as Resource has event types of its own; every other integration shares one set. */

const seconds = (value: number | undefined, name: string) => (value === undefined ? {} : { [name]: value });

export const recordScheduled = (at: StateVisit, integration: Integration, task: PendingTask, argument: Json): void => {
  const { run, frame } = at;
  const text = JSON.stringify(argument);
  if (!fitsPayload(text))
    throw new StateFailure(
      'States.DataLimitExceeded',
      `The input of the task '${at.state.name}' exceeds the maximum number of bytes service limit.`,
    );
  const timeout = task.deadline === undefined ? undefined : Math.ceil((task.deadline - run.house.clock.now()) / 1000);
  const limits = { ...seconds(timeout, 'timeoutInSeconds'), ...seconds(task.heartbeatSeconds, 'heartbeatInSeconds') };
  if (integration.lambdaEvents) {
    run.journal.record(frame, 'LambdaFunctionScheduled', () => ({
      resource: integration.resource,
      input: text,
      ...limits,
    }));
    run.journal.record(frame, 'LambdaFunctionStarted');
    return;
  }
  run.journal.record(frame, 'TaskScheduled', () => ({
    ...place(integration),
    region: run.house.region,
    parameters: text,
    ...limits,
  }));
  run.journal.record(frame, 'TaskStarted', () => place(integration));
};

export const recordSubmitted = ({ run, frame }: StateVisit, integration: Integration, answer: Json): void => {
  run.journal.record(frame, 'TaskSubmitted', () => ({ ...place(integration), output: JSON.stringify(answer) }));
};

export const recordSucceeded = ({ run, frame, state }: StateVisit, integration: Integration, result: Json): void => {
  const output = JSON.stringify(result);
  if (!fitsPayload(output))
    throw new StateFailure(
      'States.DataLimitExceeded',
      `The state/task '${state.name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    );
  if (integration.lambdaEvents) run.journal.record(frame, 'LambdaFunctionSucceeded', () => ({ output }));
  else run.journal.record(frame, 'TaskSucceeded', () => ({ ...place(integration), output }));
};

export const recordFailed = ({ run, frame }: StateVisit, integration: Integration, failure: StateFailure): void => {
  const timedOut = failure.error === 'States.Timeout' || failure.error === 'States.HeartbeatTimeout';
  const outcome = timedOut ? 'TimedOut' : 'Failed';
  const reason = { error: failure.error, cause: failure.failureCause };
  if (integration.lambdaEvents) run.journal.record(frame, `LambdaFunction${outcome}`, () => reason);
  else run.journal.record(frame, `Task${outcome}`, () => ({ ...place(integration), ...reason }));
};

const place = ({ resourceType, resource }: Integration) => ({ resourceType, resource });
