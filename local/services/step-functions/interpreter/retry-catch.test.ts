import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../gateway/aws-error.ts';
import { FunctionError, fixture, LAMBDA_INVOKE, outcome, runSync, startStandard } from '../step-functions-fixture.ts';

const Caught = { Type: 'Succeed', Output: { caught: '{% $states.input %}' } };

const task = (fields: Record<string, unknown>) => ({
  StartAt: 'Call',
  States: {
    Call: { Type: 'Task', Resource: LAMBDA_INVOKE, Arguments: { FunctionName: 'f' }, End: true, ...fields },
    ...(fields.Catch ? { Caught } : {}),
  },
});

describe('Retry', () => {
  it('waits the interval, doubled by each attempt, then gives up with the last error', async () => {
    const at = fixture();
    const times: number[] = [];
    at.lambda.f = () => {
      times.push(at.house.clock.now());
      throw new FunctionError('Busy', 'try later');
    };
    const rule = { ErrorEquals: ['Busy'], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 2 };
    const arn = await startStandard(at, task({ Retry: [rule] }));
    await at.advance(60);
    expect(times.map((time) => (time - (times[0] ?? 0)) / 1000)).toEqual([0, 2, 8]);
    expect(await outcome(at, arn)).toMatchObject({ status: 'FAILED', error: 'Busy' });
  });

  it('counts each rule by itself', async () => {
    const at = fixture();
    const errors = ['A', 'B', 'A', 'B'];
    at.lambda.f = () => {
      const name = errors.shift();
      if (name) throw new FunctionError(name, name);
      return 'done';
    };
    const rules = ['A', 'B'].map((name) => ({ ErrorEquals: [name], IntervalSeconds: 1, MaxAttempts: 2 }));
    const arn = await startStandard(at, task({ Retry: rules, Output: '{% $states.context.State.RetryCount %}' }));
    await at.advance(60);
    expect(await outcome(at, arn)).toEqual({ status: 'SUCCEEDED', output: 4 });
  });

  it('is still due after a restart', async () => {
    const at = fixture();
    let attempts = 0;
    at.lambda.f = () => {
      attempts += 1;
      if (attempts === 1) throw new FunctionError('Busy', '');
      return 'ok';
    };
    const arn = await startStandard(at, task({ Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 10 }] }));
    await at.restart();
    await at.advance(9);
    expect(attempts).toBe(1);
    await at.advance(1);
    expect(await outcome(at, arn)).toMatchObject({ status: 'SUCCEEDED' });
  });
});

describe('Catch', () => {
  it("hands on the function's error type and its whole payload as the cause", async () => {
    const at = fixture();
    at.lambda.f = () => {
      throw new FunctionError('UnknownProduct', 'no such product');
    };
    const Catch = [
      { ErrorEquals: ['Other'], Next: 'Call' },
      {
        ErrorEquals: ['UnknownProduct'],
        Next: 'Caught',
        Output: '{% $parse($states.errorOutput.Cause).errorMessage %}',
      },
    ];
    expect((await runSync(at, task({ Catch }))).output).toEqual({ caught: 'no such product' });
  });

  it('without Output hands on Error and Cause', async () => {
    const at = fixture();
    at.lambda.f = () => {
      throw new FunctionError('Boom', 'b');
    };
    const answer = await runSync(at, task({ Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'Caught' }] }));
    expect(answer.output).toMatchObject({
      caught: { Error: 'Boom', Cause: expect.stringContaining('"errorMessage":"b"') },
    });
  });

  it('catches a service error by its AWS name, and comes after the retries', async () => {
    const at = fixture();
    at.lambda.f = () => {
      throw new AwsError('TooManyRequestsException', 'slow down', { status: 429 });
    };
    const name = 'Lambda.TooManyRequestsException';
    const arn = await startStandard(
      at,
      task({
        Retry: [{ ErrorEquals: [name], MaxAttempts: 1 }],
        Catch: [
          { ErrorEquals: [name], Next: 'Caught', Assign: { seen: true }, Output: '{% $states.errorOutput.Error %}' },
        ],
      }),
    );
    await at.advance(2);
    expect(at.calls.filter(({ service }) => service === 'lambda')).toHaveLength(2);
    expect((await outcome(at, arn)).output).toEqual({ caught: name });
  });

  it('catches a failing expression of its own state', async () => {
    const at = fixture();
    const answer = await runSync(
      at,
      task({
        Arguments: '{% $states.input.none %}',
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught', Output: 1 }],
      }),
    );
    expect(answer.output).toEqual({ caught: 1 });
  });
});

describe('time limits', () => {
  it('end a task with States.Timeout', async () => {
    const at = fixture();
    at.lambda.f = () => {};
    const arn = await startStandard(
      at,
      task({ Resource: `${LAMBDA_INVOKE}.waitForTaskToken`, TimeoutSeconds: '{% 10 %}' }),
    );
    await at.advance(9);
    expect((await outcome(at, arn)).status).toBe('RUNNING');
    await at.restart();
    await at.advance(1);
    expect(await outcome(at, arn)).toEqual({ status: 'FAILED', error: 'States.Timeout' });
  });

  it('end the execution as TIMED_OUT, also across a restart', async () => {
    const at = fixture();
    const arn = await startStandard(at, {
      TimeoutSeconds: 30,
      StartAt: 'W',
      States: { W: { Type: 'Wait', Seconds: 100, End: true } },
    });
    await at.advance(10);
    await at.restart();
    await at.advance(20);
    expect((await outcome(at, arn)).status).toBe('TIMED_OUT');
  });
});

describe('the payload limit', () => {
  it('fails with States.DataLimitExceeded, which States.ALL does not catch', async () => {
    const at = fixture();
    at.lambda.f = () => 'x'.repeat(262_144);
    const answer = await runSync(at, task({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }] }));
    expect(answer).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });
});
