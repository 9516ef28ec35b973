import { AwsError } from '../../../gateway/aws-error.ts';
import { fromMapValues } from '../util/dynamodb-values.ts';
import { isMap, isSame } from '../vtl/values.ts';
import { DataSourceError, fromAws } from './data-source-error.ts';
import { BATCH_OPERATIONS } from './dynamodb-batch.ts';
import { inputOf, tokenOf } from './dynamodb-input.ts';
import type { AwsCall, MappedRequest } from './source.ts';

type Handler = (request: MappedRequest, table: string, call: AwsCall) => Promise<unknown>;

const SINGLE_OPERATIONS: Record<string, Handler> = {
  GetItem: async (request, table, call) => itemOf((await call('GetItem', inputOf(request, table))).Item),
  PutItem: async (request, table, call) => {
    const Item = { ...(request.attributeValues as object), ...(request.key as object) };
    const { Key: _, ...input } = inputOf(request, table);
    await call('PutItem', { ...input, Item });
    return fromMapValues(Item);
  },
  UpdateItem: async (request, table, call) =>
    itemOf((await call('UpdateItem', { ...inputOf(request, table), ReturnValues: 'ALL_NEW' })).Attributes),
  DeleteItem: async (request, table, call) =>
    itemOf((await call('DeleteItem', { ...inputOf(request, table), ReturnValues: 'ALL_OLD' })).Attributes),
  Query: (request, table, call) => page('Query', request, table, call),
  Scan: (request, table, call) => page('Scan', request, table, call),
};

const itemOf = (item: unknown) => (item ? fromMapValues(item) : null);

async function page(operation: string, request: MappedRequest, table: string, call: AwsCall): Promise<unknown> {
  const answer = await call(operation, inputOf(request, table));
  return {
    items: ((answer.Items ?? []) as unknown[]).map(fromMapValues),
    nextToken: tokenOf(answer.LastEvaluatedKey),
    scannedCount: answer.ScannedCount ?? 0,
  };
}

/** Carries out one mapped DynamoDB request on the data source's table. */
export async function callDynamoDb(request: MappedRequest, table: string, call: AwsCall): Promise<unknown> {
  const operation = String(request.operation);
  const batch = Object.hasOwn(BATCH_OPERATIONS, operation) ? BATCH_OPERATIONS[operation] : undefined;
  const single = Object.hasOwn(SINGLE_OPERATIONS, operation) ? SINGLE_OPERATIONS[operation] : undefined;
  try {
    if (batch) return await batch(request, call);
    if (single) return await single(request, table, call);
  } catch (error) {
    if (error instanceof DataSourceError) throw error;
    if (error instanceof AwsError && /ConditionalCheckFailedException$/.test(error.code)) {
      return conditionFailed(request, table, call, error);
    }
    throw fromAws(error, 'DynamoDB', 'DynamoDb');
  }
  throw new DataSourceError(
    'MappingTemplate',
    `Unsupported operation '${operation}' for an Amazon DynamoDB data source.`,
  );
}

/**
 * AppSync looks at the item once more: a put whose item already stands there as wanted succeeds (it was a retry),
 * anything else fails and hands the present item to the response mapping.
 */
async function conditionFailed(
  request: MappedRequest,
  table: string,
  call: AwsCall,
  error: AwsError,
): Promise<unknown> {
  const {
    equalsIgnore = [],
    consistentRead = true,
    conditionalCheckFailedHandler: handler,
  } = isMap(request.condition) ? request.condition : {};
  if (isMap(handler) && handler.strategy === 'Custom') {
    throw new DataSourceError('MappingTemplate', "The condition check strategy 'Custom' is not supported.");
  }
  const answer = await call('GetItem', { TableName: table, Key: request.key, ConsistentRead: consistentRead });
  const present = itemOf(answer.Item);
  if (request.operation === 'PutItem' && present) {
    const wanted = fromMapValues({ ...(request.attributeValues as object), ...(request.key as object) });
    const ignored = Array.isArray(equalsIgnore) ? equalsIgnore.map(String) : [];
    if (isSame(without(wanted, ignored), without(present, ignored))) return present;
  }
  throw fromAws(error, 'DynamoDB', 'DynamoDb', present);
}

const without = (item: Record<string, unknown>, keys: string[]) =>
  Object.fromEntries(Object.entries(item).filter(([key]) => !keys.includes(key)));
