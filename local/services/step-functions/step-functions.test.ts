import { describe, expect, it } from 'vitest';
import { eventTypes, fixture, LAMBDA_INVOKE, outcome, runSync, startStandard } from './step-functions-fixture.ts';

describe('StartSyncExecution', () => {
  it('runs Choice, Pass, Task and Parallel in JSONata and answers their output', async () => {
    const at = fixture();
    at.lambda.double = (event) => ({ doubled: (event as { n: number }).n * 2 });
    const answer = await runSync(
      at,
      {
        StartAt: 'Check',
        States: {
          Check: {
            Type: 'Choice',
            Choices: [
              { Condition: '{% $states.input.n > 1 %}', Next: 'Double', Assign: { seen: '{% $states.input.n %}' } },
            ],
            Default: 'TooSmall',
          },
          Double: {
            Type: 'Task',
            Resource: LAMBDA_INVOKE,
            Arguments: { FunctionName: 'double', Payload: { n: '{% $states.input.n %}' } },
            Output: '{% $states.result.Payload %}',
            Next: 'Both',
          },
          Both: {
            Type: 'Parallel',
            Branches: [
              {
                StartAt: 'A',
                States: { A: { Type: 'Pass', Output: { a: '{% $states.input.doubled + $seen %}' }, End: true } },
              },
              { StartAt: 'B', States: { B: { Type: 'Pass', Output: '{% $states.input.doubled %}', End: true } } },
            ],
            End: true,
          },
          TooSmall: { Type: 'Fail', Error: 'TooSmall', Cause: '{% "got " & $states.input.n %}' },
        },
      },
      { n: 4 },
    );
    expect(answer).toEqual({ status: 'SUCCEEDED', output: [{ a: 12 }, 8] });
  });
});

describe('a task token', () => {
  it('outlives a restart, and its outcome goes on with the execution', async () => {
    const at = fixture();
    let token = '';
    at.lambda.ask = (event) => {
      token = (event as { token: string }).token;
    };
    const arn = await startStandard(at, {
      StartAt: 'Ask',
      States: {
        Ask: {
          Type: 'Task',
          Resource: `${LAMBDA_INVOKE}.waitForTaskToken`,
          TimeoutSeconds: 100,
          Arguments: { FunctionName: 'ask', Payload: { token: '{% $states.context.Task.Token %}' } },
          Output: { answer: '{% $states.result %}' },
          End: true,
        },
      },
    });
    await at.restart();
    expect(await outcome(at, arn)).toEqual({ status: 'RUNNING' });
    await at.states('SendTaskSuccess', { taskToken: token, output: '{"approved":true}' });
    await at.settle();
    expect(await outcome(at, arn)).toEqual({ status: 'SUCCEEDED', output: { answer: { approved: true } } });
    expect(at.calls.filter(({ service }) => service === 'lambda')).toHaveLength(1);
    expect(await eventTypes(at, arn)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });
});
