/** Where EventBridge Scheduler delivers to: queues, functions, state machines, topics, buses, under the target's role. */
import { AwsError, Unsupported } from '../gateway/aws-error.ts';
import type { House, Principal } from '../gateway/service.ts';
import { type ScheduleTargets, schedulerFor, type Target } from '../services/scheduler/schedule.ts';
import {
  each,
  invokeFunction,
  kindOfTarget,
  type Outcome,
  type Parcel,
  publish,
  sendToQueue,
  startExecution,
} from './target-call.ts';

const knownMembers = new Set([
  ...['Arn', 'RoleArn', 'Input', 'RetryPolicy', 'DeadLetterConfig'],
  ...['SqsParameters', 'EventBridgeParameters'],
]);

function check(target: Target): void {
  const { Arn, SqsParameters, EventBridgeParameters, Input } = target;
  const invalid = (message: string) => new AwsError('ValidationException', message);
  for (const member of Object.keys(target)) {
    if (!knownMembers.has(member)) throw new Unsupported(`${member} of a schedule's target`);
  }
  const kind = kindOfTarget(Arn);
  if (!kind || kind === 'logs') throw new Unsupported(`the schedule target ${Arn}`);
  if (kind === 'event-bus' && !EventBridgeParameters)
    throw invalid('EventBridgeParameters are required for an event bus.');
  if (Arn.endsWith('.fifo') && !SqsParameters?.MessageGroupId) {
    throw invalid('SqsParameters with a MessageGroupId are required for a FIFO queue.');
  }
  if ((kind === 'lambda' || kind === 'states' || kind === 'event-bus') && Input !== undefined && !isJson(Input)) {
    throw invalid('Invalid Input: it is not valid JSON.');
  }
}

/** Placeholders such as `<aws.scheduler.attempt-number>` may stand for a number. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/<aws\.scheduler\.[\w-]+>/g, '0'));
    return true;
  } catch {
    return false;
  }
}

export function scheduleTargets(house: House): ScheduleTargets {
  return {
    check,
    async send(target, scheduleArn, parcels): Promise<Outcome[]> {
      const { Arn, RoleArn, SqsParameters } = target;
      const sessionName = scheduleArn.slice(scheduleArn.lastIndexOf('/') + 1).slice(0, 64);
      const principal = house.authorization.takeRole(RoleArn, sessionName, schedulerFor(scheduleArn));
      switch (kindOfTarget(Arn)) {
        case 'sqs':
          return sendToQueue(house, { arn: Arn, groupId: SqsParameters?.MessageGroupId, principal }, parcels);
        case 'lambda':
          return each(parcels, (parcel) => invokeFunction(house, Arn, parcel, principal));
        case 'states':
          return each(parcels, (parcel) => startExecution(house, Arn, parcel, principal));
        case 'sns':
          return each(parcels, (parcel) => publish(house, Arn, parcel, principal));
        case 'event-bus':
          return each(parcels, (parcel) => putEvent(house, target, parcel, principal));
        default:
          throw new Unsupported(`the schedule target ${Arn}`);
      }
    },
  };
}

async function putEvent(
  house: House,
  { Arn, EventBridgeParameters }: Target,
  { payload }: Parcel,
  principal: Principal,
) {
  const { DetailType, Source } = EventBridgeParameters ?? {};
  const { Entries } = await house.aws.call<{ Entries: { ErrorCode?: string; ErrorMessage?: string }[] }>({
    service: 'events',
    operation: 'PutEvents',
    input: { Entries: [{ EventBusName: Arn, DetailType, Source, Detail: payload }] },
    principal,
  });
  const [{ ErrorCode, ErrorMessage } = {}] = Entries;
  if (ErrorCode) throw new AwsError(ErrorCode, ErrorMessage ?? '');
}
