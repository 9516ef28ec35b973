import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';

/** A row as a GraphQL read would answer it, and the model it belongs to. */
export interface Change {
  model: string;
  item: Record<string, unknown>;
}

/** Attributes that serve the backend alone: they are no fields of the schema and leave it in no message. */
const INTERNAL = new Set([
  '__typename',
  'decidedById',
  'requestedById',
  'firstApprovedById',
  'executionArns',
  'dayShard',
  'productShard',
  'timeKey',
  'expiryShard',
  'waitingFor',
  'movementId',
]);

/**
 * The latest state of every row that the records speak of, in the order of their last change.
 * `models` names the model of a table. Removed rows are passed over: no model row is ever deleted by the flow.
 */
export function latestChanges(records: DynamoDBRecord[], models: Record<string, string>): Change[] {
  const latest = new Map<string, Change>();
  for (const { eventSourceARN = '', dynamodb } of records) {
    const model = models[tableOf(eventSourceARN)];
    if (!model || !dynamodb?.NewImage || !dynamodb.Keys) continue;
    const key = `${model} ${JSON.stringify(dynamodb.Keys)}`;
    const row = unmarshall(dynamodb.NewImage as Record<string, AttributeValue>);
    latest.delete(key);
    latest.set(key, { model, item: visible(row) });
  }
  return [...latest.values()];
}

const tableOf = (streamArn: string) => streamArn.split('/')[1] ?? '';

function visible(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    // Composite key attributes (`productId#locationId`) are how Amplify stores an identifier, not fields.
    Object.entries(row).filter(([name]) => !INTERNAL.has(name) && !name.includes('#')),
  );
}

/** AppSync delivers at most 240 KB to a subscriber in one message. */
export const LARGEST_MESSAGE = 200_000;

/** Splits changes into JSON texts that each fit into one message. */
export function messagesOf(changes: Change[], largest = LARGEST_MESSAGE): string[] {
  const messages: string[] = [];
  let parts: string[] = [];
  let size = 0;
  for (const change of changes) {
    const text = JSON.stringify(change);
    const bytes = Buffer.byteLength(text) + 1;
    if (size + bytes > largest && parts.length > 0) {
      messages.push(`[${parts.join(',')}]`);
      parts = [];
      size = 0;
    }
    parts.push(text);
    size += bytes;
  }
  if (parts.length > 0) messages.push(`[${parts.join(',')}]`);
  return messages;
}
