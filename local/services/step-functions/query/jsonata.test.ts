import { describe, expect, it } from 'vitest';
import { createMachine, fixture, only, runSync } from '../step-functions-fixture.ts';

const evaluate = async (expression: string, input: unknown = {}) =>
  runSync(fixture(), only({ Type: 'Pass', Output: `{% ${expression} %}` }), input);

describe('a JSONata expression', () => {
  it.each<[string, unknown, unknown]>([
    ['$states.input.a.b', { a: { b: 3 } }, 3],
    ['$states.input.a[0].b', { a: [{ b: 1 }, { b: 2 }] }, 1],
    ['$states.input.a.b', { a: [{ b: 1 }, { b: 2 }] }, [1, 2]],
    ['$states.input.a', { a: [7] }, [7]],
    ['$states.input.a', { a: null }, null],
    ['$states.input.a', { a: [] }, []],
    [
      '$sum($states.input.items.(price * count))',
      {
        items: [
          { price: 2, count: 3 },
          { price: 1, count: 4 },
        ],
      },
      10,
    ],
    ['$merge([$states.input, {"b": 2}])', { a: 1 }, { a: 1, b: 2 }],
    ['$states.input.n > 1 ? "many" : "one"', { n: 2 }, 'many'],
    ['$map($states.input.n, function($v) { $v + 1 })', { n: [1, 2] }, [2, 3]],
    ['$partition([1,2,3,4,5], 2)', {}, [[1, 2], [3, 4], [5]]],
    ['$range(0, 10, 5)', {}, [0, 5, 10]],
    ['$range(3, 1, -1)', {}, [3, 2, 1]],
    ['$hash("hello", "SHA-256")', {}, '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'],
    ['$hash("hello", "MD5")', {}, '5d41402abc4b2a76b9719d911017c592'],
    ['$random(42) = $random(42)', {}, true],
    ['$random() < 1', {}, true],
    ['$length($uuid())', {}, 36],
    ['$uuid() != $uuid()', {}, true],
    ['$parse($states.input.text)', { text: '{"a":[1,{"b":null}]}' }, { a: [1, { b: null }] }],
    ['$now()', {}, '2026-01-05T09:00:00.000Z'],
    ['$now("[Y0001]/[M01]")', {}, '2026/01'],
    ['$millis()', {}, Date.parse('2026-01-05T09:00:00Z')],
    ['$states.context.Execution.Input.a', { a: 5 }, 5],
    ['$states.context.State.Name', {}, 'Only'],
    ['$states.context.StateMachine.Name', {}, 'machine'],
  ])('%s', async (expression, input, output) => {
    expect(await evaluate(expression, input)).toEqual({ status: 'SUCCEEDED', output });
  });

  it.each([
    ['$states.input.missing', 'returned nothing (undefined)'],
    ['1 + "a"', 'threw an error during evaluation. T2002'],
    ['function($x) { $x }', 'unsupported result type'],
    ['$parse("{")', 'threw an error during evaluation'],
    ['$hash("a", "CRC")', 'unknown algorithm'],
    ['$range(1, 5000, 1)', 'more than 1000'],
    ['$states.result', 'returned nothing'],
  ])('%s fails with States.QueryEvaluationError', async (expression, words) => {
    const { status, error, cause } = await evaluate(expression);
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.QueryEvaluationError' });
    expect(cause).toContain(words);
    expect(cause).toContain("An error occurred while executing the state 'Only' (entered at the event id #2)");
  });

  it.each([
    ['{% $eval("1") %}', '$eval is not supported'],
    ['{% 1 + %}', 'SCHEMA_VALIDATION_FAILED'],
  ])('%s is refused with the definition', async (output, words) => {
    const at = fixture();
    const refusal = createMachine(at, only({ Type: 'Pass', Output: output }));
    await expect(refusal).rejects.toMatchObject({ code: 'InvalidDefinition', message: expect.stringContaining(words) });
  });

  it('may stand anywhere inside a template', async () => {
    const Output = { list: ['{% $states.input.n %}', { deep: '{% $states.input.n + 1 %}' }], plain: '{ % n % }' };
    expect(await runSync(fixture(), only({ Type: 'Pass', Output }), { n: 1 })).toEqual({
      status: 'SUCCEEDED',
      output: { list: [1, { deep: 2 }], plain: '{ % n % }' },
    });
  });
});

describe('Assign', () => {
  it('sets variables for later states; Output beside it still sees the old ones', async () => {
    const answer = await runSync(fixture(), {
      StartAt: 'First',
      States: {
        First: { Type: 'Pass', Assign: { count: 1 }, Next: 'Second' },
        Second: { Type: 'Pass', Assign: { count: '{% $count + 1 %}' }, Output: '{% $count %}', Next: 'Third' },
        Third: { Type: 'Pass', Output: ['{% $states.input %}', '{% $count %}'], End: true },
      },
    });
    expect(answer.output).toEqual([1, 2]);
  });

  it('inside a branch reads the outer variables and keeps its own to itself', async () => {
    const branch = (n: number) => ({
      StartAt: `Set${n}`,
      States: {
        [`Set${n}`]: { Type: 'Pass', Assign: { inner: n }, Next: `Use${n}` },
        [`Use${n}`]: { Type: 'Pass', Output: '{% $outer + $inner %}', End: true },
      },
    });
    const answer = await runSync(fixture(), {
      StartAt: 'Set',
      States: {
        Set: { Type: 'Pass', Assign: { outer: 10 }, Next: 'Fork' },
        Fork: { Type: 'Parallel', Branches: [branch(1), branch(2)], Next: 'After' },
        After: { Type: 'Pass', Output: { sums: '{% $states.input %}', inner: '{% $exists($inner) %}' }, End: true },
      },
    });
    expect(answer.output).toEqual({ sums: [11, 12], inner: false });
  });
});
