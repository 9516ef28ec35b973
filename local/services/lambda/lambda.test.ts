import { afterEach, describe, expect, it, vi } from 'vitest';
import type { House } from '../../gateway/service.ts';
import { testHouse } from '../../testing/house.ts';
import { createLambda, type Lambda } from './lambda.ts';
import { zipOf } from './make-zip.ts';

const running: Lambda[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const lambda of running.splice(0)) await lambda.stop?.();
});

const ROLE = 'arn:aws:iam::000000000000:role/function';

const start = (house = testHouse()) => {
  const lambda = createLambda(house, { readObject: async (_bucket, key) => Buffer.from(key, 'base64') });
  running.push(lambda);
  house.add(lambda);
  const lines: string[] = [];
  const accept = () => ({});
  house.add({
    name: 'logs',
    protocol: { kind: 'json', targets: [] },
    operations: {
      CreateLogGroup: accept,
      CreateLogStream: accept,
      PutLogEvents: (input: { logEvents: { message: string }[] }) => {
        lines.push(...input.logEvents.map(({ message }) => message));
        return {};
      },
    },
  });
  const call = <T = Record<string, unknown>>(operation: string, input: Record<string, unknown>) =>
    house.aws.call<T>({ service: 'lambda', operation, input, principal: { kind: 'account' } });
  return { house, lambda, lines, call };
};

type Call = ReturnType<typeof start>['call'];

const create = (call: Call, files: Record<string, string>, more: Record<string, unknown> = {}) =>
  call('CreateFunction', {
    FunctionName: 'f',
    Runtime: 'nodejs24.x',
    Role: ROLE,
    Handler: 'index.handler',
    Code: { ZipFile: zipOf(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])).toString('base64') },
    ...more,
  });

interface Answer {
  StatusCode: number;
  FunctionError?: string;
  Payload: string;
}

const invoke = async (call: Call, event: unknown = {}) => {
  const answer = await call<Answer>('Invoke', { FunctionName: 'f', Payload: JSON.stringify(event) });
  return { ...answer, result: JSON.parse(answer.Payload) };
};

describe('handlers', () => {
  it.each([
    ['ESM', { 'index.mjs': 'export const handler = async (event) => ({ got: event });' }, 'index.handler'],
    ['CommonJS', { 'index.js': 'exports.handler = async (event) => ({ got: event });' }, 'index.handler'],
    [
      'ESM with a package.json',
      { 'package.json': '{"type":"module"}', 'index.js': 'export const handler = async (event) => ({ got: event });' },
      'index.handler',
    ],
    [
      'with a callback',
      {
        'index.cjs':
          'exports.handler = (event, context, callback) => setTimeout(() => callback(null, { got: event }), 1);',
      },
      'index.handler',
    ],
    ['below a folder', { 'src/app.js': 'exports.a = { b: async (event) => ({ got: event }) };' }, 'src/app.a.b'],
    [
      'after awaiting at the top',
      {
        'index.mjs':
          'const ready = await Promise.resolve(true); export const handler = async (event) => ready && { got: event };',
      },
      'index.handler',
    ],
    [
      'of modules',
      {
        'index.mjs': "import { x } from './lib/x.mjs'; export const handler = async (event) => ({ [x]: event });",
        'lib/x.mjs': "export const x = 'got';",
      },
      'index.handler',
    ],
  ])('%s answer', async (_kind, files, Handler) => {
    const { call } = start();
    await create(call, files as unknown as Record<string, string>, { Handler });
    expect((await invoke(call, { n: 1 })).result).toEqual({ got: { n: 1 } });
  });

  it('get a context and the environment of AWS', async () => {
    const { call } = start();
    await create(
      call,
      {
        'index.mjs': `export const handler = async (event, context) => ({
          id: context.awsRequestId, arn: context.invokedFunctionArn, left: context.getRemainingTimeInMillis(),
          memory: context.memoryLimitInMB, name: process.env.AWS_LAMBDA_FUNCTION_NAME, own: process.env.OWN,
          region: process.env.AWS_REGION, endpoint: process.env.AWS_ENDPOINT_URL, home: process.env.HOME,
          handler: process.env._HANDLER, key: process.env.AWS_ACCESS_KEY_ID,
          keepsTime: process.env.AWS_DISABLE_CLOCK_SKEW_CORRECTION, now: new Date().toISOString(),
          date: new Date(0) instanceof Date });`,
      },
      { Environment: { Variables: { OWN: 'value' } }, MemorySize: 256, Timeout: 10 },
    );
    const { result } = await invoke(call);
    expect(result).toMatchObject({
      arn: 'arn:aws:lambda:us-east-1:000000000000:function:f',
      ...{ memory: '256', name: 'f', own: 'value', region: 'us-east-1', endpoint: 'http://127.0.0.1:4566' },
      ...{ handler: 'index.handler', key: expect.stringMatching(/^ASIA/), now: '2026-01-05T09:00:00.000Z', date: true },
      keepsTime: 'true',
    });
    expect(result.left).toBeGreaterThan(8000);
    expect(result).not.toHaveProperty('home');
  });

  it('stay warm, one invocation at a time each', async () => {
    const { call } = start();
    await create(call, {
      'index.mjs': `let count = 0; let busy = 0;
        export const handler = async () => { busy += 1; await new Promise((r) => setTimeout(r, 5)); const seen = busy; busy -= 1; return { count: ++count, seen }; };`,
    });
    expect((await invoke(call)).result.count).toBe(1);
    expect((await invoke(call)).result.count).toBe(2);
    const many = await Promise.all(Array.from({ length: 20 }, () => invoke(call)));
    expect(many.every(({ result }) => result.seen === 1)).toBe(true);
  });

  it('wait for a warm one that is soon free instead of starting another', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const { call } = start();
    await create(call, {
      'index.mjs': `import { threadId } from 'node:worker_threads';
        export const handler = async () => threadId;`,
    });
    const many = await Promise.all(Array.from({ length: 5 }, () => invoke(call)));
    expect(new Set(many.map(({ result }) => result)).size).toBe(1);
  });

  it('are two where the first is busy for longer than another takes to start', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const { call } = start();
    await create(call, {
      'index.mjs': `const room = new BroadcastChannel('room');
        export const handler = () => new Promise((resolve) => {
          room.onmessage = ({ data }) => { if (data === 'here') room.postMessage('you too'); resolve('met'); };
          room.postMessage('here');
        }).finally(() => { room.close(); });`,
    });
    const both = Promise.all([invoke(call), invoke(call)]);
    await vi.advanceTimersByTimeAsync(100);
    expect((await both).map(({ result }) => result)).toEqual(['met', 'met']);
  });

  it('run new code at once', async () => {
    const { call } = start();
    await create(call, { 'index.js': 'exports.handler = async () => 1;' });
    expect((await invoke(call)).result).toBe(1);
    const ZipFile = zipOf([['index.js', Buffer.from('exports.handler = async () => 2;')]]).toString('base64');
    await call('UpdateFunctionCode', { FunctionName: 'f', S3Bucket: 'assets', S3Key: ZipFile });
    expect((await invoke(call)).result).toBe(2);
    await call('UpdateFunctionConfiguration', { FunctionName: 'f', Handler: 'index.absent' });
    expect((await invoke(call)).result).toMatchObject({ errorType: 'Runtime.HandlerNotFound' });
  });

  it('keep their code across a restart', async () => {
    const first = start();
    await create(first.call, { 'index.js': 'exports.handler = async () => 1;' });
    await first.lambda.stop?.();
    const again = start(first.house);
    expect((await invoke(again.call)).result).toBe(1);
  });
});

