import { StateFailure } from '../interpreter/state-failure.ts';
import { isObject, type Json } from '../json.ts';
import type { Door, Integration } from './integration.ts';
import { asArguments, withMetadata } from './json-output.ts';
import { serviceFailure } from './service-failure.ts';

/** `arn:aws:states:::lambda:invoke`, with or without a task token. The answer's Payload is parsed JSON. */
export const lambdaInvoke = (pattern: 'request' | 'token'): Integration => ({
  resourceType: 'lambda',
  resource: pattern === 'token' ? 'invoke.waitForTaskToken' : 'invoke',
  pattern,
  async call(argument, door) {
    const { Payload, ...rest } = asArguments(argument);
    const output = await invoke(door, { ...rest, Payload: payloadText(Payload as Json | undefined) });
    return { ...withMetadata(output), Payload: parsePayload(output.Payload) };
  },
});

/** A Lambda function's ARN as Resource: the whole input is its event, the whole answer the result. */
export const lambdaFunction = (functionArn: string): Integration => ({
  resourceType: 'lambda',
  resource: functionArn,
  pattern: 'request',
  lambdaEvents: true,
  async call(argument, door) {
    const output = await invoke(door, { FunctionName: functionArn, Payload: JSON.stringify(argument) });
    return parsePayload(output.Payload);
  },
});

const invoke = async (door: Door, input: Record<string, unknown>): Promise<Record<string, unknown>> => {
  let output: Record<string, unknown>;
  try {
    output = await door.call('lambda', 'Invoke', { InvocationType: 'RequestResponse', ...input });
  } catch (error) {
    throw serviceFailure('Lambda', error);
  }
  if (output.FunctionError === undefined) return output;
  throw functionFailure(output.Payload);
};

/** AWS: the function's errorType is the error, its whole payload the cause. */
const functionFailure = (payload: unknown): StateFailure => {
  const parsed = parsePayload(payload);
  const type = isObject(parsed) && typeof parsed.errorType === 'string' ? parsed.errorType : 'Lambda.Unknown';
  return new StateFailure(type, typeof payload === 'string' ? payload : JSON.stringify(parsed));
};

const payloadText = (payload: Json | undefined): string => (payload === undefined ? '{}' : JSON.stringify(payload));

const parsePayload = (payload: unknown): Json => {
  if (typeof payload !== 'string' || payload === '') return null;
  try {
    return JSON.parse(payload) as Json;
  } catch {
    return payload;
  }
};
