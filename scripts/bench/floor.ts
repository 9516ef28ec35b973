import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { movementId, reservationRow, stockMovementRow } from '../../amplify/domain/rows.ts';
import { expiryOf } from '../../amplify/domain/settlement.ts';
import { DEFAULT_LOCATION } from '../../amplify/domain/vocabulary.ts';
import type { Tables } from './warehouse.ts';

/** Copies the tables' keys and indexes to another engine, so that its writes cost what the flow's cost. */
export async function copyTables(
  from: DynamoDBDocumentClient,
  to: DynamoDBDocumentClient,
  tables: Tables,
): Promise<void> {
  for (const TableName of Object.values(tables)) {
    const { Table } = await from.send(new DescribeTableCommand({ TableName }));
    await to.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: Table?.KeySchema,
        AttributeDefinitions: Table?.AttributeDefinitions,
        GlobalSecondaryIndexes: Table?.GlobalSecondaryIndexes?.map(({ IndexName, KeySchema, Projection }) => ({
          IndexName,
          KeySchema,
          Projection,
        })),
        ...(Table?.StreamSpecification && { StreamSpecification: Table.StreamSpecification }),
      }),
    );
  }
}

/**
 * Orders for one unit each of a product, as one transaction: the stock level, the ledger and the reservations, with the
 * conditions that they cannot do without.
 */
export function reserveGroup(tables: Tables, productId: string, orderIds: string[]): TransactWriteCommandInput {
  const now = new Date().toISOString();
  const line = { productId, locationId: DEFAULT_LOCATION };
  const sum = orderIds.length;
  const movement = {
    ...{ ...line, availableDelta: -sum, reservedDelta: sum, availableAfter: 0, reservedAfter: 0 },
    ...{ cause: 'ORDER' as const, causeId: orderIds[0] ?? '', actor: 'reserve-stock' },
  };
  const reservation = (orderId: string) => ({
    ...{ ...line, orderId, quantity: 1, status: 'RESERVED' as const, deliveries: 1 },
    movementId: movementId(movement, now),
    expiresAt: expiryOf(undefined, now),
  });
  return {
    TransactItems: [
      {
        Update: {
          TableName: tables.stockLevel,
          Key: line,
          UpdateExpression:
            'SET available = available - :sum, reserved = reserved + :sum, version = version + :one, updatedAt = :now',
          ConditionExpression: 'available >= :sum',
          ExpressionAttributeValues: { ':sum': sum, ':one': 1, ':now': now },
        },
      },
      {
        Put: {
          TableName: tables.stockMovement,
          Item: stockMovementRow(movement, now),
          ConditionExpression: 'attribute_not_exists(productId)',
        },
      },
      ...orderIds.map((orderId) => ({
        Put: {
          TableName: tables.reservation,
          Item: reservationRow(reservation(orderId), now),
          ConditionExpression: 'attribute_not_exists(orderId)',
        },
      })),
    ],
  };
}

/** Orders a second that the engine itself commits, `group` of them to a transaction, `concurrency` transactions at a time. */
export async function measureFloor(
  documents: DynamoDBDocumentClient,
  tables: Tables,
  productIds: string[],
  { orders, group, concurrency }: { orders: number; group: number; concurrency: number },
): Promise<number> {
  let next = 0;
  const began = performance.now();
  const worker = async () => {
    for (let from = next; from < orders; from = next) {
      next += group;
      const productId = productIds[(from / group) % productIds.length] as string;
      const orderIds = Array.from({ length: Math.min(group, orders - from) }, () => randomUUID());
      await documents.send(new TransactWriteCommand(reserveGroup(tables, productId, orderIds)));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return orders / ((performance.now() - began) / 1000);
}
