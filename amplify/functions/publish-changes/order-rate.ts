import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';

export interface MinuteCount {
  day: string;
  minute: string;
  reserved: number;
  unavailable: number;
  rejected: number;
}

/** How many order lines of each outcome came in each minute, from the records that insert a reservation. */
export function countByMinute(records: DynamoDBRecord[], models: Record<string, string>): MinuteCount[] {
  const counts = new Map<string, MinuteCount>();
  for (const { eventName, eventSourceARN = '', dynamodb } of records) {
    if (eventName !== 'INSERT' || models[eventSourceARN.split('/')[1] ?? ''] !== 'Reservation') continue;
    const createdAt = dynamodb?.NewImage?.createdAt?.S ?? '';
    const field = fieldOf(dynamodb?.NewImage?.status?.S);
    if (!createdAt || !field) continue;
    const day = createdAt.slice(0, 10);
    const minute = createdAt.slice(11, 16);
    const count = counts.get(day + minute) ?? { day, minute, reserved: 0, unavailable: 0, rejected: 0 };
    count[field] += 1;
    counts.set(day + minute, count);
  }
  return [...counts.values()];
}

function fieldOf(status: string | undefined): 'reserved' | 'unavailable' | 'rejected' | undefined {
  if (status === 'RESERVED') return 'reserved';
  if (status === 'UNAVAILABLE' || status === 'BACKORDERED') return 'unavailable';
  return status === 'REJECTED' ? 'rejected' : undefined;
}

/**
 * Adds the counts to their minute's row. A batch that the stream delivers twice is counted twice: the rows feed a
 * chart; the books are the reservations and the ledger.
 */
export const addToOrderRate =
  (documents: Pick<DynamoDBDocumentClient, 'send'>, table: string, now: () => Date) =>
  async (counts: MinuteCount[]): Promise<void> => {
    const at = now().toISOString();
    for (const { day, minute, reserved, unavailable, rejected } of counts) {
      await documents.send(
        new UpdateCommand({
          TableName: table,
          Key: { day, minute },
          UpdateExpression:
            'SET #type = :type, createdAt = if_not_exists(createdAt, :at), updatedAt = :at ADD reserved :reserved, unavailable :unavailable, rejected :rejected',
          ExpressionAttributeNames: { '#type': '__typename' },
          ExpressionAttributeValues: {
            ':type': 'OrderRate',
            ':at': at,
            ':reserved': reserved,
            ':unavailable': unavailable,
            ':rejected': rejected,
          },
        }),
      );
    }
  };
