import { StateFailure } from '../interpreter/state-failure.ts';
import { isObject, type Json } from '../json.ts';
import type { Integration } from './integration.ts';
import { asArguments, asJson, withMetadata } from './json-output.ts';
import { serviceFailure } from './service-failure.ts';

interface Optimized {
  service: string;
  operation: string;
  /** Of its error names: `DynamoDB.ConditionalCheckFailedException`. */
  prefix: string;
  /** Whether `.waitForTaskToken` exists. */
  token?: boolean;
  shape?(input: Record<string, unknown>): Record<string, unknown>;
  check?(output: Record<string, unknown>): void;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const dynamodb = (operation: string): Optimized => ({ service: 'dynamodb', operation, prefix: 'DynamoDB' });

/** AWS serializes `Detail`, `Message` and `MessageBody` where they are given as JSON. */
const OPTIMIZED: Record<string, Optimized> = {
  'dynamodb:getItem': dynamodb('GetItem'),
  'dynamodb:putItem': dynamodb('PutItem'),
  'dynamodb:updateItem': dynamodb('UpdateItem'),
  'dynamodb:deleteItem': dynamodb('DeleteItem'),
  'events:putEvents': {
    service: 'events',
    operation: 'PutEvents',
    prefix: 'EventBridge',
    token: true,
    shape: (input) => ({ ...input, Entries: entriesOf(input.Entries) }),
    check(output) {
      if (Number(output.FailedEntryCount ?? 0) > 0)
        throw new StateFailure(
          'EventBridge.FailedEntry',
          JSON.stringify({ Entries: output.Entries, FailedEntryCount: output.FailedEntryCount }),
        );
    },
  },
  'sns:publish': {
    service: 'sns',
    operation: 'Publish',
    prefix: 'SNS',
    token: true,
    shape: (input) => (input.Message === undefined ? input : { ...input, Message: text(input.Message) }),
  },
  'sqs:sendMessage': {
    service: 'sqs',
    operation: 'SendMessage',
    prefix: 'SQS',
    token: true,
    shape: (input) => (input.MessageBody === undefined ? input : { ...input, MessageBody: text(input.MessageBody) }),
  },
};

const entriesOf = (entries: unknown): unknown =>
  Array.isArray(entries)
    ? entries.map((entry: unknown) =>
        isObject(entry) && entry.Detail !== undefined ? { ...entry, Detail: text(entry.Detail) } : entry,
      )
    : entries;

/** `arn:aws:states:::dynamodb:getItem` and its like; undefined where there is none. */
export const optimizedIntegration = (action: string, pattern: 'request' | 'token'): Integration | undefined => {
  const known = OPTIMIZED[action];
  if (!known || (pattern === 'token' && !known.token)) return undefined;
  const [resourceType = '', api = ''] = action.split(':');
  return {
    resourceType,
    resource: pattern === 'token' ? `${api}.waitForTaskToken` : api,
    pattern,
    async call(argument: Json, door) {
      const input = asArguments(argument);
      try {
        const output = await door.call(known.service, known.operation, known.shape?.(input) ?? input);
        known.check?.(output);
        return withMetadata(asJson(output));
      } catch (error) {
        throw serviceFailure(known.prefix, error);
      }
    },
  };
};