describe('failures', () => {
  it('carry the name and message of what was thrown', async () => {
    const { call } = start();
    await create(call, {
      'index.mjs': `class AlreadyDecided extends Error { name = 'AlreadyDecided' } export const handler = async () => { throw new AlreadyDecided('too late') };`,
    });
    const { FunctionError, StatusCode, result } = await invoke(call);
    expect({ FunctionError, StatusCode }).toEqual({ FunctionError: 'Unhandled', StatusCode: 200 });
    expect(result).toMatchObject({ errorType: 'AlreadyDecided', errorMessage: 'too late', trace: expect.any(Array) });
  });

  it.each([
    ['a missing module', "import './none.mjs'; export const handler = 1;", 'Error'],
    ['a syntax error', 'export const handler = ;', 'SyntaxError'],
    [
      'an unhandled rejection',
      "export const handler = () => { Promise.reject(new Error('lost')); return new Promise(() => {}); };",
      'Runtime.UnhandledPromiseRejection',
    ],
    [
      'an uncaught exception',
      "export const handler = () => { setTimeout(() => { throw new TypeError('late') }, 1); return new Promise(() => {}); };",
      'TypeError',
    ],
    ['process.exit', 'export const handler = async () => { process.exit(3); };', 'Runtime.ExitError'],
    [
      'too much memory',
      'export const handler = async () => { const all = []; for (;;) all.push(new Array(1e6).fill({ a: 1 }).map((x) => ({ ...x }))); };',
      'Runtime.ExitError',
    ],
    [
      'a response that is too large',
      "export const handler = async () => 'x'.repeat(7e6);",
      'Function.ResponseSizeTooLarge',
    ],
  ])('%s ends the invocation, and the next one has a fresh worker', async (_what, source, errorType) => {
    const { call } = start();
    await create(call, { 'index.mjs': source });
    expect((await invoke(call)).result).toMatchObject({ errorType });
    expect((await invoke(call)).result).toMatchObject({ errorType });
  });

  it('time out as AWS words it, even in an endless loop', async () => {
    const { call, house, lines } = start();
    await create(call, {
      'index.mjs': "export const handler = async (e) => { console.log('in'); if (e.loop) for (;;); return 1; };",
    });
    await invoke(call);
    const answer = invoke(call, { loop: true });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await house.clock.advanceTo(house.clock.now() + 3000);
    const { result } = await answer;
    expect(result).toMatchObject({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 3.00 seconds$/),
    });
    await house.activity.idle();
    expect(lines.join('')).toContain('Task timed out after 3.00 seconds');
    expect((await invoke(call)).result).toBe(1);
  });

  it('refuse by name what is not imitated', async () => {
    const { call } = start();
    await create(call, { 'index.py': '' }, { Runtime: 'python3.13' });
    await expect(invoke(call)).rejects.toThrow('running functions of the runtime python3.13 (function f)');
    await expect(call('Invoke', { FunctionName: 'none' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      status: 404,
    });
    await expect(call('Invoke', { FunctionName: 'f', Payload: '{' })).rejects.toMatchObject({
      code: 'InvalidRequestContentException',
    });
    await expect(
      call('Invoke', { FunctionName: 'f', InvocationType: 'Event', Payload: `"${'x'.repeat(1.1e6)}"` }),
    ).rejects.toMatchObject({
      code: 'RequestTooLargeException',
      status: 413,
    });
  });
});

