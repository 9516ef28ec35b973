import { AwsError } from '../../gateway/aws-error.ts';
import type { Operation } from '../../gateway/service.ts';
import type { Alarm } from './alarm.ts';
import type { Alarms, StateChange } from './alarms.ts';
import type { StateValue } from './evaluate.ts';
import { listOf } from './input.ts';

type Input = Record<string, unknown>;

const MOST = 100;
const STATES: StateValue[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

const shown = ({ name, arn, properties, actionsEnabled, state, reason, stateUpdatedAt, updatedAt }: Alarm) => {
  const { AlarmName: _named, Tags: _tags, ...definition } = properties;
  return {
    ...definition,
    AlarmName: name,
    AlarmArn: arn,
    ActionsEnabled: actionsEnabled,
    StateValue: state,
    StateReason: reason,
    StateUpdatedTimestamp: new Date(stateUpdatedAt),
    StateTransitionedTimestamp: new Date(stateUpdatedAt),
    AlarmConfigurationUpdatedTimestamp: new Date(updatedAt),
  };
};

const historyItem = ({ alarmName, at, from, to, reason }: StateChange) => ({
  AlarmName: alarmName,
  AlarmType: 'MetricAlarm',
  Timestamp: new Date(at),
  HistoryItemType: 'StateUpdate',
  HistorySummary: `Alarm updated from ${from} to ${to}`,
  HistoryData: JSON.stringify({
    version: '1.0',
    oldState: { stateValue: from },
    newState: { stateValue: to, stateReason: reason },
  }),
});

/** A page of at most `most`, from the entry that the token names. */
const page = <Item>(items: Item[], { MaxRecords, NextToken }: Input, token: string) => {
  const most = MaxRecords === undefined ? MOST : Number(MaxRecords);
  if (!Number.isInteger(most) || most < 1 || most > MOST)
    throw new AwsError('ValidationError', `MaxRecords must be between 1 and ${MOST}.`);
  const from = NextToken === undefined ? 0 : Number(NextToken);
  if (!Number.isInteger(from) || from < 0 || from > items.length)
    throw new AwsError('InvalidNextToken', 'Invalid token.');
  const next = from + most;
  return { [token]: items.slice(from, next), ...(next < items.length && { NextToken: String(next) }) };
};

export const alarmOperations = (alarms: Alarms): Record<string, Operation> => ({
  DescribeAlarms(input: Input) {
    const { AlarmNamePrefix = '', StateValue, ActionPrefix = '' } = input as Record<string, string | undefined>;
    const names = input.AlarmNames === undefined ? undefined : listOf(input.AlarmNames).map(String);
    const found = alarms
      .all()
      .filter(({ name }) => name.startsWith(AlarmNamePrefix) && (names === undefined || names.includes(name)))
      .filter(({ state }) => StateValue === undefined || state === StateValue)
      .filter(
        ({ properties }) =>
          ActionPrefix === '' ||
          listOf(properties.AlarmActions).some((action) => String(action).startsWith(ActionPrefix)),
      );
    return { ...page(found.map(shown), input, 'MetricAlarms'), CompositeAlarms: [] };
  },

  DescribeAlarmHistory(input: Input) {
    const names = input.AlarmName === undefined ? alarms.all().map(({ name }) => name) : [String(input.AlarmName)];
    const changes = names.flatMap((name) => alarms.history(name)).sort((a, b) => b.at - a.at);
    return page(changes.map(historyItem), input, 'AlarmHistoryItems');
  },

  /** Until the next evaluation: a way to see whether the mail arrives. */
  SetAlarmState({ AlarmName, StateValue, StateReason }: Input) {
    const alarm = alarms.require(AlarmName);
    const state = STATES.find((each) => each === StateValue);
    if (!state || typeof StateReason !== 'string')
      throw new AwsError('ValidationError', 'SetAlarmState needs a StateValue and a StateReason.');
    if (state !== alarm.state) alarms.change(alarm, state, StateReason);
  },

  EnableAlarmActions: ({ AlarmNames }: Input) => alarms.enableActions(listOf(AlarmNames).map(String), true),
  DisableAlarmActions: ({ AlarmNames }: Input) => alarms.enableActions(listOf(AlarmNames).map(String), false),
});
