import { randomUUID } from 'node:crypto';
import { AwsError, Unsupported } from '../../gateway/aws-error.ts';
import type { House, HttpResponse, Operation } from '../../gateway/service.ts';
import type { AsyncQueue } from './async-queue.ts';
import { countOfFunction } from './counted-runner.ts';
import type { FunctionBook } from './function-book.ts';
import type { FunctionRecord } from './function-record.ts';
import type { FunctionRunner } from './function-runner.ts';
import { runFunction } from './run-function.ts';

const MOST_BYTES = 6_291_456;
const MOST_BYTES_ASYNC = 1_048_576;

interface InvokeInput {
  FunctionName: string;
  InvocationType?: 'RequestResponse' | 'Event' | 'DryRun';
  /** JSON text. */
  Payload?: string | Uint8Array;
  /** Base64 of JSON text. */
  ClientContext?: string;
  LogType?: string;
  Qualifier?: string;
}

export interface InvokeOutput {
  StatusCode: number;
  FunctionError?: string;
  Payload?: string;
  ExecutedVersion: string;
}

/** Does natively what a function in a runtime that is not here would do; undefined where it is another function. */
export type NativeFunction = (record: FunctionRecord, event: string) => Promise<string | undefined>;

export const invokeOperation = (
  house: House,
  book: FunctionBook,
  pool: FunctionRunner,
  queue: AsyncQueue,
  natively: NativeFunction = async () => undefined,
): Operation => {
  return async (input: InvokeInput): Promise<InvokeOutput> => {
    const record = book.get(input.FunctionName);
    const qualifier = input.Qualifier ?? /:function:[^:]+:(.+)$/.exec(input.FunctionName)?.[1] ?? '$LATEST';
    if (qualifier !== '$LATEST') throw new Unsupported(`function versions and aliases (${qualifier})`);
    if (input.LogType === 'Tail') throw new Unsupported('LogType Tail of lambda:Invoke');
    const type = input.InvocationType ?? 'RequestResponse';
    const event = eventText(input.Payload, type);
    if (type === 'DryRun') return { StatusCode: 204, ExecutedVersion: '$LATEST' };
    if (record.reservedConcurrency === 0) {
      countOfFunction(house, record.name, 'Throttles');
      throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', {
        status: 429,
        detail: { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' },
      });
    }
    if (type === 'Event') {
      queue.add(record, event);
      return { StatusCode: 202, Payload: '', ExecutedVersion: '$LATEST' };
    }
    const done = await natively(record, event);
    if (done !== undefined) return { StatusCode: 200, Payload: done, ExecutedVersion: '$LATEST' };
    const clientContext = input.ClientContext && Buffer.from(input.ClientContext, 'base64').toString('utf8');
    const outcome = await house.activity.track(() =>
      runFunction(pool, record, event, { clientContext: clientContext || undefined }),
    );
    return {
      StatusCode: 200,
      ...(outcome.failed && { FunctionError: 'Unhandled' }),
      Payload: outcome.payload,
      ExecutedVersion: '$LATEST',
    };
  };
};

const eventText = (payload: string | Uint8Array | undefined, type: string): string => {
  const text =
    payload === undefined ? '' : typeof payload === 'string' ? payload : Buffer.from(payload).toString('utf8');
  const [size, most] = [Buffer.byteLength(text), type === 'Event' ? MOST_BYTES_ASYNC : MOST_BYTES];
  if (size > most)
    throw new AwsError(
      'RequestTooLargeException',
      `${size} byte payload is too large for the ${type} invocation type (limit ${most} bytes)`,
      {
        status: 413,
      },
    );
  if (text.trim() === '') return '{}';
  try {
    JSON.parse(text);
  } catch (error) {
    throw new AwsError(
      'InvalidRequestContentException',
      `Could not parse request body into json: ${(error as Error).message}`,
    );
  }
  return text;
};

/** Over HTTP the payload is the body itself, and what else there is to say stands in headers. */
export const invokeResponse = (output: InvokeOutput): HttpResponse => ({
  status: output.StatusCode,
  headers: {
    'content-type': 'application/json',
    'x-amzn-requestid': randomUUID(),
    'x-amz-executed-version': output.ExecutedVersion,
    ...(output.FunctionError && { 'x-amz-function-error': output.FunctionError }),
  },
  body: output.Payload ?? '',
});
