import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort } from '../../free-port.ts';
import type { AwsError } from '../../gateway/aws-error.ts';
import type { DynamoDb } from './dynamodb.ts';
import { startEngine } from './engine-process.ts';
import { findEngine } from './find-engine.ts';
import { dynamoDbHouse } from './test-house.ts';

const TABLE = {
  TableName: 'orders',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
};

const running: DynamoDb[] = [];
const start = (options: Parameters<typeof dynamoDbHouse>[0] = {}) => {
  const house = dynamoDbHouse(options);
  running.push(house.dynamodb);
  return house;
};
afterEach(async () => {
  for (const service of running.splice(0)) await service.stop?.();
});

describe('operations', () => {
  it('names tables and streams by the ARNs of this account and region', async () => {
    const { call } = start();
    const { TableDescription } = await call<{ TableDescription: { TableArn: string; LatestStreamArn: string } }>(
      'CreateTable',
      TABLE,
    );
    expect(TableDescription.TableArn).toBe('arn:aws:dynamodb:eu-west-1:000000000000:table/orders');
    expect(TableDescription.LatestStreamArn).toMatch(`${TableDescription.TableArn}/stream/`);
    await call('PutItem', { TableName: TableDescription.TableArn, Item: { id: { S: '1' } } });
    expect(await call('GetItem', { TableName: 'orders', Key: { id: { S: '1' } } })).toEqual({
      Item: { id: { S: '1' } },
    });
  });

  it('passes errors through with their code, item and cancellation reasons', async () => {
    const { call } = start();
    await call('CreateTable', TABLE);
    await call('PutItem', { TableName: 'orders', Item: { id: { S: '1' } } });
    const put = {
      TableName: 'orders',
      Item: { id: { S: '1' } },
      ConditionExpression: 'attribute_not_exists(id)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    };
    const single = (await call('PutItem', put).catch((error: unknown) => error)) as AwsError;
    expect(single).toMatchObject({ code: 'ConditionalCheckFailedException', detail: { Item: { id: { S: '1' } } } });
    const many = (await call('TransactWriteItems', { TransactItems: [{ Put: put }] }).catch(
      (error: unknown) => error,
    )) as AwsError;
    expect(many.code).toBe('TransactionCanceledException');
    expect(many.detail.CancellationReasons).toMatchObject([
      { Code: 'ConditionalCheckFailed', Item: { id: { S: '1' } } },
    ]);
  });

  it('tells the listeners which tables a write touched, and nothing of a refused one', async () => {
    const { call, dynamodb } = start();
    await call('CreateTable', TABLE);
    const told: (string | undefined)[] = [];
    const end = dynamodb.onWrite((table) => told.push(table));
    await call('PutItem', { TableName: 'orders', Item: { id: { S: '1' } } });
    await call('BatchWriteItem', { RequestItems: { orders: [{ PutRequest: { Item: { id: { S: '2' } } } }] } });
    await call('PutItem', { TableName: 'orders', Item: {} }).catch(() => undefined);
    end();
    await call('PutItem', { TableName: 'orders', Item: { id: { S: '3' } } });
    expect(told).toEqual(['orders', 'orders']);
  });

  it('reads a stream whose shard stays open', async () => {
    const { call } = start();
    const { TableDescription } = await call<{ TableDescription: { LatestStreamArn: string } }>('CreateTable', TABLE);
    await call('PutItem', { TableName: 'orders', Item: { id: { S: '1' } } });
    const StreamArn = TableDescription.LatestStreamArn;
    const { StreamDescription } = await call<{
      StreamDescription: { StreamArn: string; Shards: { ShardId: string; SequenceNumberRange: object }[] };
    }>('DescribeStream', { StreamArn });
    expect(StreamDescription.StreamArn).toBe(StreamArn);
    expect(StreamDescription.Shards[0]?.SequenceNumberRange).not.toHaveProperty('EndingSequenceNumber');
    const { ShardIterator } = await call('GetShardIterator', {
      StreamArn,
      ShardId: StreamDescription.Shards[0]?.ShardId,
      ShardIteratorType: 'TRIM_HORIZON',
    });
    const { Records } = await call<{ Records: unknown[] }>('GetRecords', { ShardIterator });
    expect(Records).toMatchObject([{ eventName: 'INSERT', awsRegion: 'eu-west-1' }]);
  });

  it('stores time to live and point-in-time recovery as switches that can be read back', async () => {
    const { call } = start();
    await call('CreateTable', TABLE);
    await call('UpdateTimeToLive', {
      TableName: 'orders',
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
    });
    expect(await call('DescribeTimeToLive', { TableName: 'orders' })).toEqual({
      TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' },
    });
    await call('UpdateContinuousBackups', {
      TableName: 'orders',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
    expect(await call('DescribeContinuousBackups', { TableName: 'orders' })).toMatchObject({
      ContinuousBackupsDescription: { PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED' } },
    });
    await expect(call('DescribeContinuousBackups', { TableName: 'absent' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });
});

describe('the engine', () => {
  it('looks the next number of a stream up, however many records the streams have', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'dynamodb-index-'));
    const { call } = start({ dataFolder });
    await call('CreateTable', TABLE);
    await call('PutItem', { TableName: 'orders', Item: { id: { S: '1' } } });
    const tables = new DatabaseSync(join(dataFolder, 'tables.db'), { readOnly: true });
    // As the engine asks, by its own strings.
    const plan = tables
      .prepare(
        'EXPLAIN QUERY PLAN SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = ?',
      )
      .all('orders');
    tables.close();
    expect(plan).toMatchObject([{ detail: expect.stringContaining('USING COVERING INDEX local_stream_next') }]);
  });

  it('says what to install where its binary is missing', () => {
    expect(() => findEngine('plan9-mips')).toThrow('npm i --no-save @dynoxide/plan9-mips');
  });

  it('keeps every acknowledged write when it is killed, and is started again', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'dynamodb-kill-'));
    const { call } = start({ dataFolder });
    await call('CreateTable', TABLE);
    let acknowledged = 0;
    const writes = (async () => {
      for (let id = 0; id < 500; id += 1) {
        await call('PutItem', { TableName: 'orders', Item: { id: { S: String(id) } } });
        acknowledged += 1;
        if (acknowledged === 200) process.kill(Number(readFileSync(join(dataFolder, 'engine.pid'), 'utf8')), 'SIGKILL');
      }
    })();
    await writes.catch(() => undefined);
    expect(acknowledged).toBeGreaterThanOrEqual(200);
    const { Count } = await retried(() => call<{ Count: number }>('Scan', { TableName: 'orders', Select: 'COUNT' }));
    expect(Count).toBeGreaterThanOrEqual(acknowledged);
  });

  it('takes another port when somebody listens on the chosen one before it does', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const ports = [(other.address() as AddressInfo).port, await freePort()];
    const chosen = [...ports];
    const engine = await startEngine(findEngine(), undefined, async () => chosen.shift() ?? freePort());
    expect(engine.url).toBe(`http://127.0.0.1:${ports[1]}`);
    expect(chosen).toEqual([]);
    await engine.stop();
    other.close();
  });

  it('dies with its parent, even when that is killed, and leaves its tables to the next', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'dynamodb-orphan-'));
    const script = `
      const { startEngine } = await import(${JSON.stringify(new URL('./engine-process.ts', import.meta.url).href)});
      const { findEngine } = await import(${JSON.stringify(new URL('./find-engine.ts', import.meta.url).href)});
      const engine = await startEngine(findEngine(), ${JSON.stringify(dataFolder)});
      console.log(engine.pid);
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const enginePid = await new Promise<number>((resolve) =>
      parent.stdout.once('data', (chunk: Buffer) => resolve(Number.parseInt(chunk.toString(), 10))),
    );
    expect(alive(enginePid)).toBe(true);
    const exited = new Promise((resolve) => parent.once('exit', resolve));
    parent.kill('SIGKILL');
    await exited;
    const { call } = start({ dataFolder });
    await call('CreateTable', TABLE);
    expect(alive(enginePid)).toBe(false);
  });
});

const alive = (pid: number): boolean => {
  try {
    // A zombie that nobody has reaped yet is as dead as can be.
    return !execFileSync('ps', ['-p', String(pid), '-o', 'stat='], { encoding: 'utf8' }).startsWith('Z');
  } catch {
    return false;
  }
};

const retried = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
};
