import { AwsError } from '../gateway/aws-error.ts';
import { asAwsError } from '../gateway/door.ts';
import type { House, Principal } from '../gateway/service.ts';

/** What a rule or a schedule sends to one target. */
export interface Parcel {
  /** Stable over retries and restarts. */
  id: string;
  payload: string;
}

export type TargetKind = 'lambda' | 'sqs' | 'sns' | 'states' | 'event-bus' | 'logs';

export function kindOfTarget(arn: string): TargetKind | undefined {
  const [, , service, , , ...resource] = arn.split(':');
  switch (service) {
    case 'lambda':
    case 'sqs':
    case 'sns':
      return service;
    case 'states':
      return resource[0] === 'stateMachine' ? 'states' : undefined;
    case 'events':
      return resource[0]?.startsWith('event-bus/') ? 'event-bus' : undefined;
    case 'logs':
      return resource[0] === 'log-group' ? 'logs' : undefined;
    default:
      return undefined;
  }
}

export type Outcome = Error | undefined;

const MESSAGE_BATCH_BYTES = 1_048_576;

/** Coalesces into SendMessageBatch; one bad message does not harm its neighbours. */
export async function sendToQueue(
  house: House,
  target: { arn: string; groupId?: string; principal: Principal },
  parcels: Parcel[],
): Promise<Outcome[]> {
  const { arn, groupId, principal } = target;
  const QueueUrl = `${house.url}/${house.account}/${arn.slice(arn.lastIndexOf(':') + 1)}`;
  const message = ({ id, payload }: Parcel) => ({
    MessageBody: payload,
    ...(arn.endsWith('.fifo') && { MessageGroupId: groupId, MessageDeduplicationId: id }),
  });
  const size = parcels.reduce((sum, { payload }) => sum + Buffer.byteLength(payload), 0);
  if (parcels.length === 1 || size > MESSAGE_BATCH_BYTES) {
    return each(parcels, (parcel) =>
      house.aws.call({ service: 'sqs', operation: 'SendMessage', input: { QueueUrl, ...message(parcel) }, principal }),
    );
  }
  const Entries = parcels.map((parcel, index) => ({ Id: String(index), ...message(parcel) }));
  const input = { QueueUrl, Entries };
  const { Failed = [] } = await house.aws.call<{
    Failed?: { Id: string; Code: string; Message: string; SenderFault: boolean }[];
  }>({
    service: 'sqs',
    operation: 'SendMessageBatch',
    input,
    principal,
    // AWS delivers every event by a request of its own.
    billed: 'by-entry',
  });
  const errors: Outcome[] = parcels.map(() => undefined);
  for (const { Id, Code, Message, SenderFault } of Failed) {
    errors[Number(Id)] = new AwsError(Code, Message, { status: SenderFault ? 400 : 500 });
  }
  return errors;
}

export async function each(parcels: Parcel[], run: (parcel: Parcel) => Promise<unknown>): Promise<Outcome[]> {
  return Promise.all(
    parcels.map((parcel) =>
      run(parcel).then(
        () => undefined,
        (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
      ),
    ),
  );
}

/** Asynchronously: the function's own retries and on-failure destination take over from here. */
export const invokeFunction = (house: House, arn: string, { payload }: Parcel, principal: Principal) =>
  house.aws.call({
    service: 'lambda',
    operation: 'Invoke',
    input: { FunctionName: arn, InvocationType: 'Event', Payload: Buffer.from(payload) },
    principal,
  });

/** Named after the parcel, so a delivery that is repeated after a crash starts no second execution. */
export async function startExecution(
  house: House,
  arn: string,
  { id, payload }: Parcel,
  principal: Principal,
): Promise<void> {
  try {
    await house.aws.call({
      service: 'states',
      operation: 'StartExecution',
      input: { stateMachineArn: arn, name: id, input: payload },
      principal,
    });
  } catch (error) {
    if (asAwsError(error).code !== 'ExecutionAlreadyExists') throw error;
  }
}

export const publish = (house: House, arn: string, { payload }: Parcel, principal: Principal) =>
  house.aws.call({ service: 'sns', operation: 'Publish', input: { TopicArn: arn, Message: payload }, principal });

/** Each event gets a log stream of its own, named after it, as EventBridge does. */
export async function writeLog(
  house: House,
  arn: string,
  { id, payload }: Parcel,
  principal: Principal,
): Promise<void> {
  const logGroupName = arn.split(':log-group:')[1]?.replace(/:\*$/, '') ?? '';
  const put = (operation: string, input: Record<string, unknown>) =>
    house.aws.call({ service: 'logs', operation, input: { logGroupName, logStreamName: id, ...input }, principal });
  try {
    await put('CreateLogStream', {});
  } catch (error) {
    if (asAwsError(error).code !== 'ResourceAlreadyExistsException') throw error;
  }
  await put('PutLogEvents', { logEvents: [{ timestamp: house.clock.now(), message: payload }] });
}
