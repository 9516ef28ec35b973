import { describe, expect, it } from 'vitest';
import { checkSchema } from './schema-check.ts';

const check = (state: Record<string, unknown>, language = 'JSONata') =>
  checkSchema(JSON.stringify({ QueryLanguage: language, StartAt: 'A', States: { A: { ...state, End: true } } }));

describe('the schema check', () => {
  it.each<[string, Record<string, unknown>]>([
    ['plain text as Output', { Type: 'Pass', Output: 'text' }],
    ['an expression of several lines', { Type: 'Pass', Output: '{% (\n  1\n) %}' }],
    ['an empty text in Assign', { Type: 'Pass', Assign: { a: '' } }],
    [
      'an expression as TimeoutSeconds',
      { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', TimeoutSeconds: '{% 5 %}' },
    ],
  ])('takes %s', async (_name, state) => {
    expect(await check(state)).toEqual([]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['a field of the other language', { Type: 'Pass', ResultPath: '$.a' }],
    ['an unknown field', { Type: 'Pass', Outptu: 1 }],
    ['a Task without Resource', { Type: 'Task' }],
  ])('refuses %s', async (_name, state) => {
    expect(await check(state)).not.toEqual([]);
  });
});
