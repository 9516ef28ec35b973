import type { House } from '../../gateway/service.ts';
import { type Alarm, actionsFor } from './alarm.ts';
import type { StateValue } from './evaluate.ts';

const LONGEST_SUBJECT = 100;

const utc = (instant: number): string => new Date(instant).toUTCString();

/** For people, as CloudWatch words its mails. */
const mailText = (alarm: Alarm, region: string, before: StateValue): string =>
  [
    `You are receiving this email because your Amazon CloudWatch Alarm "${alarm.name}" in the ${region} region has entered`,
    `the ${alarm.state} state, because "${alarm.reason}" at "${utc(alarm.stateUpdatedAt)}".`,
    '',
    'Alarm Details:',
    `- Name:                       ${alarm.name}`,
    `- Description:                ${alarm.properties.AlarmDescription ?? ''}`,
    `- State Change:               ${before} -> ${alarm.state}`,
    `- Reason for State Change:    ${alarm.reason}`,
    `- Timestamp:                  ${utc(alarm.stateUpdatedAt)}`,
    `- Alarm Arn:                  ${alarm.arn}`,
  ].join('\n');

/** For programs, as CloudWatch shapes it. */
const messageJson = (alarm: Alarm, { account, region }: House, before: StateValue): string => {
  const { properties } = alarm;
  return JSON.stringify({
    AlarmName: alarm.name,
    AlarmDescription: properties.AlarmDescription ?? null,
    AWSAccountId: account,
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.updatedAt).toISOString(),
    NewStateValue: alarm.state,
    NewStateReason: alarm.reason,
    StateChangeTime: new Date(alarm.stateUpdatedAt).toISOString(),
    Region: region,
    AlarmArn: alarm.arn,
    OldStateValue: before,
    OKActions: properties.OKActions ?? [],
    AlarmActions: properties.AlarmActions ?? [],
    InsufficientDataActions: properties.InsufficientDataActions ?? [],
    Trigger: {
      MetricName: properties.MetricName,
      Namespace: properties.Namespace,
      Metrics: properties.Metrics,
      Period: properties.Period,
      EvaluationPeriods: properties.EvaluationPeriods,
      DatapointsToAlarm: properties.DatapointsToAlarm,
      ComparisonOperator: properties.ComparisonOperator,
      Threshold: properties.Threshold,
      TreatMissingData: properties.TreatMissingData ?? 'missing',
    },
  });
};

/** Tells the topics of the state that an alarm has come into. CloudWatch does not repeat what a topic refused. */
export const notify = async (house: House, alarm: Alarm, before: StateValue): Promise<void> => {
  if (!alarm.actionsEnabled) return;
  const Message = JSON.stringify({
    default: messageJson(alarm, house, before),
    email: mailText(alarm, house.region, before),
  });
  const Subject = `${alarm.state}: "${alarm.name}" in ${house.region}`.slice(0, LONGEST_SUBJECT);
  for (const TopicArn of actionsFor(alarm, alarm.state)) {
    try {
      await house.aws.call({
        service: 'sns',
        operation: 'Publish',
        input: { TopicArn, Subject, Message, MessageStructure: 'json' },
        principal: { kind: 'service', service: 'cloudwatch.amazonaws.com', sourceArn: alarm.arn },
      });
    } catch (error) {
      console.warn(`The alarm ${alarm.name} could not tell ${TopicArn}: ${(error as Error).message}`);
    }
  }
};
