import { describe, expect, it, vi } from 'vitest';
import { AwsError } from '../../../gateway/aws-error.ts';
import { createMachine, type Fixture, fixture, only, startStandard } from '../step-functions-fixture.ts';

const details = (at: Fixture) =>
  at.calls
    .filter(({ operation }) => operation === 'PutEvents')
    .map(
      ({ input }) => JSON.parse((input.Entries as { Detail: string }[])[0]?.Detail ?? '{}') as Record<string, unknown>,
    );

describe('status change events', () => {
  it('tell the start and the end of a Standard execution', async () => {
    const at = fixture();
    const executionArn = await startStandard(at, only({ Type: 'Fail', Error: 'E', Cause: 'c' }), { a: 1 });
    const now = at.house.clock.now();
    expect(details(at)).toMatchObject([
      { executionArn, status: 'RUNNING', startDate: now, stopDate: null, input: '{"a":1}' },
      { executionArn, status: 'FAILED', startDate: now, stopDate: now, error: 'E', cause: 'c', output: null },
    ]);
    expect(at.calls[0]?.input).toMatchObject({
      Entries: [
        { Source: 'aws.states', DetailType: 'Step Functions Execution Status Change', Resources: [executionArn] },
      ],
    });
  });

  it('that cannot be delivered do not fail the execution', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const at = fixture();
    at.answers['events:PutEvents'] = () => {
      throw new AwsError('InternalFailure', 'down');
    };
    const executionArn = await startStandard(at, only({ Type: 'Pass' }));
    expect(await at.states('DescribeExecution', { executionArn })).toMatchObject({ status: 'SUCCEEDED' });
    expect(warn).toHaveBeenCalledTimes(2);
    warn.mockRestore();
  });
});

const logging = (level: string, includeExecutionData: boolean, group = 'group') => ({
  loggingConfiguration: {
    level,
    includeExecutionData,
    destinations: [
      { cloudWatchLogsLogGroup: { logGroupArn: `arn:aws:logs:us-east-1:000000000000:log-group:${group}:*` } },
    ],
  },
});

const run = async (at: Fixture, configuration: Record<string, unknown>, state: Record<string, unknown>) => {
  const stateMachineArn = await createMachine(at, only(state), 'EXPRESS', configuration);
  return at.states('StartSyncExecution', { stateMachineArn, input: '{"secret":1}' });
};

const logged = (at: Fixture) =>
  at.calls
    .filter(({ operation }) => operation === 'PutLogEvents')
    .flatMap(({ input }) =>
      (input.logEvents as { message: string }[]).map(({ message }) => JSON.parse(message) as Record<string, unknown>),
    );

describe('the log of an Express execution', () => {
  it('at ALL holds every event, with data only where that is included', async () => {
    const at = fixture();
    await run(at, logging('ALL', true), { Type: 'Pass' });
    expect(logged(at).map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'PassStateEntered',
      'PassStateExited',
      'ExecutionSucceeded',
    ]);
    expect(JSON.stringify(logged(at))).toContain('secret');
    const bare = fixture();
    await run(bare, logging('ALL', false), { Type: 'Pass' });
    expect(JSON.stringify(logged(bare))).not.toContain('secret');
  });

  it('at ERROR holds what failed', async () => {
    const at = fixture();
    await run(at, logging('ERROR', false), { Type: 'Fail', Error: 'E' });
    expect(logged(at)).toMatchObject([{ type: 'ExecutionFailed', details: { error: 'E' } }]);
  });

  it('that cannot be written is warned of, and fails nothing', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const at = fixture();
    at.answers['logs:CreateLogStream'] = () => {
      throw new AwsError('ResourceNotFoundException', 'no such group');
    };
    expect(await run(at, logging('ALL', false, 'missing'), { Type: 'Pass' })).toMatchObject({ status: 'SUCCEEDED' });
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('missing'));
    warn.mockRestore();
  });

  it('is written for a Standard execution once it has ended', async () => {
    const at = fixture();
    const stateMachineArn = await createMachine(
      at,
      only({ Type: 'Wait', Seconds: 5 }),
      'STANDARD',
      logging('ALL', false),
    );
    await at.states('StartExecution', { stateMachineArn });
    await at.advance(5);
    expect(logged(at).map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'WaitStateEntered',
      'WaitStateExited',
      'ExecutionSucceeded',
    ]);
  });
});
