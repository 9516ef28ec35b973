import { performance } from 'node:perf_hooks';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { errorShape } from './error-shape.ts';
import { type Handler, loadHandler, provideSdk } from './load-handler.ts';
import { captureOutput } from './log.ts';
import { reachEndpoint } from './network.ts';
import { originalLines } from './original-lines.ts';
import type { FromWorker, FunctionError, Invocation, WorkerSetup } from './protocol.ts';
import { followClock } from './time.ts';

/** The life of a function's worker: load the handler once, then one invocation at a time. */
const setup = workerData as WorkerSetup;
const port = parentPort as MessagePort;
const readable = originalLines(setup.taskRoot);
const say = (message: FromWorker) => port.postMessage(message);
let current: Invocation | undefined;

const shape = (thrown: unknown): FunctionError => {
  const { trace = [], ...error } = errorShape(thrown);
  return { ...error, trace: trace.map(readable) };
};

const fail = (thrown: unknown, errorType?: string) => {
  const error = shape(thrown);
  say({
    kind: 'error',
    fatal: true,
    error: errorType ? { ...error, errorType, errorMessage: `${error.errorType}: ${error.errorMessage}` } : error,
  });
};

const start = async () => {
  if (setup.clock) followClock(setup.clock);
  captureOutput(
    setup,
    () => current?.requestId ?? '',
    (message) => say({ kind: 'log', message: readable(message) }),
  );
  process.on('unhandledRejection', (reason) => fail(reason, 'Runtime.UnhandledPromiseRejection'));
  process.on('uncaughtException', (error) => fail(error));
  reachEndpoint(setup.endpointUrl);
  provideSdk(setup.packagesFrom);
  let handler: Handler;
  try {
    handler = await loadHandler(setup.taskRoot, setup.handler);
  } catch (error) {
    fail(error);
    return;
  }
  port.on('message', (invocation: Invocation) => {
    current = invocation;
    void invoke(handler, invocation);
  });
  say({ kind: 'ready' });
};

const invoke = async (handler: Handler, invocation: Invocation) => {
  try {
    const result = await call(handler, invocation);
    say({ kind: 'result', payload: JSON.stringify(result) ?? 'null' });
  } catch (thrown) {
    say({ kind: 'error', error: shape(thrown), fatal: false });
  }
};

/** A handler answers by its promise, by its callback, or through the context's old methods. */
const call = (handler: Handler, invocation: Invocation): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const callback = (error: unknown, result?: unknown) => (error ? reject(error) : resolve(result));
    const answer = handler(JSON.parse(invocation.event), context(invocation, callback), callback);
    if (typeof (answer as PromiseLike<unknown> | undefined)?.then === 'function') resolve(answer);
    // Without a callback parameter nothing else can ever answer.
    else if (handler.length < 2) resolve(answer === undefined ? null : answer);
  });

const context = (invocation: Invocation, callback: (error: unknown, result?: unknown) => void) => {
  const deadline = performance.now() + invocation.timeoutMs;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: invocation.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: invocation.functionArn,
    memoryLimitInMB: String(invocation.memoryMb),
    awsRequestId: invocation.requestId,
    logGroupName: invocation.logGroup,
    logStreamName: invocation.logStream,
    ...(invocation.clientContext !== undefined && { clientContext: JSON.parse(invocation.clientContext) }),
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
    done: callback,
    succeed: (result: unknown) => callback(null, result),
    fail: (error: unknown) => callback(error ?? new Error('')),
  };
};

void start();
