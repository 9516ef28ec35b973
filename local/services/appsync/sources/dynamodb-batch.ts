import { AwsError } from '../../../gateway/aws-error.ts';
import { fromMapValues } from '../util/dynamodb-values.ts';
import { isMap, isSame } from '../vtl/values.ts';
import { DataSourceError, fromAws } from './data-source-error.ts';
import { inputOf } from './dynamodb-input.ts';
import type { AwsCall, MappedRequest } from './source.ts';

type Item = Record<string, unknown>;

/** Operations that name their tables themselves. */
export const BATCH_OPERATIONS: Record<string, (request: MappedRequest, call: AwsCall) => Promise<unknown>> = {
  BatchGetItem: batchGet,
  BatchPutItem: (request, call) => batchWrite(request, call, 'PutRequest', 'Item'),
  BatchDeleteItem: (request, call) => batchWrite(request, call, 'DeleteRequest', 'Key'),
  TransactGetItems: transactGet,
  TransactWriteItems: transactWrite,
};

const tablesOf = (request: MappedRequest): [string, unknown][] =>
  Object.entries(isMap(request.tables) ? request.tables : {});

/** Items come in the order of their keys, null where there is none. */
async function batchGet(request: MappedRequest, call: AwsCall): Promise<unknown> {
  const tables = tablesOf(request).map(([table, spec]) => {
    const { keys = [], consistentRead, projection } = (Array.isArray(spec) ? { keys: spec } : spec) as MappedRequest;
    const { TableName: _, Key: __, ...input } = inputOf({ consistentRead, projection }, table);
    return { table, keys: keys as Item[], input };
  });
  const answer = await call('BatchGetItem', {
    RequestItems: Object.fromEntries(tables.map(({ table, keys, input }) => [table, { ...input, Keys: keys }])),
  });
  const found = (answer.Responses ?? {}) as Record<string, Item[]>;
  const data = tables.map(({ table, keys }): [string, unknown] => [
    table,
    keys.map((key) => {
      const item = found[table]?.find((candidate) =>
        Object.keys(key).every((name) => isSame(candidate[name], key[name])),
      );
      return item ? fromMapValues(item) : null;
    }),
  ]);
  const unprocessed = (answer.UnprocessedKeys ?? {}) as Record<string, { Keys: Item[] }>;
  return {
    data: Object.fromEntries(data),
    unprocessedKeys: Object.fromEntries(
      tables.map(({ table }) => [table, (unprocessed[table]?.Keys ?? []).map(fromMapValues)]),
    ),
  };
}

async function batchWrite(request: MappedRequest, call: AwsCall, kind: string, member: string): Promise<unknown> {
  const tables = tablesOf(request) as [string, Item[]][];
  const answer = await call('BatchWriteItem', {
    RequestItems: Object.fromEntries(
      tables.map(([table, items]) => [table, items.map((item) => ({ [kind]: { [member]: item } }))]),
    ),
  });
  const unprocessed = (answer.UnprocessedItems ?? {}) as Record<string, Record<string, Item>[]>;
  const left = tables.map(([table]): [string, unknown] => [
    table,
    (unprocessed[table] ?? []).map((item) => fromMapValues(item[kind]?.[member])),
  ]);
  return {
    data: Object.fromEntries(tables.map(([table, items]) => [table, items.map(fromMapValues)])),
    [kind === 'PutRequest' ? 'unprocessedItems' : 'unprocessedKeys']: Object.fromEntries(left),
  };
}

async function transactGet(request: MappedRequest, call: AwsCall): Promise<unknown> {
  const items = request.transactItems as MappedRequest[];
  const answer = await call('TransactGetItems', {
    TransactItems: items.map((item) => ({
      Get: inputOf({ key: item.key, projection: item.projection }, String(item.table)),
    })),
  }).catch(cancelled('items'));
  return {
    items: ((answer.Responses ?? []) as { Item?: Item }[]).map(({ Item }) => (Item ? fromMapValues(Item) : null)),
    cancellationReasons: null,
  };
}

const WRITES: Record<string, (item: MappedRequest) => Item> = {
  PutItem: (item) => {
    const { Key: _, ...input } = writeInput(item);
    return { Put: { ...input, Item: { ...(item.attributeValues as Item), ...(item.key as Item) } } };
  },
  UpdateItem: (item) => ({ Update: writeInput(item) }),
  DeleteItem: (item) => ({ Delete: writeInput(item) }),
  ConditionCheck: (item) => ({ ConditionCheck: writeInput(item) }),
};

function writeInput(item: MappedRequest): Item {
  const wantsItem = isMap(item.condition) && item.condition.returnValuesOnConditionCheckFailure !== false;
  return {
    ...inputOf(item, String(item.table)),
    ...(wantsItem ? { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } : {}),
  };
}

async function transactWrite(request: MappedRequest, call: AwsCall): Promise<unknown> {
  const items = request.transactItems as MappedRequest[];
  const TransactItems = items.map((item) => {
    const write = WRITES[String(item.operation)];
    if (!write)
      throw new DataSourceError('MappingTemplate', `Unsupported transaction operation '${String(item.operation)}'.`);
    return write(item);
  });
  await call('TransactWriteItems', { TransactItems }).catch(cancelled('keys'));
  return { keys: items.map((item) => fromMapValues(item.key)), cancellationReasons: null };
}

interface Reason {
  Code?: string;
  Message?: string;
  Item?: Item;
}

/** A cancelled transaction tells its reasons through `$ctx.result`, one for each item. */
const cancelled =
  (member: string) =>
  (error: unknown): never => {
    const reasons = error instanceof AwsError ? (error.detail.CancellationReasons as Reason[] | undefined) : undefined;
    const cancellationReasons = reasons?.map(({ Code, Message, Item }) => ({
      type: Code ?? 'None',
      message: Message ?? null,
      item: Item ? fromMapValues(Item) : null,
    }));
    throw fromAws(error, 'DynamoDB', 'DynamoDb', cancellationReasons ? { [member]: null, cancellationReasons } : null);
  };
