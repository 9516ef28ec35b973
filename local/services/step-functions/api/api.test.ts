import { describe, expect, it } from 'vitest';
import { checkSchema } from '../definition/schema-check.ts';
import {
  createMachine,
  fixture,
  LAMBDA_INVOKE,
  only,
  outcome,
  ROLE,
  startStandard,
} from '../step-functions-fixture.ts';

const pass = only({ Type: 'Pass' });
const wait = only({ Type: 'Wait', Seconds: 100 });

describe('CreateStateMachine', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['a missing target', { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' } } }, 'MISSING_TRANSITION_TARGET'],
    ['an unknown type', only({ Type: 'Activity' }), 'SCHEMA_VALIDATION_FAILED'],
    ['JSONPath in a JSONata machine', only({ Type: 'Pass', QueryLanguage: 'JSONPath' }), 'cannot use JSONPath'],
    [
      'an unsupported integration',
      only({ Type: 'Task', Resource: 'arn:aws:states:::batch:submitJob' }),
      'batch:submitJob is not supported',
    ],
    [
      'a distributed Map',
      only({
        Type: 'Map',
        ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, ...pass },
      }),
      'distributed Map is not supported',
    ],
    [
      'States.ALL before another rule',
      only({ Type: 'Task', Resource: LAMBDA_INVOKE, Retry: [{ ErrorEquals: ['States.ALL', 'X'] }] }),
      'States.ALL must appear alone',
    ],
    [
      'a backoff below 1',
      only({ Type: 'Task', Resource: LAMBDA_INVOKE, Retry: [{ ErrorEquals: ['X'], BackoffRate: 0.5 }] }),
      'BackoffRate',
    ],
    [
      'a heartbeat that is no shorter than the timeout',
      only({ Type: 'Task', Resource: LAMBDA_INVOKE, TimeoutSeconds: 5, HeartbeatSeconds: 5 }),
      'HeartbeatSeconds must be smaller',
    ],
    [
      'an outer variable assigned in a branch',
      {
        StartAt: 'Set',
        States: {
          Set: { Type: 'Pass', Assign: { v: 1 }, Next: 'Fork' },
          Fork: {
            Type: 'Parallel',
            Branches: [{ StartAt: 'In', States: { In: { Type: 'Pass', Assign: { v: 2 }, End: true } } }],
            End: true,
          },
        },
      },
      "variable 'v' belongs to the states around",
    ],
  ])('refuses %s', async (_name, definition, words) => {
    const refusal = createMachine(fixture(undefined, checkSchema), definition);
    await expect(refusal).rejects.toMatchObject({ code: 'InvalidDefinition', message: expect.stringContaining(words) });
  });

  it('refuses a token in an Express state machine', async () => {
    const definition = only({ Type: 'Task', Resource: `${LAMBDA_INVOKE}.waitForTaskToken` });
    await expect(createMachine(fixture(), definition, 'EXPRESS')).rejects.toMatchObject({
      message: expect.stringContaining("does not support '.waitForTaskToken'"),
    });
  });

  it('is idempotent for the same machine and refuses another one of that name', async () => {
    const at = fixture();
    const input = { name: 'one', definition: JSON.stringify({ QueryLanguage: 'JSONata', ...pass }), roleArn: ROLE };
    const first = await at.states('CreateStateMachine', input);
    expect(await at.states('CreateStateMachine', input)).toEqual(first);
    await expect(at.states('CreateStateMachine', { ...input, type: 'EXPRESS' })).rejects.toMatchObject({
      code: 'StateMachineAlreadyExists',
    });
    await expect(at.states('CreateStateMachine', { ...input, name: 'a b' })).rejects.toMatchObject({
      code: 'InvalidName',
    });
  });
});

describe('UpdateStateMachine', () => {
  it('changes later executions only', async () => {
    const at = fixture();
    const arn = await createMachine(at, only({ Type: 'Wait', Seconds: 10, Output: 'old' }));
    const { executionArn } = await at.states('StartExecution', { stateMachineArn: arn });
    const definition = JSON.stringify({ QueryLanguage: 'JSONata', ...only({ Type: 'Pass', Output: 'new' }) });
    const { revisionId } = await at.states('UpdateStateMachine', { stateMachineArn: arn, definition });
    expect(await at.states('DescribeStateMachine', { stateMachineArn: arn })).toMatchObject({ definition, revisionId });
    await at.restart();
    await at.advance(10);
    expect((await outcome(at, String(executionArn))).output).toBe('old');
    const next = await at.states('StartExecution', { stateMachineArn: arn });
    await at.settle();
    expect((await outcome(at, String(next.executionArn))).output).toBe('new');
  });
});

it('DeleteStateMachine ends its running executions as ABORTED', async () => {
  const at = fixture();
  const arn = await createMachine(at, wait);
  const { executionArn } = await at.states('StartExecution', { stateMachineArn: arn });
  await at.states('DeleteStateMachine', { stateMachineArn: arn });
  expect((await outcome(at, String(executionArn))).status).toBe('ABORTED');
  await expect(at.states('DescribeStateMachine', { stateMachineArn: arn })).rejects.toMatchObject({
    code: 'StateMachineDoesNotExist',
  });
});

