import type { House, Operation, Service } from '../../gateway/service.ts';
import { dynamoDbAccess } from './access.ts';
import { namedTables, translateArns } from './arns.ts';
import { backups } from './backups.ts';
import { billedSend } from './billed-send.ts';
import { EngineUnreachable, engineClient, type Send } from './engine-client.ts';
import { type Engine, startEngine } from './engine-process.ts';
import { findEngine } from './find-engine.ts';
import { asShown, readIterator } from './shard-iterator.ts';
import { tableResources } from './table-resource.ts';

export interface DynamoDbOptions {
  /** Where the tables are kept; in memory when absent. */
  dataFolder?: string | undefined;
  /** Address of another DynamoDB engine to use instead of our own. */
  endpoint?: string | undefined;
}

/** Told after every write which table it touched; undefined where the operation does not say (PartiQL). */
export type WriteListener = (tableName: string | undefined) => void;

export interface DynamoDb extends Service {
  /** Stream consumers listen here instead of polling. Returns how to stop listening. */
  onWrite(listener: WriteListener): () => void;
}

const READS = ['GetItem', 'Query', 'Scan', 'BatchGetItem', 'TransactGetItems'];
const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems'];
const PARTIQL = ['ExecuteStatement', 'BatchExecuteStatement', 'ExecuteTransaction'];
/** Answers that carry ARNs. */
const CONTROL = [
  ...['CreateTable', 'DeleteTable', 'DescribeTable', 'ListTables', 'UpdateTable'],
  ...['UpdateTimeToLive', 'DescribeTimeToLive', 'TagResource', 'UntagResource', 'ListTagsOfResource'],
  'ListStreams',
];

/** DynamoDB and DynamoDB Streams: the engine's answers, with the ARNs of this account and region. */
export const createDynamoDb = (house: House, options: DynamoDbOptions = {}): DynamoDb => {
  const connection = engineConnection(options);
  const listeners = new Set<WriteListener>();
  const tell = (tables: (string | undefined)[]) => {
    for (const table of new Set(tables)) for (const listener of listeners) listener(table);
  };
  const send = billedSend(connection.send, house.usage);
  const translated = <T>(output: T) => translateArns(output, house.account, house.region);

  const operations: Record<string, Operation> = { ...backups(house, send) };
  for (const name of READS) operations[name] = (input) => send(name, namedTables(input).input);
  for (const name of CONTROL)
    operations[name] = async (input) => translated(await send(name, namedTables(input).input));
  for (const name of WRITES)
    operations[name] = async (input) => {
      const { input: plain, tables } = namedTables(input);
      const output = await send(name, plain);
      if (listeners.size > 0) tell(tables);
      return output;
    };
  for (const name of PARTIQL)
    operations[name] = async (input) => {
      const output = await send(name, input);
      tell([undefined]);
      return output;
    };
  operations.DescribeStream = async (input) => openShards(translated(await send('DescribeStream', input)));
  operations.GetShardIterator = async (input) => {
    const output = await send('GetShardIterator', input);
    return { ShardIterator: asShown(String(input.StreamArn), String(output.ShardIterator)) };
  };
  operations.GetRecords = async (input) => {
    const { stream, engine } = readIterator(input.ShardIterator);
    const output = await send('GetRecords', { ...input, ShardIterator: engine });
    if (typeof output.NextShardIterator === 'string')
      output.NextShardIterator = asShown(stream, output.NextShardIterator);
    for (const record of output.Records as { awsRegion: string }[]) record.awsRegion = house.region;
    return output;
  };

  return {
    name: 'dynamodb',
    protocol: { kind: 'json', targets: ['DynamoDB_20120810', 'DynamoDBStreams_20120810'] },
    operations,
    access: dynamoDbAccess(house),
    resources: tableResources(house),
    onWrite(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start: connection.start,
    stop: connection.stop,
  };
};

/** The engine puts an end on a shard that is still written to; an SDK's consumer would take the shard for closed. */
const openShards = (output: Record<string, unknown>): Record<string, unknown> => {
  const description = output.StreamDescription as {
    StreamStatus?: string;
    Shards?: { SequenceNumberRange: { EndingSequenceNumber?: string } }[];
  };
  if (description?.StreamStatus === 'ENABLED')
    for (const shard of description.Shards ?? []) delete shard.SequenceNumberRange.EndingSequenceNumber;
  return output;
};

/** Starts the engine when first needed, and again should it have died. */
const engineConnection = ({ dataFolder, endpoint }: DynamoDbOptions) => {
  type Connection = { client: ReturnType<typeof engineClient>; engine?: Engine };
  let current: Promise<Connection> | undefined;
  const open = async (): Promise<Connection> => {
    if (endpoint !== undefined) return { client: engineClient(endpoint) };
    const engine = await startEngine(findEngine(), dataFolder);
    const connection = { client: engineClient(engine.url), engine };
    void engine.ended.then(() => {
      connection.client.close();
      current = undefined;
    });
    return connection;
  };
  const connect = (): Promise<Connection> => {
    current ??= open().catch((error: unknown) => {
      current = undefined;
      throw error;
    });
    return current;
  };
  const send: Send = async (operation, input) => {
    const { client, engine } = await connect();
    try {
      return await client.send(operation, input);
    } catch (error) {
      if (!(error instanceof EngineUnreachable && error.refused && engine)) throw error;
      // It died and its end was not noticed yet: the request goes to its successor.
      await engine.stop();
      return (await connect()).client.send(operation, input);
    }
  };
  return {
    send,
    start: async () => void (await connect()),
    stop: async () => {
      const connection = await current?.catch(() => undefined);
      current = undefined;
      connection?.client.close();
      await connection?.engine?.stop();
    },
  };
};
