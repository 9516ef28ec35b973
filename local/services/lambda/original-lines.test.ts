import { transformSync } from 'esbuild';
import { afterEach, describe, expect, it } from 'vitest';
import { testHouse } from '../../testing/house.ts';
import { createLambda, type Lambda } from './lambda.ts';
import { zipOf } from './make-zip.ts';

let lambda: Lambda | undefined;
afterEach(() => lambda?.stop?.());

const SOURCE = 'export const unused = 1;\n\nexport function handler() {\n  throw new Error("no");\n}\n';
const options = { format: 'esm', loader: 'ts', minify: true, sourcefile: 'source.ts' } as const;

/** The trace of the error that a function with these files throws. */
const traceOf = async (files: Record<string, string>): Promise<string> => {
  const house = testHouse();
  lambda = createLambda(house, { readObject: async () => Buffer.alloc(0) });
  house.add(lambda);
  const logs = { CreateLogGroup: () => ({}), CreateLogStream: () => ({}), PutLogEvents: () => ({}) };
  house.add({ name: 'logs', protocol: { kind: 'json', targets: [] }, operations: logs });
  const call = (operation: string, input: Record<string, unknown>) =>
    house.aws.call<{ Payload?: string }>({ service: 'lambda', operation, input, principal: { kind: 'account' } });
  const ZipFile = zipOf(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])).toString('base64');
  const Role = 'arn:aws:iam::000000000000:role/function';
  await call('CreateFunction', {
    ...{ FunctionName: 'f', Runtime: 'nodejs24.x', Role, Handler: 'index.handler', Code: { ZipFile } },
  });
  const { Payload = '{}' } = await call('Invoke', { FunctionName: 'f', Payload: '{}' });
  return JSON.parse(Payload).trace.join('\n');
};

describe("the lines of a function's stack trace", () => {
  it('are those of its source, by a map beside the bundle', async () => {
    const { code, map } = transformSync(SOURCE, { ...options, sourcemap: 'external' });
    const files = { 'index.mjs': `${code}//# sourceMappingURL=index.mjs.map\n`, 'index.mjs.map': map };
    const trace = await traceOf(files);
    expect(trace).toMatch(/\/source\.ts:4:\d+/);
    expect(trace).not.toContain('index.mjs');
  });

  it('are those of its source, by a map in the bundle', async () => {
    const { code } = transformSync(SOURCE, { ...options, sourcemap: 'inline' });
    expect(await traceOf({ 'index.mjs': code })).toMatch(/\/source\.ts:4:\d+/);
  });

  it("are the bundle's where there is no map, or none that can be read", async () => {
    const { code } = transformSync(SOURCE, options);
    expect(await traceOf({ 'index.mjs': code })).toMatch(/\/index\.mjs:1:\d+/);
    expect(await traceOf({ 'index.mjs': `${code}//# sourceMappingURL=gone.map\n` })).toMatch(/\/index\.mjs:1:\d+/);
  });
});
