import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Service } from '../../gateway/service.ts';
import { testHouse } from '../../testing/house.ts';
import { createSns } from '../sns/sns.ts';
import { createSqs } from '../sqs/sqs.ts';
import { createCloudWatch } from './cloudwatch.ts';
import { countedMetrics } from './counted-metrics.ts';

type House = ReturnType<typeof testHouse>;

let house: House;
let cloudwatch: Service;
let topicArn: string;
let queueUrl: string;
/** What subscribers of the topic got. */
let told: { Subject: string; Message: string }[];

const call = <Output = Record<string, unknown>>(
  service: string,
  operation: string,
  input: Record<string, unknown> = {},
) => house.aws.call<Output>({ service, operation, input, principal: { kind: 'account' } });

const context = { stackId: 'x', stackName: 'x', logicalId: 'Alarm', tags: {}, generateName: () => 'made-up' };

const createAlarm = async (more: Record<string, unknown> = {}) => {
  const provider = cloudwatch.resources?.['AWS::CloudWatch::Alarm'];
  const properties = {
    AlarmName: 'depth',
    AlarmDescription: 'Something lies there.',
    Namespace: 'AWS/SQS',
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Dimensions: [{ Name: 'QueueName', Value: 'dead' }],
    Statistic: 'Maximum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
    AlarmActions: [topicArn],
    OKActions: [topicArn],
    ...more,
  };
  await provider?.create(properties, context);
};

type Described = { AlarmName: string; StateValue: string; StateReason: string };
const alarm = async (name = 'depth'): Promise<Described | undefined> => {
  const { MetricAlarms } = await call<{ MetricAlarms: Described[] }>('monitoring', 'DescribeAlarms');
  return MetricAlarms.find(({ AlarmName }) => AlarmName === name);
};

const pass = (minutes: number) =>
  house.clock.advanceTo(house.clock.now() + minutes * 60_000, () => house.activity.idle());

beforeEach(async () => {
  house = testHouse();
  told = [];
  const sns = createSns(house, {
    async send(shipments) {
      told.push(...shipments.map(({ payload }) => JSON.parse(payload)));
      return shipments.map(() => undefined);
    },
  });
  cloudwatch = createCloudWatch(house);
  for (const service of [createSqs(house), sns, cloudwatch]) house.add(service);
  ({ TopicArn: topicArn } = await call<{ TopicArn: string }>('sns', 'CreateTopic', { Name: 'operators' }));
  await call('sns', 'Subscribe', {
    TopicArn: topicArn,
    Protocol: 'sqs',
    Endpoint: 'arn:aws:sqs:us-east-1:000000000000:x',
  });
  ({ QueueUrl: queueUrl } = await call<{ QueueUrl: string }>('sqs', 'CreateQueue', { QueueName: 'dead' }));
});

