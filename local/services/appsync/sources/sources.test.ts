import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AwsError } from '../../../gateway/aws-error.ts';
import { type DynamoDbEngine, startDynamoDb } from '../../../testing/dynamodb-engine.ts';
import { toMapValues } from '../util/dynamodb-values.ts';
import { callDynamoDb } from './dynamodb.ts';
import { callLambda } from './lambda.ts';

describe('DynamoDB', () => {
  let db: DynamoDbEngine;
  beforeAll(async () => {
    db = await startDynamoDb();
    await db.send('CreateTable', {
      TableName: 'Items',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    });
  });
  afterAll(() => db.stop());
  beforeEach(async () => {
    await put('a', { n: 1, list: [1, { x: 'y' }] });
    await call({ operation: 'DeleteItem', key: key('b') });
  });

  const key = (id: string) => toMapValues({ id });
  const call = (request: Record<string, unknown>) => callDynamoDb(request, 'Items', db.send);
  const put = (id: string, values: object, condition?: object) =>
    call({ operation: 'PutItem', key: key(id), attributeValues: toMapValues(values), condition });
  const absent = { expression: 'attribute_not_exists(id)' };

  it('reads and writes items', async () => {
    expect(await call({ operation: 'GetItem', key: key('a'), consistentRead: true })).toEqual({
      id: 'a',
      n: 1,
      list: [1, { x: 'y' }],
    });
    expect(await call({ operation: 'GetItem', key: key('b') })).toBeNull();
    const projection = { expression: '#n', expressionNames: { '#n': 'n' } };
    expect(await call({ operation: 'GetItem', key: key('a'), projection })).toEqual({ n: 1 });
    const update = {
      expression: 'SET #n = #n + :by',
      expressionNames: { '#n': 'n' },
      expressionValues: { ':by': { N: '2' } },
    };
    expect(await call({ operation: 'UpdateItem', key: key('a'), update })).toMatchObject({ n: 3 });
    expect(await call({ operation: 'DeleteItem', key: key('a') })).toMatchObject({ id: 'a', n: 3 });
  });

  it('tells the present item when a condition fails', async () => {
    await expect(put('a', { n: 2 }, absent)).rejects.toMatchObject({
      type: 'DynamoDB:ConditionalCheckFailedException',
      data: { id: 'a', n: 1 },
    });
  });

  it('takes a put for done when the item stands there as wanted', async () => {
    await put('b', { n: 1, at: 'x' });
    expect(await put('b', { n: 1, at: 'x' }, absent)).toEqual({ id: 'b', n: 1, at: 'x' });
    expect(await put('b', { n: 1, at: 'y' }, { ...absent, equalsIgnore: ['at'] })).toEqual({ id: 'b', n: 1, at: 'x' });
  });

  it('scans by pages', async () => {
    await put('b', {});
    const first = (await call({ operation: 'Scan', limit: 1 })) as { items: unknown[]; nextToken: string };
    expect(first.items).toHaveLength(1);
    const second = (await call({ operation: 'Scan', limit: 1, nextToken: first.nextToken })) as typeof first;
    expect(second.items).not.toEqual(first.items);
  });

  it('queries with a filter', async () => {
    const query = { expression: 'id = :id', expressionValues: { ':id': { S: 'a' } } };
    const filter = { expression: '#n > :n', expressionNames: { '#n': 'n' }, expressionValues: { ':n': { N: '1' } } };
    expect(await call({ operation: 'Query', query })).toMatchObject({ items: [{ id: 'a' }], nextToken: null });
    expect(await call({ operation: 'Query', query, filter })).toMatchObject({ items: [], scannedCount: 1 });
  });

  it('gets, puts and deletes in batches, in order', async () => {
    const keys = [key('none'), key('a')];
    expect(await call({ operation: 'BatchGetItem', tables: { Items: { keys } } })).toEqual({
      data: { Items: [null, { id: 'a', n: 1, list: [1, { x: 'y' }] }] },
      unprocessedKeys: { Items: [] },
    });
    expect(
      await call({ operation: 'BatchPutItem', tables: { Items: [toMapValues({ id: 'b', n: 5 })] } }),
    ).toMatchObject({ data: { Items: [{ id: 'b', n: 5 }] } });
    await call({ operation: 'BatchDeleteItem', tables: { Items: [key('b')] } });
    expect(await call({ operation: 'GetItem', key: key('b') })).toBeNull();
  });

  it('writes transactions and tells why one was cancelled', async () => {
    const write = (id: string) => ({
      table: 'Items',
      operation: 'PutItem',
      key: key(id),
      attributeValues: {},
      condition: absent,
    });
    await expect(
      call({ operation: 'TransactWriteItems', transactItems: [write('b'), write('a')] }),
    ).rejects.toMatchObject({
      type: 'DynamoDB:TransactionCanceledException',
      data: { keys: null, cancellationReasons: [{ type: 'None' }, { type: 'ConditionalCheckFailed' }] },
    });
    expect(await call({ operation: 'TransactWriteItems', transactItems: [write('b')] })).toEqual({
      keys: [{ id: 'b' }],
      cancellationReasons: null,
    });
    expect(
      await call({ operation: 'TransactGetItems', transactItems: [{ table: 'Items', key: key('b') }] }),
    ).toMatchObject({
      items: [{ id: 'b' }],
    });
  });

  it('refuses an operation that it does not know', async () => {
    await expect(call({ operation: 'Sync' })).rejects.toThrow("Unsupported operation 'Sync'");
    await expect(call({ operation: 'GetItem', key: toMapValues({ wrong: 'a' }) })).rejects.toMatchObject({
      type: 'DynamoDB:ValidationException',
    });
  });
});

describe('Lambda', () => {
  const answering = (answer: Record<string, unknown>) => async (_: string, input: Record<string, unknown>) => ({
    Payload: input.Payload,
    ...answer,
  });
  const invoke = (request: Record<string, unknown>, answer = {}) => callLambda(request, 'arn', answering(answer));

  it('sends the payload and takes the answer', async () => {
    expect(await invoke({ operation: 'Invoke', payload: { a: 1 } })).toEqual({ a: 1 });
    expect(await invoke({ operation: 'Invoke' }, { Payload: '' })).toBeNull();
  });

  it('names a function error by its kind, with the message of the function', async () => {
    const failure = { FunctionError: 'Unhandled', Payload: '{"errorMessage":"boom","errorType":"TypeError"}' };
    await expect(invoke({ operation: 'Invoke' }, failure)).rejects.toMatchObject({
      type: 'Lambda:Unhandled',
      message: 'boom',
    });
  });

  it('names a refusal of Lambda', async () => {
    const refuse = () => Promise.reject(new AwsError('TooManyRequestsException', 'slow down', { status: 429 }));
    await expect(callLambda({ operation: 'Invoke' }, 'arn', refuse)).rejects.toMatchObject({
      type: 'Lambda:TooManyRequestsException',
    });
  });

  it('sends a batch of one', async () => {
    expect(await invoke({ operation: 'BatchInvoke', payload: 1 }, { Payload: '[{"data":2}]' })).toBe(2);
    await expect(invoke({ operation: 'BatchInvoke' }, { Payload: '[]' })).rejects.toThrow('same length');
    await expect(
      invoke({ operation: 'BatchInvoke' }, { Payload: '[{"errorMessage":"no","errorType":"Kind"}]' }),
    ).rejects.toMatchObject({
      type: 'Kind',
      message: 'no',
    });
  });

  it('does not wait for an event', async () => {
    expect(await invoke({ operation: 'Invoke', invocationType: 'Event', payload: 1 })).toBeNull();
  });
});
