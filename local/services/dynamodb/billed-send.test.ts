import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { UsageLine } from '../../metering/usage.ts';
import { dynamoDbHouse } from './test-house.ts';

const KB = 1024;
const { call, dynamodb, house } = dynamoDbHouse();
const text = (S: string) => ({ S });
/** An item of so many bytes: the names `id` and `data` and their values count, and what an index needs. */
const item = (id: string, bytes: number, more = {}) => ({
  id: text(id),
  data: text('x'.repeat(bytes - 'id'.length - id.length - 'data'.length)),
  ...more,
});

const unitsOf = (lines: UsageLine[]): Record<string, number> => {
  const units: Record<string, number> = {};
  for (const { usageType, resource, amount } of lines) {
    const key = `${usageType.replace('dynamodb/', '')} ${resource}`;
    units[key] = (units[key] ?? 0) + amount;
  }
  return units;
};
let before: Record<string, number> = {};
/** What was billed since `begin`. */
const billed = (): Record<string, number> =>
  Object.fromEntries(
    Object.entries(unitsOf(house.usage.lines())).flatMap(([key, amount]) => {
      const more = amount - (before[key] ?? 0);
      return more > 0 ? [[key, more] as const] : [];
    }),
  );
const begin = () => {
  before = unitsOf(house.usage.lines());
};
const put = (Item: object, more = {}) => call('PutItem', { TableName: 'items', Item, ...more });

beforeAll(async () => {
  await call('CreateTable', {
    TableName: 'items',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['id', 'colour', 'shape'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [
      { IndexName: 'by-colour', AttributeName: 'colour', ProjectionType: 'ALL' },
      { IndexName: 'by-shape', AttributeName: 'shape', ProjectionType: 'KEYS_ONLY' },
    ].map(({ IndexName, AttributeName, ProjectionType }) => ({
      IndexName,
      KeySchema: [{ AttributeName, KeyType: 'HASH' }],
      Projection: { ProjectionType },
    })),
  });
});
afterAll(() => dynamodb.stop?.());
beforeEach(begin);

describe('the examples of Amazon DynamoDB Pricing', () => {
  it('a write of 1 KB is one unit, of 3 KB three, and in a transaction six', async () => {
    await put(item('one', KB));
    expect(billed()).toEqual({ 'write-unit items': 1 });
    await put(item('three', 3 * KB));
    expect(billed()).toEqual({ 'write-unit items': 4 });
    await call('TransactWriteItems', { TransactItems: [{ Put: { TableName: 'items', Item: item('six', 3 * KB) } }] });
    expect(billed()).toEqual({ 'write-unit items': 10 });
  });

  it('a read of 8 KB is two units, eventually consistent one, in a transaction four', async () => {
    await put(item('eight', 8 * KB));
    begin();
    const read = { TableName: 'items', Key: { id: text('eight') } };
    await call('GetItem', { ...read, ConsistentRead: true });
    expect(billed()).toEqual({ 'read-unit items': 2 });
    await call('GetItem', read);
    expect(billed()).toEqual({ 'read-unit items': 3 });
    await call('TransactGetItems', { TransactItems: [{ Get: read }] });
    expect(billed()).toEqual({ 'read-unit items': 7 });
  });
});

describe('an index', () => {
  const set = (name: string, value: string, id = 'indexed') =>
    call('UpdateItem', {
      TableName: 'items',
      Key: { id: text(id) },
      UpdateExpression: 'SET #name = :value',
      ExpressionAttributeNames: { '#name': name },
      ExpressionAttributeValues: { ':value': text(value) },
    });

  it('costs a unit when it takes the item up', async () => {
    await put(item('indexed', 100, { colour: text('red'), shape: text('round') }));
    expect(billed()).toEqual({
      'write-unit items': 1,
      'write-unit items/by-colour': 1,
      'write-unit items/by-shape': 1,
    });
  });

  it('costs nothing when nothing changes that it stores', async () => {
    await set('data', 'new');
    expect(billed()).toEqual({ 'write-unit items': 1, 'write-unit items/by-colour': 1 });
  });

  it('costs two when its key changes', async () => {
    await set('shape', 'square');
    expect(billed()).toEqual({
      'write-unit items': 1,
      'write-unit items/by-colour': 1,
      'write-unit items/by-shape': 2,
    });
  });

  it('costs in a transaction what it costs outside one', async () => {
    const Item = item('indexed too', 100, { shape: text('round') });
    await call('TransactWriteItems', { TransactItems: [{ Put: { TableName: 'items', Item } }] });
    expect(billed()).toEqual({ 'write-unit items': 2, 'write-unit items/by-shape': 1 });
  });

  it('is read at half a unit', async () => {
    await call('Query', {
      TableName: 'items',
      IndexName: 'by-shape',
      KeyConditionExpression: 'shape = :shape',
      ExpressionAttributeValues: { ':shape': text('square') },
    });
    expect(billed()).toEqual({ 'read-unit items/by-shape': 0.5 });
  });
});

describe('a write that is refused', () => {
  const taken = { ConditionExpression: 'attribute_not_exists(id)' };

  it('is billed by itself', async () => {
    await put(item('taken', 100));
    begin();
    await expect(put(item('taken', 100), taken)).rejects.toMatchObject({ code: 'ConditionalCheckFailedException' });
    expect(billed()).toEqual({ 'write-unit items': 1 });
  });

  it('is billed with every item of its transaction, and under a heading of its own', async () => {
    const TransactItems = ['taken', 'free'].map((id) => ({
      Put: { TableName: 'items', Item: item(id, 100), ...taken },
    }));
    await expect(call('TransactWriteItems', { TransactItems })).rejects.toMatchObject({
      code: 'TransactionCanceledException',
    });
    expect(billed()).toEqual({ 'write-unit items': 4 });
    expect(house.usage.lines()).toContainEqual(
      expect.objectContaining({ operation: 'TransactWriteItems (cancelled)', amount: 4 }),
    );
  });

  it('costs nothing when it makes no sense', async () => {
    await expect(put({ colour: text('red') })).rejects.toMatchObject({ code: 'ValidationException' });
    expect(billed()).toEqual({});
  });
});

describe('the capacity that the caller sees', () => {
  it('is none unless asked for, the total alone, or all of it', async () => {
    const Item = item('seen', 100, { shape: text('round') });
    expect(await put(Item)).toEqual({});
    const total = { TableName: 'items', CapacityUnits: 1 };
    expect(await put(Item, { ReturnConsumedCapacity: 'TOTAL' })).toEqual({ ConsumedCapacity: total });
    expect(await put(Item, { ReturnConsumedCapacity: 'INDEXES' })).toEqual({
      ConsumedCapacity: { ...total, Table: { CapacityUnits: 1 } },
    });
    const batch = { RequestItems: { items: [{ PutRequest: { Item } }] }, ReturnConsumedCapacity: 'TOTAL' };
    expect(await call('BatchWriteItem', batch)).toMatchObject({ ConsumedCapacity: [total] });
  });
});

it('tells reads from writes in PartiQL', async () => {
  await call('ExecuteStatement', { Statement: "SELECT * FROM items WHERE id = 'one'" });
  expect(billed()).toEqual({ 'read-unit items': 0.5 });
  await call('ExecuteStatement', { Statement: "DELETE FROM items WHERE id = 'one'" });
  expect(billed()).toEqual({ 'read-unit items': 0.5, 'write-unit items': 1 });
});