describe('StartExecution', () => {
  it('answers the running execution of that name and input, and refuses any other of that name', async () => {
    const at = fixture();
    const stateMachineArn = await createMachine(at, wait);
    const start = (input: string) => at.states('StartExecution', { stateMachineArn, name: 'one', input });
    const first = await start('{"a":1}');
    expect(await start('{"a":1}')).toEqual(first);
    await expect(start('{"a":2}')).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
    await at.advance(100);
    await expect(start('{"a":1}')).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
  });

  it.each([
    ['not JSON', '{', 'InvalidExecutionInput'],
    ['too large', `"${'x'.repeat(262_143)}"`, 'ValidationException'],
  ])('refuses input that is %s', async (_name, input, code) => {
    const at = fixture();
    const stateMachineArn = await createMachine(at, pass);
    await expect(at.states('StartExecution', { stateMachineArn, input })).rejects.toMatchObject({ code });
  });
});

describe('StartSyncExecution', () => {
  it('answers dates in seconds, billing and status; only for Express', async () => {
    const at = fixture();
    const stateMachineArn = await createMachine(at, pass, 'EXPRESS');
    const answer = await at.states('StartSyncExecution', { stateMachineArn, input: '{"a":1}', name: 'n' });
    expect(answer).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"a":1}',
      startDate: at.house.clock.now() / 1000,
      billingDetails: { billedDurationInMilliseconds: 100, billedMemoryUsedInMB: 64 },
    });
    const standard = await createMachine(at, pass);
    await expect(at.states('StartSyncExecution', { stateMachineArn: standard })).rejects.toMatchObject({
      code: 'StateMachineTypeNotSupported',
    });
    await expect(at.states('DescribeExecution', { executionArn: answer.executionArn })).rejects.toMatchObject({
      code: 'InvalidArn',
    });
    await expect(at.states('GetExecutionHistory', { executionArn: answer.executionArn })).rejects.toMatchObject({
      code: 'InvalidArn',
    });
  });
});

describe('ListExecutions', () => {
  it('lists the newest first, by status, in pages', async () => {
    const at = fixture();
    const stateMachineArn = await createMachine(at, wait);
    for (const name of ['a', 'b', 'c']) {
      await at.states('StartExecution', { stateMachineArn, name });
      await at.advance(1);
    }
    const prefix = stateMachineArn.replace('stateMachine', 'execution');
    await at.states('StopExecution', { executionArn: `${prefix}:b`, error: 'Stopped', cause: 'by hand' });
    const first = await at.states('ListExecutions', { stateMachineArn, maxResults: 2 });
    const second = await at.states('ListExecutions', { stateMachineArn, maxResults: 2, nextToken: first.nextToken });
    const names = [first, second].flatMap(({ executions }) =>
      (executions as { name: string }[]).map(({ name }) => name),
    );
    expect(names).toEqual(['c', 'b', 'a']);
    const aborted = await at.states('ListExecutions', { stateMachineArn, statusFilter: 'ABORTED' });
    expect(aborted.executions).toMatchObject([{ name: 'b', status: 'ABORTED' }]);
    expect(await outcome(at, `${prefix}:b`)).toEqual({ status: 'ABORTED', error: 'Stopped', cause: 'by hand' });
  });
});

describe('GetExecutionHistory', () => {
  it('shows events with their details, also reversed, in pages and without data', async () => {
    const at = fixture();
    const executionArn = await startStandard(at, only({ Type: 'Pass', Assign: { v: 1 }, Output: 2 }), { a: 1 });
    const { events } = await at.states('GetExecutionHistory', { executionArn });
    expect(events).toEqual([
      expect.objectContaining({
        id: 1,
        previousEventId: 0,
        type: 'ExecutionStarted',
        executionStartedEventDetails: { input: '{"a":1}', inputDetails: { truncated: false }, roleArn: ROLE },
      }),
      expect.objectContaining({
        id: 2,
        previousEventId: 1,
        type: 'PassStateEntered',
        stateEnteredEventDetails: { name: 'Only', input: '{"a":1}', inputDetails: { truncated: false } },
      }),
      expect.objectContaining({
        id: 3,
        type: 'PassStateExited',
        stateExitedEventDetails: {
          name: 'Only',
          output: '2',
          outputDetails: { truncated: false },
          assignedVariables: { v: '1' },
          assignedVariablesDetails: { truncated: false },
        },
      }),
      expect.objectContaining({
        id: 4,
        type: 'ExecutionSucceeded',
        executionSucceededEventDetails: { output: '2', outputDetails: { truncated: false } },
      }),
    ]);
    const bare = await at.states('GetExecutionHistory', {
      executionArn,
      includeExecutionData: false,
      reverseOrder: true,
      maxResults: 2,
    });
    expect(bare.events).toEqual([
      expect.objectContaining({ id: 4, executionSucceededEventDetails: {} }),
      expect.objectContaining({ id: 3, stateExitedEventDetails: { name: 'Only' } }),
    ]);
    expect(bare.nextToken).toBeDefined();
  });
});

it('ValidateStateMachineDefinition says what is wrong', async () => {
  const at = fixture(undefined, checkSchema);
  expect(await at.states('ValidateStateMachineDefinition', { definition: '{' })).toMatchObject({
    result: 'FAIL',
    diagnostics: [{ severity: 'ERROR', code: 'INVALID_JSON_DESCRIPTION' }],
  });
  const definition = JSON.stringify({ QueryLanguage: 'JSONata', ...pass });
  expect(await at.states('ValidateStateMachineDefinition', { definition })).toMatchObject({
    result: 'OK',
    diagnostics: [],
  });
});
