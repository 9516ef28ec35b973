import { DataSourceError, fromAws } from './data-source-error.ts';
import type { AwsCall, MappedRequest } from './source.ts';

/** `{ operation: 'Invoke', payload }`. A BatchInvoke is sent as a batch of one: the function gets a list, and answers one. */
export async function callLambda(request: MappedRequest, functionArn: string, call: AwsCall): Promise<unknown> {
  const { operation = 'Invoke', payload = null, invocationType = 'RequestResponse' } = request;
  if (operation !== 'Invoke' && operation !== 'BatchInvoke') {
    throw new DataSourceError(
      'MappingTemplate',
      `Unsupported operation '${String(operation)}' for an AWS Lambda data source.`,
    );
  }
  const isBatch = operation === 'BatchInvoke';
  const answer = await invoke(functionArn, isBatch ? [payload] : payload, String(invocationType), call);
  if (!isBatch || invocationType === 'Event') return answer;
  if (!Array.isArray(answer) || answer.length !== 1) {
    throw new DataSourceError(
      'Lambda:IllegalArgument',
      'The response of a BatchInvoke must be a list of the same length as its payload.',
    );
  }
  const [item] = answer as unknown[];
  if (isFailure(item)) {
    throw new DataSourceError(item.errorType ?? 'Lambda:Handled', item.errorMessage, item.data ?? null);
  }
  return typeof item === 'object' && item !== null && 'data' in item ? item.data : item;
}

async function invoke(functionArn: string, payload: unknown, invocationType: string, call: AwsCall): Promise<unknown> {
  const answer = await call('Invoke', {
    FunctionName: functionArn,
    InvocationType: invocationType,
    Payload: JSON.stringify(payload),
  }).catch((error: unknown) => {
    throw fromAws(error, 'Lambda', 'AWSLambda');
  });
  if (invocationType === 'Event') return null;
  const text = asText(answer.Payload);
  if (answer.FunctionError) {
    const failure: unknown = parse(text);
    const message = isFailure(failure) ? failure.errorMessage : text;
    throw new DataSourceError(`Lambda:${String(answer.FunctionError)}`, message);
  }
  return parse(text);
}

const asText = (payload: unknown): string =>
  payload instanceof Uint8Array ? Buffer.from(payload).toString() : typeof payload === 'string' ? payload : '';

function parse(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    throw new DataSourceError('Lambda:IllegalArgument', 'The Lambda function answered no JSON.');
  }
}

interface Failure {
  errorMessage: string;
  errorType?: string;
  data?: unknown;
}

const isFailure = (value: unknown): value is Failure =>
  typeof value === 'object' && value !== null && 'errorMessage' in value && typeof value.errorMessage === 'string';
