import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../clock.ts';
import { newRun } from '../execution/resolver.ts';
import type { ResolverContext } from '../execution/resolver-context.ts';
import { compileJavaScript } from './module.ts';

const run = () => newRun(new VirtualClock(), 'User Pool Authorization', 'Query', 'get');
const request = (code: string, context: Record<string, unknown> = {}) =>
  compileJavaScript(code).request(run(), { stash: {}, args: {}, ...context } as unknown as ResolverContext);

describe('APPSYNC_JS', () => {
  it('calls the exported handlers with util', () => {
    const code = `import { util } from '@aws-appsync/utils';
      export function request(ctx) { return { key: util.dynamodb.toMapValues(ctx.args), at: util.time.nowISO8601() }; }
      export const response = (ctx) => ctx.result;`;
    expect(request(code, { args: { id: 'a' } })).toEqual({
      value: { key: { id: { S: 'a' } }, at: '2026-01-05T09:00:00.000Z' },
    });
    expect(compileJavaScript(code).response(run(), { result: 5 } as unknown as ResolverContext)).toEqual({ value: 5 });
  });

  it('takes what a bundler writes: renamed imports and an export list', () => {
    const code = `import { util as u, runtime } from "@aws-appsync/utils";
import * as ddb from "@aws-appsync/utils/dynamodb";
var request2 = (ctx) => ddb.get({ key: { id: u.toJson(1) } });
function response() {}
export { request2 as request, response };`;
    expect(request(code)).toEqual({ value: { operation: 'GetItem', key: { id: { S: '1' } } } });
  });

  it('earlyReturn ends the function with its value', () => {
    const code = `import { runtime } from '@aws-appsync/utils';
      export function request() { runtime.earlyReturn({ a: 1 }); return 2; }`;
    expect(request(code)).toEqual({ early: { a: 1 } });
  });

  it('util.error carries its type', () => {
    const code = `import { util } from '@aws-appsync/utils';
      export function request() { util.error('no', 'Kind'); }`;
    expect(() => request(code)).toThrow(expect.objectContaining({ message: 'no', errorType: 'Kind' }));
  });

  it.each([
    [
      `import { util } from '@aws-appsync/utils'; export function request() { return util.nope(); }`,
      'util.nope is not supported',
    ],
    [`import fs from 'node:fs'; export function request() {}`, "import fs from 'node:fs' is not supported"],
    [`import { readFile } from 'fs'; export function request() {}`, 'module.fs is not supported'],
    [`export function request() { return process.env; }`, 'process is not defined'],
    [`export function response() {}`, "exports no function 'request'"],
  ])('%s is refused: %s', (code, message) => {
    expect(() => request(code)).toThrow(message);
  });

  it('writes updates from operations', () => {
    const code = `import * as ddb from '@aws-appsync/utils/dynamodb';
      export function request() {
        return ddb.update({ key: { id: 'a' }, condition: { id: { attributeExists: true } },
          update: { n: ddb.operations.increment(2), old: ddb.operations.remove(), name: 'x' } });
      }`;
    expect(request(code)).toEqual({
      value: {
        operation: 'UpdateItem',
        key: { id: { S: 'a' } },
        condition: { expression: '(attribute_exists(#id))', expressionNames: { '#id': 'id' }, expressionValues: {} },
        update: {
          expression: 'SET #field0 = if_not_exists(#field0, :zero0) + :value0, #field2 = :value2 REMOVE #field1',
          expressionNames: { '#field0': 'n', '#field1': 'old', '#field2': 'name' },
          expressionValues: { ':value0': { N: '2' }, ':zero0': { N: '0' }, ':value2': { S: 'x' } },
        },
      },
    });
  });
});
