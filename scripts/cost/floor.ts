import { randomUUID } from 'node:crypto';
import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { UsageLine } from '../../local/metering/usage.ts';
import { reserveGroup } from '../bench/floor.ts';
import { addProducts, type Tables } from '../bench/warehouse.ts';
import type { Mix } from './mixes.ts';
import { scaled } from './usage.ts';

/** A transaction holds a hundred writes; the stock level and its ledger entry are two of them. */
const MOST_LINES = 98;
/** What SQS hands over, and deletes, in one request. */
const MESSAGES_AT_ONCE = 10;

/**
 * The least that the contract as written costs, for one order of a mix: an event in and one out, the queue in between, and
 * the transaction with its ledger entry and indexes. Nothing that computes, and nothing that shows it to anybody.
 */
export async function floorOf(
  engine: DynamoDBDocumentClient,
  tables: Tables,
  { products, batch }: Mix,
): Promise<UsageLine[]> {
  const requests = 1 / Math.min(batch, MESSAGES_AT_ONCE);
  const line = (usageType: UsageLine['usageType'], operation: string, resource: string, amount: number) =>
    ({ usageType, operation, resource, amount }) satisfies UsageLine;
  return [
    line('events/custom-event', 'PutEvents', 'bus/new-order-received', 1),
    line('events/custom-event', 'PutEvents', 'bus/stock-reserved', 1),
    line('sqs/request', 'SendMessage', 'orders', 1),
    line('sqs/request', 'ReceiveMessage', 'orders', requests),
    line('sqs/request', 'DeleteMessageBatch', 'orders', requests),
    ...scaled(await transactionsOf(engine, tables, Math.ceil(batch / products), Math.min(products, batch)), 1 / batch),
  ];
}

/** The write units of a batch: `groups` products with `lines` orders each, as the engine reports them. */
async function transactionsOf(
  engine: DynamoDBDocumentClient,
  tables: Tables,
  lines: number,
  groups: number,
): Promise<UsageLine[]> {
  const productId = `floor-${randomUUID()}`;
  await addProducts(engine, tables, [productId]);
  const units: UsageLine[] = [];
  for (let left = lines; left > 0; left -= MOST_LINES) {
    const orderIds = Array.from({ length: Math.min(left, MOST_LINES) }, () => randomUUID());
    units.push(...(await commit(engine, tables, productId, orderIds)));
  }
  return scaled(units, groups);
}

async function commit(
  engine: DynamoDBDocumentClient,
  tables: Tables,
  productId: string,
  orderIds: string[],
): Promise<UsageLine[]> {
  const { ConsumedCapacity = [] } = await engine.send(
    new TransactWriteCommand({ ...reserveGroup(tables, productId, orderIds), ReturnConsumedCapacity: 'INDEXES' }),
  );
  return ConsumedCapacity.flatMap(({ TableName = '', Table, GlobalSecondaryIndexes = {} }) => {
    const parts = [['', Table] as const, ...Object.entries(GlobalSecondaryIndexes)];
    return parts.map(([index, units]) => ({
      usageType: 'dynamodb/write-unit' as const,
      operation: 'TransactWriteItems',
      resource: index === '' ? TableName : `${TableName}/${index}`,
      amount: units?.CapacityUnits ?? 0,
    }));
  });
}
