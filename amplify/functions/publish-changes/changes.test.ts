import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { latestChanges, messagesOf } from './changes.ts';
import { countByMinute } from './order-rate.ts';

const MODELS = { 'levels-1': 'StockLevel', 'reservations-1': 'Reservation' };

const record = (
  table: string,
  key: string,
  image: DynamoDBRecord['dynamodb'],
  eventName: 'INSERT' | 'MODIFY' = 'MODIFY',
): DynamoDBRecord => ({
  eventName,
  eventSourceARN: `arn:aws:dynamodb:us-east-1:000000000000:table/${table}/stream/now`,
  dynamodb: { Keys: { productId: { S: key } }, ...image },
});

const level = (key: string, available: number) =>
  record('levels-1', key, { NewImage: { productId: { S: key }, available: { N: String(available) } } });

const reservation = (key: string, status: string, createdAt: string, eventName: 'INSERT' | 'MODIFY' = 'INSERT') =>
  record('reservations-1', key, { NewImage: { status: { S: status }, createdAt: { S: createdAt } } }, eventName);

describe('latestChanges', () => {
  it('keeps the last state of each row', () => {
    const changes = latestChanges([level('tv', 9), level('desk', 5), level('tv', 8)], MODELS);
    expect(changes).toEqual([
      { model: 'StockLevel', item: { productId: 'desk', available: 5 } },
      { model: 'StockLevel', item: { productId: 'tv', available: 8 } },
    ]);
  });

  it('leaves out what is no field of the schema', () => {
    const image = {
      productId: { S: 'tv' },
      __typename: { S: 'StockLevel' },
      decidedById: { S: 'x' },
      'a#b': { S: 'y' },
    };
    expect(latestChanges([record('levels-1', 'tv', { NewImage: image })], MODELS)[0]?.item).toEqual({
      productId: 'tv',
    });
  });

  it('passes over tables it does not know', () => {
    expect(latestChanges([record('other', 'x', { NewImage: { a: { S: 'b' } } })], MODELS)).toEqual([]);
  });
});

describe('messagesOf', () => {
  it('splits what is too large, and loses nothing', () => {
    const changes = Array.from({ length: 10 }, (_, number) => ({
      model: 'Alert',
      item: { number, text: 'ä'.repeat(100) },
    }));
    const messages = messagesOf(changes, 600);
    expect(messages.length).toBeGreaterThan(1);
    for (const message of messages) expect(Buffer.byteLength(message)).toBeLessThanOrEqual(602);
    expect(messages.flatMap((message) => JSON.parse(message))).toEqual(changes);
  });
});

describe('countByMinute', () => {
  it('counts new reservations by minute and outcome, and no others', () => {
    const counts = countByMinute(
      [
        reservation('1', 'RESERVED', '2026-01-05T09:00:10.000Z'),
        reservation('2', 'RESERVED', '2026-01-05T09:00:50.000Z'),
        reservation('3', 'UNAVAILABLE', '2026-01-05T09:01:00.000Z'),
        reservation('3', 'UNAVAILABLE', '2026-01-05T09:01:00.000Z', 'MODIFY'),
        level('tv', 3),
      ],
      MODELS,
    );
    expect(counts).toEqual([
      { day: '2026-01-05', minute: '09:00', reserved: 2, unavailable: 0, rejected: 0 },
      { day: '2026-01-05', minute: '09:01', reserved: 0, unavailable: 1, rejected: 0 },
    ]);
  });
});
