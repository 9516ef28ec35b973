/** Where EventBridge rules deliver to: queues, functions, state machines, topics, other buses, log groups. */
import { AwsError, Unsupported } from '../gateway/aws-error.ts';
import type { House, Principal } from '../gateway/service.ts';
import type { RuleParcel, RuleTargets, Target } from '../services/events/rule.ts';
import {
  each,
  invokeFunction,
  kindOfTarget,
  type Outcome,
  publish,
  sendToQueue,
  startExecution,
  writeLog,
} from './target-call.ts';

/** Further parameters that a target may carry for kinds of targets that are not imitated. */
const knownMembers = new Set([
  ...['Id', 'Arn', 'RoleArn', 'Input', 'InputPath', 'InputTransformer'],
  ...['SqsParameters', 'RetryPolicy', 'DeadLetterConfig'],
]);

function check(target: Target): void {
  const { Id, Arn, RoleArn, SqsParameters } = target;
  for (const member of Object.keys(target)) {
    if (!knownMembers.has(member)) throw new Unsupported(`${member} of the rule target ${Id}`);
  }
  const kind = kindOfTarget(Arn);
  if (!kind) throw new Unsupported(`the rule target ${Arn}`);
  // AWS allows queues, functions, topics and log groups by their own policies; it starts executions under a role.
  if (kind === 'states' && !RoleArn) {
    throw new AwsError('ValidationException', `RoleArn is required for target ${Arn}.`);
  }
  if (Arn.endsWith('.fifo') && !SqsParameters?.MessageGroupId) {
    throw new AwsError('ValidationException', `Parameter(s) SqsParameters must be specified for target: ${Id}.`);
  }
}

const sessionName = (ruleArn: string) => ruleArn.slice(ruleArn.lastIndexOf('/') + 1).slice(0, 64);

export function ruleTargets(house: House): RuleTargets {
  return {
    check,
    async send(target, ruleArn, parcels): Promise<Outcome[]> {
      const { Arn, RoleArn, SqsParameters } = target;
      const events = { kind: 'service', service: 'events.amazonaws.com', sourceArn: ruleArn } as const;
      const principal = RoleArn ? house.authorization.takeRole(RoleArn, sessionName(ruleArn), events) : events;
      switch (kindOfTarget(Arn)) {
        case 'sqs':
          return sendToQueue(house, { arn: Arn, groupId: SqsParameters?.MessageGroupId, principal }, parcels);
        case 'lambda':
          return each(parcels, (parcel) => invokeFunction(house, Arn, parcel, principal));
        case 'states':
          return each(parcels, (parcel) => startExecution(house, Arn, parcel, principal));
        case 'sns':
          return each(parcels, (parcel) => publish(house, Arn, parcel, principal));
        case 'logs':
          return each(parcels, (parcel) => writeLog(house, Arn, parcel, principal));
        case 'event-bus':
          return forward(house, Arn, principal, parcels);
        case undefined:
          throw new Unsupported(`the rule target ${Arn}`);
      }
    },
  };
}

/**
 * To another bus the event goes as it came: EventBridge itself puts it, so that `aws.*` sources pass, once the target's
 * role or the other bus allows it.
 */
async function forward(house: House, arn: string, principal: Principal, parcels: RuleParcel[]): Promise<Outcome[]> {
  house.authorization.require(principal, 'events', [{ action: 'events:PutEvents', resource: arn }]);
  const Entries = parcels.map(({ envelope }) => ({
    Source: envelope.source,
    DetailType: envelope['detail-type'],
    Detail: JSON.stringify(envelope.detail),
    Time: envelope.time,
    Resources: envelope.resources,
    EventBusName: arn,
  }));
  const result = await house.aws.call<{ Entries: { ErrorCode?: string; ErrorMessage?: string }[] }>({
    service: 'events',
    operation: 'PutEvents',
    input: { Entries },
    principal: { kind: 'service', service: 'events.amazonaws.com' },
  });
  return result.Entries.map(({ ErrorCode, ErrorMessage }) =>
    ErrorCode ? new AwsError(ErrorCode, ErrorMessage ?? '') : undefined,
  );
}