describe('logs', () => {
  it('have the lines of AWS around those of the function', async () => {
    const { call, house, lines } = start();
    await create(call, {
      'index.js':
        "exports.handler = async () => { console.log('hello %s', 'you', { a: 1 }); process.stdout.write('raw\\n'); };",
    });
    await invoke(call);
    await house.activity.idle();
    const id = '[0-9a-f-]{36}';
    const expected = [
      `^START RequestId: ${id} Version: \\$LATEST\\n$`,
      `^2026-01-05T09:00:00.000Z\\t${id}\\tINFO\\thello you \\{ a: 1 \\}\\n$`,
      '^raw\\n$',
      `^END RequestId: ${id}\\n$`,
      `^REPORT RequestId: ${id}\\tDuration: [0-9.]+ ms\\tBilled Duration: \\d+ ms\\tMemory Size: 128 MB\\tMax Memory Used: \\d+ MB\\tInit Duration: [0-9.]+ ms\\t\\n$`,
    ];
    expect(lines).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(lines[index]).toMatch(new RegExp(pattern));
  });

  it('are JSON where the function asks for it, from its level up', async () => {
    const { call, house, lines } = start();
    await create(
      call,
      {
        'index.js':
          "exports.handler = async () => { console.debug('no'); console.warn({ a: 1 }); console.error('bad', new TypeError('x')); };",
      },
      { LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'WARN', SystemLogLevel: 'WARN' } },
    );
    await invoke(call);
    await house.activity.idle();
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'WARN', message: { a: 1 } },
      { level: 'ERROR', errorType: 'TypeError', errorMessage: 'x' },
    ]);
  });
});

describe('asynchronous invocations', () => {
  const withQueue = (house: ReturnType<typeof testHouse>) => {
    const sent: { QueueUrl: string; body: Record<string, unknown> }[] = [];
    house.add({
      name: 'sqs',
      protocol: { kind: 'json', targets: [] },
      operations: {
        SendMessage: ({ QueueUrl, MessageBody }: { QueueUrl: string; MessageBody: string }) => {
          sent.push({ QueueUrl: QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1), body: JSON.parse(MessageBody) });
          return {};
        },
      },
    });
    return sent;
  };
  const later = async (house: House & { clock: ReturnType<typeof testHouse>['clock'] }, ms: number) =>
    house.clock.advanceTo(house.clock.now() + ms, () => house.activity.idle());

  it('are tried three times, then go to the destination and the dead-letter queue', async () => {
    const { call, house } = start();
    const sent = withQueue(house);
    await create(
      call,
      { 'index.mjs': "export const handler = async () => { throw new RangeError('always') };" },
      { DeadLetterConfig: { TargetArn: 'arn:aws:sqs:us-east-1:000000000000:dead' } },
    );
    await call('PutFunctionEventInvokeConfig', {
      FunctionName: 'f',
      DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:us-east-1:000000000000:failed' } },
    });
    const answer = await call<Answer>('Invoke', { FunctionName: 'f', InvocationType: 'Event', Payload: '{"n":1}' });
    expect(answer.StatusCode).toBe(202);
    await later(house, 59_000);
    expect(sent).toEqual([]);
    await later(house, 180_000);
    expect(sent).toMatchObject([
      {
        QueueUrl: 'failed',
        body: {
          requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
          requestPayload: { n: 1 },
          responsePayload: { errorType: 'RangeError' },
        },
      },
      { QueueUrl: 'dead', body: { n: 1 } },
    ]);
  });

  it('survive a restart between two attempts', async () => {
    const { call, house, lambda } = start();
    const sent = withQueue(house);
    await create(call, { 'index.mjs': "export const handler = async () => { throw new Error('always') };" });
    await call('PutFunctionEventInvokeConfig', {
      FunctionName: 'f',
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:us-east-1:000000000000:failed' } },
    });
    await call('Invoke', { FunctionName: 'f', InvocationType: 'Event', Payload: '{}' });
    await house.activity.idle();
    await lambda.stop?.();
    const again = start(house);
    await again.lambda.start?.();
    await later(house, 60_000);
    expect(sent).toMatchObject([{ body: { requestContext: { approximateInvokeCount: 2 } } }]);
  });
});
