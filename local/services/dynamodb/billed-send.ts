import { AwsError } from '../../gateway/aws-error.ts';
import type { Usage } from '../../metering/usage.ts';
import type { Send } from './engine-client.ts';

const READS = new Set(['GetItem', 'Query', 'Scan', 'BatchGetItem', 'TransactGetItems']);
const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);
const PARTIQL = new Set(['ExecuteStatement', 'BatchExecuteStatement', 'ExecuteTransaction']);

interface Units {
  CapacityUnits?: number;
  ReadCapacityUnits?: number;
  WriteCapacityUnits?: number;
}

interface Capacity extends Units {
  TableName: string;
  Table?: Units;
  GlobalSecondaryIndexes?: Record<string, Units>;
  LocalSecondaryIndexes?: Record<string, Units>;
}

/**
 * Asks the engine what every request consumes, and hands on as much of the answer as the caller asked for. The engine's
 * figures follow the rules of "DynamoDB read and write operations" and "Global secondary indexes, write throughput" of the
 * developer guide (by item, 4 KB and 1 KB; half for eventually consistent reads; an index only where what it stores
 * changes, and twice where its key does), and were measured against AWS: a transaction doubles the table's units alone.
 */
export const billedSend = (send: Send, usage: Usage): Send => {
  return async (operation, input) => {
    if (!READS.has(operation) && !WRITES.has(operation) && !PARTIQL.has(operation)) return send(operation, input);
    const asked = (input as { ReturnConsumedCapacity?: string }).ReturnConsumedCapacity;
    try {
      const { ConsumedCapacity, ...output } = await send(operation, { ...input, ReturnConsumedCapacity: 'INDEXES' });
      if (ConsumedCapacity === undefined) return output;
      const capacities = [ConsumedCapacity].flat() as Capacity[];
      for (const capacity of capacities) addCapacity(usage, operation, input, capacity);
      if (asked !== 'TOTAL' && asked !== 'INDEXES') return output;
      const shown = asked === 'INDEXES' ? capacities : capacities.map(withoutDetail);
      return { ...output, ConsumedCapacity: Array.isArray(ConsumedCapacity) ? shown : shown[0] };
    } catch (error) {
      addRefused(usage, operation, input, error);
      throw error;
    }
  };
};

const withoutDetail = ({ Table, GlobalSecondaryIndexes, LocalSecondaryIndexes, ...total }: Capacity): Capacity => total;

const addCapacity = (usage: Usage, operation: string, input: object, capacity: Capacity): void => {
  const { TableName, Table, GlobalSecondaryIndexes = {}, LocalSecondaryIndexes = {} } = capacity;
  const usageType = isRead(operation, input, capacity) ? 'dynamodb/read-unit' : 'dynamodb/write-unit';
  const add = (resource: string, { CapacityUnits = 0 }: Units) => {
    if (CapacityUnits > 0) usage.add(usageType, operation, resource, CapacityUnits);
  };
  add(TableName, Table ?? capacity);
  for (const [name, units] of Object.entries({ ...GlobalSecondaryIndexes, ...LocalSecondaryIndexes }))
    add(`${TableName}/${name}`, units);
};

/** A transaction that is repeated with its token answers what it read; PartiQL says in its statement what it is. */
const isRead = (operation: string, input: object, { ReadCapacityUnits, WriteCapacityUnits }: Capacity): boolean => {
  if (ReadCapacityUnits !== undefined || WriteCapacityUnits !== undefined) return ReadCapacityUnits !== undefined;
  if (!PARTIQL.has(operation)) return READS.has(operation);
  return /"Statement":"\s*select/i.test(JSON.stringify(input));
};

type Named = { TableName?: string };

/**
 * A write whose condition does not hold is billed as the write of the item that stands there, at least one unit ("Capacity
 * units consumed by conditional writes" of the developer guide). Of a cancelled transaction the guide says nothing; its
 * items are counted as if it had been committed. Sizes are not answered here: every item counts as one of up to 1 KB.
 */
const addRefused = (usage: Usage, operation: string, input: object, error: unknown): void => {
  const code = error instanceof AwsError ? error.code : '';
  if (code === 'ConditionalCheckFailedException')
    usage.add('dynamodb/write-unit', operation, (input as Named).TableName ?? '');
  if (code !== 'TransactionCanceledException' || !WRITES.has(operation)) return;
  for (const item of (input as { TransactItems?: Record<string, Named>[] }).TransactItems ?? [])
    for (const { TableName = '' } of Object.values(item))
      usage.add('dynamodb/write-unit', `${operation} (cancelled)`, TableName, 2);
};
