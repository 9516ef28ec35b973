import { describe, expect, it } from 'vitest';
import { createMachine, fixture, LAMBDA_INVOKE, only, runSync } from '../step-functions-fixture.ts';

const run = (state: Record<string, unknown>, input: unknown) =>
  runSync(fixture(), { ...only(state), QueryLanguage: 'JSONPath' }, input);

describe('intrinsic functions', () => {
  it.each<[string, unknown, unknown]>([
    ["States.Format('Hi {}, {}', $.name, $.n)", { name: 'Ann', n: 2 }, 'Hi Ann, 2'],
    ["States.Format('it\\'s {}', $.n)", { n: 1 }, "it's 1"],
    ['States.StringToJson($.text)', { text: '{"a":1}' }, { a: 1 }],
    ['States.JsonToString($.a)', { a: { b: 1 } }, '{"b":1}'],
    ['States.Array($.a, 2, null)', { a: 1 }, [1, 2, null]],
    ['States.ArrayPartition($.a, 2)', { a: [1, 2, 3] }, [[1, 2], [3]]],
    ['States.ArrayContains($.a, 2)', { a: [1, 2] }, true],
    ['States.ArrayRange(1, 9, 4)', {}, [1, 5, 9]],
    ['States.ArrayGetItem($.a, 1)', { a: [1, 2] }, 2],
    ['States.ArrayLength($.a)', { a: [1, 2] }, 2],
    ['States.ArrayUnique($.a)', { a: [1, 1, 2] }, [1, 2]],
    ["States.Base64Encode('hi')", {}, 'aGk='],
    ["States.Base64Decode('aGk=')", {}, 'hi'],
    ["States.Hash('hello', 'MD5')", {}, '5d41402abc4b2a76b9719d911017c592'],
    ['States.JsonMerge($.a, $.b, false)', { a: { x: 1, y: 1 }, b: { y: 2 } }, { x: 1, y: 2 }],
    ['States.MathAdd($.n, -1)', { n: 3 }, 2],
    ["States.StringSplit('a,b;c', ',;')", {}, ['a', 'b', 'c']],
    ['States.ArrayLength(States.Array(1, 2))', {}, 2],
  ])('%s', async (expression, input, value) => {
    const answer = await run({ Type: 'Pass', Parameters: { 'value.$': expression } }, input);
    expect(answer).toEqual({ status: 'SUCCEEDED', output: { value } });
  });

  it('that fail end in States.IntrinsicFailure', async () => {
    const answer = await run({ Type: 'Pass', Parameters: { 'value.$': 'States.ArrayGetItem($.a, 5)' } }, { a: [1] });
    expect(answer.error).toBe('States.IntrinsicFailure');
  });
});

describe('paths', () => {
  it.each<[string, unknown]>([
    ['$.a[1]', 2],
    ['$.a[-1]', 3],
    ['$.a[0:2]', [1, 2]],
    ['$.a[*]', [1, 2, 3]],
    ["$['b']['c d']", 4],
    ['$..deep', [5]],
    ['$$.Execution.Input.b.x.deep', 5],
  ])('%s', async (path, value) => {
    const input = { a: [1, 2, 3], b: { 'c d': 4, x: { deep: 5 } } };
    expect((await run({ Type: 'Pass', Parameters: { 'v.$': path } }, input)).output).toEqual({ v: value });
  });

  it('that lead nowhere fail with States.ParameterPathFailure in Parameters', async () => {
    const answer = await run({ Type: 'Pass', Parameters: { 'v.$': '$.none' } }, {});
    expect(answer).toMatchObject({ status: 'FAILED', error: 'States.ParameterPathFailure' });
  });

  it('with a filter are refused with the definition', async () => {
    const state = { Type: 'Pass', Parameters: { 'v.$': '$.a[?(@.x==1)]' } };
    const refusal = createMachine(fixture(), { ...only(state), QueryLanguage: 'JSONPath' });
    await expect(refusal).rejects.toMatchObject({ code: 'InvalidDefinition' });
  });
});

