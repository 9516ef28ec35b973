import { describe, expect, it } from 'vitest';
import { fixture, LAMBDA_INVOKE, only, outcome, runSync, startStandard } from '../../step-functions-fixture.ts';

describe('Choice', () => {
  const choose = (Choices: unknown[], Default?: string) => ({
    StartAt: 'Choose',
    States: {
      Choose: { Type: 'Choice', Choices, ...(Default ? { Default } : {}), Output: 'by default' },
      End: { Type: 'Succeed' },
    },
  });

  it('takes the first rule whose condition holds, with its own Output', async () => {
    const rules = [1, 2].map((n) => ({ Condition: `{% $states.input = ${n} %}`, Output: `rule ${n}`, Next: 'End' }));
    expect((await runSync(fixture(), choose(rules), 2)).output).toBe('rule 2');
    expect((await runSync(fixture(), choose(rules, 'End'), 3)).output).toBe('by default');
  });

  it('without a match or a default fails with States.NoChoiceMatched', async () => {
    const answer = await runSync(fixture(), choose([{ Condition: '{% false %}', Next: 'End' }]));
    expect(answer).toMatchObject({ status: 'FAILED', error: 'States.NoChoiceMatched' });
  });

  it('refuses a condition that is no boolean', async () => {
    const answer = await runSync(fixture(), choose([{ Condition: '{% 1 %}', Next: 'End' }]));
    expect(answer.error).toBe('States.QueryEvaluationError');
  });
});

describe('Wait', () => {
  it.each<[string, Record<string, unknown>]>([
    ['Seconds', { Seconds: 60 }],
    ['an expression', { Seconds: '{% $states.input.n %}' }],
    ['a Timestamp', { Timestamp: '2026-01-05T09:01:00Z' }],
  ])('for %s goes on at its due time, whatever restarts between', async (_name, fields) => {
    const at = fixture();
    const arn = await startStandard(at, only({ Type: 'Wait', ...fields }), { n: 60 });
    await at.advance(30);
    await at.restart();
    await at.advance(29);
    expect((await outcome(at, arn)).status).toBe('RUNNING');
    await at.advance(1);
    expect(await outcome(at, arn)).toEqual({ status: 'SUCCEEDED', output: { n: 60 } });
  });

  it('refuses a negative or fractional number of seconds', async () => {
    for (const seconds of [-1, 1.5]) {
      const answer = await runSync(fixture(), only({ Type: 'Wait', Seconds: `{% ${seconds} %}` }));
      expect(answer.error).toBe('States.QueryEvaluationError');
    }
  });
});

describe('Fail', () => {
  it('ends with the error and cause that it evaluates', async () => {
    const answer = await runSync(
      fixture(),
      only({ Type: 'Fail', Error: 'Bad', Cause: '{% "was " & $states.input %}' }),
      'x',
    );
    expect(answer).toEqual({ status: 'FAILED', error: 'Bad', cause: 'was x' });
  });
});

const branch = (name: string, state: Record<string, unknown>) => ({
  StartAt: name,
  States: { [name]: { ...state, End: true } },
});

describe('Parallel', () => {
  it('gives each branch its Arguments and answers their outputs in order', async () => {
    const at = fixture();
    const arn = await startStandard(
      at,
      only({
        Type: 'Parallel',
        Arguments: { v: '{% $states.input.n + 1 %}' },
        Branches: [branch('Slow', { Type: 'Wait', Seconds: 5 }), branch('Quick', { Type: 'Pass', Output: 'quick' })],
      }),
      { n: 1 },
    );
    await at.advance(5);
    expect((await outcome(at, arn)).output).toEqual([{ v: 2 }, 'quick']);
  });

  it('fails with the first failing branch and ends the others', async () => {
    const at = fixture();
    const arn = await startStandard(at, {
      StartAt: 'Fork',
      States: {
        Fork: {
          Type: 'Parallel',
          Branches: [
            branch('Wait', { Type: 'Wait', Seconds: 500 }),
            { StartAt: 'Bad', States: { Bad: { Type: 'Fail', Error: 'Bad', Cause: 'c' } } },
          ],
          Catch: [{ ErrorEquals: ['Bad'], Next: 'End', Output: '{% $states.errorOutput %}' }],
          End: true,
        },
        End: { Type: 'Succeed' },
      },
    });
    expect(await outcome(at, arn)).toEqual({ status: 'SUCCEEDED', output: { Error: 'Bad', Cause: 'c' } });
    expect(at.house.clock.nextDue()).toBeUndefined();
  });

  it('continues each branch where a restart left it', async () => {
    const at = fixture();
    at.lambda.f = (event) => event;
    const called = () => at.calls.filter(({ service }) => service === 'lambda').length;
    const Call = {
      Type: 'Task',
      Resource: LAMBDA_INVOKE,
      Arguments: { FunctionName: 'f', Payload: 1 },
      Output: 'called',
    };
    const arn = await startStandard(
      at,
      only({
        Type: 'Parallel',
        Branches: [branch('Call', Call), branch('Wait', { Type: 'Wait', Seconds: 50, Output: 'waited' })],
      }),
    );
    expect(called()).toBe(1);
    await at.restart();
    await at.advance(50);
    expect(called()).toBe(1);
    expect((await outcome(at, arn)).output).toEqual(['called', 'waited']);
  });
});

describe('Map', () => {
  it('runs each item with ItemSelector and the Map context', async () => {
    const state = {
      Type: 'Map',
      Items: '{% $states.input.list %}',
      ItemSelector: {
        v: '{% $states.context.Map.Item.Value %}',
        i: '{% $states.context.Map.Item.Index %}',
        k: '{% $states.input.k %}',
      },
      ItemProcessor: only({ Type: 'Pass', Output: '{% $states.input.v & $states.input.i & $states.input.k %}' }),
    };
    expect((await runSync(fixture(), only(state), { list: ['a', 'b'], k: 'z' })).output).toEqual(['a0z', 'b1z']);
  });

  it('takes an object as a list of Key and Value, and no items as an empty result', async () => {
    const state = (Items: unknown) => only({ Type: 'Map', Items, ItemProcessor: only({ Type: 'Pass' }) });
    expect((await runSync(fixture(), state({ a: 1 }))).output).toEqual([{ Key: 'a', Value: 1 }]);
    expect((await runSync(fixture(), state([]))).output).toEqual([]);
    expect((await runSync(fixture(), state('text'))).error).toBe('States.QueryEvaluationError');
  });

  it('runs no more than MaxConcurrency iterations at once', async () => {
    const at = fixture();
    const started = Date.parse('2026-01-05T09:00:00Z');
    const arn = await startStandard(
      at,
      only({
        Type: 'Map',
        Items: [1, 2, 3, 4],
        MaxConcurrency: 2,
        ItemProcessor: branch('Item', { Type: 'Wait', Seconds: 10, Output: '{% $millis() %}' }),
      }),
    );
    await at.advance(10);
    await at.restart();
    await at.advance(10);
    expect((await outcome(at, arn)).output).toEqual([10, 10, 20, 20].map((seconds) => started + seconds * 1000));
  });

  it('fails with the first failing iteration', async () => {
    const state = {
      Type: 'Map',
      Items: [1, 2],
      ItemProcessor: {
        StartAt: 'Bad',
        States: { Bad: { Type: 'Fail', Error: 'E{% %}', Cause: '{% $string($states.input) %}' } },
      },
    };
    expect(await runSync(fixture(), only(state))).toMatchObject({ status: 'FAILED', cause: '1' });
  });
});
