import { describe, expect, it } from 'vitest';
import {
  type Fixture,
  FunctionError,
  fixture,
  history,
  LAMBDA_INVOKE,
  only,
  outcome,
  startStandard,
} from '../step-functions-fixture.ts';

const waiting = async (at: Fixture, fields: Record<string, unknown> = {}) => {
  let token = '';
  at.lambda.ask = (event) => {
    token = String((event as { token: unknown }).token);
  };
  const executionArn = await startStandard(
    at,
    only({
      Type: 'Task',
      Resource: `${LAMBDA_INVOKE}.waitForTaskToken`,
      Arguments: { FunctionName: 'ask', Payload: { token: '{% $states.context.Task.Token %}' } },
      ...fields,
    }),
  );
  return { executionArn, token };
};

describe('SendTaskFailure', () => {
  it("fails the task with the caller's error and cause", async () => {
    const at = fixture();
    const { executionArn, token } = await waiting(at);
    await at.states('SendTaskFailure', { taskToken: token, error: 'Rejected', cause: 'too dear' });
    await at.settle();
    expect(await outcome(at, executionArn)).toEqual({ status: 'FAILED', error: 'Rejected', cause: 'too dear' });
  });
});

describe('SendTaskHeartbeat', () => {
  it('puts the heartbeat deadline off; without it the task fails with States.HeartbeatTimeout', async () => {
    const at = fixture();
    const { executionArn, token } = await waiting(at, { HeartbeatSeconds: 10 });
    await at.advance(8);
    await at.states('SendTaskHeartbeat', { taskToken: token });
    await at.restart();
    await at.advance(9);
    expect((await outcome(at, executionArn)).status).toBe('RUNNING');
    await at.advance(1);
    expect(await outcome(at, executionArn)).toEqual({ status: 'FAILED', error: 'States.HeartbeatTimeout' });
  });
});

describe('SendTaskSuccess', () => {
  it('refuses what is no token, what was never issued, and output that is no JSON', async () => {
    const at = fixture();
    const { token } = await waiting(at);
    const other = await waiting(fixture());
    const send = (taskToken: string, output: string) => at.states('SendTaskSuccess', { taskToken, output });
    await expect(send('nonsense', '{}')).rejects.toMatchObject({ code: 'InvalidToken' });
    await expect(send(other.token, '{}')).rejects.toMatchObject({ code: 'TaskDoesNotExist' });
    await expect(send(token, '{oops')).rejects.toMatchObject({ code: 'InvalidOutput' });
    await expect(send(token, `"${'x'.repeat(262_145)}"`)).rejects.toMatchObject({ code: 'InvalidOutput' });
  });

  it('is refused with TaskTimedOut the second time, and once the task has ended', async () => {
    const at = fixture();
    const first = await waiting(at);
    await at.states('SendTaskSuccess', { taskToken: first.token, output: '1' });
    await expect(at.states('SendTaskSuccess', { taskToken: first.token, output: '2' })).rejects.toMatchObject({
      code: 'TaskTimedOut',
    });
    const second = await waiting(at, { TimeoutSeconds: 5 });
    await at.advance(5);
    await expect(at.states('SendTaskSuccess', { taskToken: second.token, output: '2' })).rejects.toMatchObject({
      code: 'TaskTimedOut',
    });
    const third = await waiting(at);
    await at.states('StopExecution', { executionArn: third.executionArn });
    await expect(at.states('SendTaskHeartbeat', { taskToken: third.token })).rejects.toMatchObject({
      code: 'TaskTimedOut',
    });
  });

  it('counts when it comes before the call that carried the token has ended', async () => {
    const at = fixture();
    at.lambda.ask = async (event) => {
      await at.states('SendTaskSuccess', { taskToken: (event as { token: string }).token, output: '"early"' });
    };
    const arn = await startStandard(
      at,
      only({
        Type: 'Task',
        Resource: `${LAMBDA_INVOKE}.waitForTaskToken`,
        Arguments: { FunctionName: 'ask', Payload: { token: '{% $states.context.Task.Token %}' } },
      }),
    );
    expect(await outcome(at, arn)).toEqual({ status: 'SUCCEEDED', output: 'early' });
  });

  it('that was answered just before the process died is not lost', async () => {
    const at = fixture();
    const { executionArn, token } = await waiting(at);
    const answered = at.states('SendTaskSuccess', { taskToken: token, output: '7' });
    const restarted = at.restart();
    await Promise.all([answered, restarted]);
    await at.settle();
    expect(await outcome(at, executionArn)).toEqual({ status: 'SUCCEEDED', output: 7 });
  });
});

it('a failing call fails the task, whatever its token', async () => {
  const at = fixture();
  at.lambda.ask = () => {
    throw new FunctionError('Boom', 'b');
  };
  const arn = await startStandard(
    at,
    only({ Type: 'Task', Resource: `${LAMBDA_INVOKE}.waitForTaskToken`, Arguments: { FunctionName: 'ask' } }),
  );
  expect(await outcome(at, arn)).toMatchObject({ status: 'FAILED', error: 'Boom' });
});

it('the history holds the token only where execution data is included', async () => {
  const at = fixture();
  const { executionArn, token } = await waiting(at);
  expect(JSON.stringify(await history(at, executionArn))).toContain(token);
  const bare = await at.states('GetExecutionHistory', { executionArn, includeExecutionData: false });
  expect(JSON.stringify(bare)).not.toContain(token);
});