describe('data flow', () => {
  it('goes through InputPath, Parameters, ResultSelector, ResultPath and OutputPath', async () => {
    const at = fixture();
    at.lambda.add = (event) => ({ sum: (event as { n: number }).n + 1, noise: true });
    const state = {
      Type: 'Task',
      Resource: LAMBDA_INVOKE,
      InputPath: '$.in',
      Parameters: { FunctionName: 'add', Payload: { 'n.$': '$.n' } },
      ResultSelector: { 'sum.$': '$.Payload.sum' },
      ResultPath: '$.out.result',
      OutputPath: '$.out',
    };
    const answer = await runSync(at, { ...only(state), QueryLanguage: 'JSONPath' }, { in: { n: 4 }, out: { kept: 1 } });
    expect(answer.output).toEqual({ kept: 1, result: { sum: 5 } });
  });

  it.each<[Record<string, unknown>, unknown]>([
    [{ ResultPath: null, Result: 1 }, { a: 1 }],
    [
      { ResultPath: '$.b', Result: { c: 2 } },
      { a: 1, b: { c: 2 } },
    ],
    [{ Result: [3] }, [3]],
    [{ OutputPath: null }, {}],
    [{ InputPath: '$.a' }, 1],
  ])('of a Pass with %j', async (fields, output) => {
    expect((await run({ Type: 'Pass', ...fields }, { a: 1 })).output).toEqual(output);
  });

  it('of a Map takes ItemsPath and ItemSelector', async () => {
    const state = {
      Type: 'Map',
      ItemsPath: '$.list',
      ItemSelector: { 'i.$': '$$.Map.Item.Index', 'v.$': '$$.Map.Item.Value', 'all.$': '$.k' },
      ItemProcessor: only({ Type: 'Pass' }),
    };
    expect((await run(state, { list: ['x', 'y'], k: 9 })).output).toEqual([
      { i: 0, v: 'x', all: 9 },
      { i: 1, v: 'y', all: 9 },
    ]);
  });
});

describe('Choice comparators', () => {
  const value = { s: 'log-2026.txt', n: 5, t: '2026-01-05T00:00:00Z', b: true, nil: null, n2: 5 };
  it.each<[Record<string, unknown>, boolean]>([
    [{ Variable: '$.s', StringEquals: 'log-2026.txt' }, true],
    [{ Variable: '$.s', StringMatches: 'log-*.txt' }, true],
    [{ Variable: '$.s', StringMatches: 'log?*' }, false],
    [{ Variable: '$.s', StringLessThan: 'm' }, true],
    [{ Variable: '$.n', NumericEquals: 5 }, true],
    [{ Variable: '$.n', NumericGreaterThanEquals: 6 }, false],
    [{ Variable: '$.n', NumericEqualsPath: '$.n2' }, true],
    [{ Variable: '$.n', StringEquals: '5' }, false],
    [{ Variable: '$.b', BooleanEquals: true }, true],
    [{ Variable: '$.t', TimestampLessThan: '2026-01-05T02:00:00+01:00' }, true],
    [{ Variable: '$.t', IsTimestamp: true }, true],
    [{ Variable: '$.nil', IsNull: true }, true],
    [{ Variable: '$.none', IsPresent: false }, true],
    [{ Variable: '$.n', IsString: false }, true],
    [{ Not: { Variable: '$.n', NumericEquals: 5 } }, false],
    [
      {
        And: [
          { Variable: '$.none', IsPresent: true },
          { Variable: '$.none', NumericEquals: 1 },
        ],
      },
      false,
    ],
    [
      {
        Or: [
          { Variable: '$.n', NumericEquals: 5 },
          { Variable: '$.none', NumericEquals: 1 },
        ],
      },
      true,
    ],
  ])('%j is %s', async (rule, holds) => {
    const definition = {
      QueryLanguage: 'JSONPath',
      StartAt: 'Choose',
      States: {
        Choose: { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], Default: 'No' },
        Yes: { Type: 'Pass', Result: true, End: true },
        No: { Type: 'Pass', Result: false, End: true },
      },
    };
    expect((await runSync(fixture(), definition, value)).output).toBe(holds);
  });
});