describe('an alarm', () => {
  it('knows nothing at first, is evaluated when the minute is over, and rings while its cause lasts', async () => {
    await createAlarm();
    expect(await alarm()).toMatchObject({ StateValue: 'INSUFFICIENT_DATA' });
    await pass(1);
    expect(await alarm()).toMatchObject({ StateValue: 'OK' });
    await call('sqs', 'SendMessage', { QueueUrl: queueUrl, MessageBody: 'x' });
    await pass(1);
    expect(await alarm()).toMatchObject({ StateValue: 'ALARM' });
    expect((await alarm())?.StateReason).toMatch(
      /1 out of the last 1 datapoints \[1 .*\] was greater than or equal to/,
    );
    await call('sqs', 'PurgeQueue', { QueueUrl: queueUrl });
    await pass(1);
    expect(await alarm()).toMatchObject({ StateValue: 'OK' });
    expect(told.map(({ Subject }) => Subject)).toEqual(
      ['OK', 'ALARM', 'OK'].map((state) => `${state}: "depth" in us-east-1`),
    );
    expect(JSON.parse(told[1]?.Message ?? '')).toMatchObject({
      AlarmName: 'depth',
      OldStateValue: 'OK',
      NewStateValue: 'ALARM',
      AlarmDescription: 'Something lies there.',
    });
    const { AlarmHistoryItems } = await call<{ AlarmHistoryItems: { HistorySummary: string }[] }>(
      'monitoring',
      'DescribeAlarmHistory',
      { AlarmName: 'depth' },
    );
    expect(AlarmHistoryItems.map(({ HistorySummary }) => HistorySummary)).toEqual([
      'Alarm updated from ALARM to OK',
      'Alarm updated from OK to ALARM',
      'Alarm updated from INSUFFICIENT_DATA to OK',
    ]);
  });

  it('adds up what an expression names, filling what says nothing', async () => {
    const stat = (name: string) => ({
      Metric: {
        Namespace: 'AWS/States',
        MetricName: name,
        Dimensions: [{ Name: 'StateMachineArn', Value: 'arn:machine' }],
      },
      Period: 60,
      Stat: 'Sum',
    });
    await createAlarm({
      AlarmName: 'sum',
      Namespace: undefined,
      MetricName: undefined,
      Threshold: 2,
      Metrics: [
        { Id: 'all', Expression: 'FILL(a,0)+FILL(b,0)' },
        { Id: 'a', MetricStat: stat('ExecutionsFailed'), ReturnData: false },
        { Id: 'b', MetricStat: stat('ExecutionsTimedOut'), ReturnData: false },
      ],
    });
    house.meter.record('AWS/States', 'ExecutionsFailed', { StateMachineArn: 'arn:machine' });
    await pass(1);
    expect(await alarm('sum')).toMatchObject({ StateValue: 'OK' });
    house.meter.record('AWS/States', 'ExecutionsFailed', { StateMachineArn: 'arn:machine' });
    house.meter.record('AWS/States', 'ExecutionsTimedOut', { StateMachineArn: 'arn:machine' });
    await pass(1);
    expect(await alarm('sum')).toMatchObject({ StateValue: 'ALARM' });
  });

  it.each([
    ['a metric that is not counted here', { Namespace: 'AWS/DynamoDB', MetricName: 'WriteThrottleEvents' }],
    ['a metric under other dimensions', { Dimensions: [{ Name: 'Region', Value: 'x' }] }],
    ['a percentile', { Statistic: undefined, ExtendedStatistic: 'p99' }],
    ['a period under a minute', { Period: 10 }],
    ['math beyond sums', { MetricName: undefined, Metrics: [{ Id: 'a', Expression: 'RATE(b)' }] }],
  ])('stays undecided and says why over %s', async (_, more) => {
    await createAlarm(more);
    await pass(3);
    expect(await alarm()).toMatchObject({ StateValue: 'INSUFFICIENT_DATA' });
    expect((await alarm())?.StateReason).toContain('The local endpoint cannot tell');
  });

  it('keeps its state over a restart', async () => {
    await createAlarm();
    await call('sqs', 'SendMessage', { QueueUrl: queueUrl, MessageBody: 'x' });
    await pass(1);
    house.add(createCloudWatch(house));
    expect(await alarm()).toMatchObject({ StateValue: 'ALARM' });
  });

  it('tells topics alone', async () => {
    await expect(createAlarm({ AlarmActions: ['arn:aws:automate:us-east-1:ec2:reboot'] })).rejects.toThrow(
      /alarm action/,
    );
  });
});

describe('metrics', () => {
  it('that are counted are all named in the README', () => {
    const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
    const rows = readme.split('\n').filter((line) => line.startsWith('| AWS/'));
    const unnamed = countedMetrics().filter((metric) => {
      const [namespace = '', name = ''] = metric.split(' ');
      return !rows.some((row) => row.startsWith(`| ${namespace} `) && row.includes(name));
    });
    expect(unnamed).toEqual([]);
  });

  it('can be read by the minute and by longer periods', async () => {
    const dimensions = { FunctionName: 'f' };
    await createAlarm();
    for (const value of [1, 3]) {
      house.meter.record('AWS/Lambda', 'Errors', dimensions, value);
      await pass(1);
    }
    const start = house.clock.now() - 600_000;
    const metric = {
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Dimensions: [{ Name: 'FunctionName', Value: 'f' }],
    };
    const read = (Period: number) =>
      call<{ Datapoints: Record<string, unknown>[] }>('monitoring', 'GetMetricStatistics', {
        ...metric,
        ...{ StartTime: start / 1000, EndTime: house.clock.now() / 1000, Period, Statistics: ['Sum', 'Maximum'] },
      });
    expect((await read(60)).Datapoints).toMatchObject([
      { Sum: 1, Maximum: 1 },
      { Sum: 3, Maximum: 3 },
    ]);
    expect((await read(300)).Datapoints).toMatchObject([{ Sum: 4, Maximum: 3 }]);
  });

  it('that nobody counts are refused by name', async () => {
    const input = {
      Namespace: 'AWS/DynamoDB',
      MetricName: 'ConsumedReadCapacityUnits',
      Period: 60,
      Statistics: ['Sum'],
    };
    await expect(call('monitoring', 'GetMetricStatistics', { ...input, StartTime: 0, EndTime: 60 })).rejects.toThrow(
      /AWS\/DynamoDB ConsumedReadCapacityUnits/,
    );
  });
});
