import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { reservationRow, stockMovementRow } from '../../amplify/domain/rows.ts';
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

/** One order, as one transaction: the stock level, the ledger and the reservation, with the flow's own conditions. */
function reserveOne(tables: Tables, productId: string) {
  const now = new Date().toISOString();
  const orderId = randomUUID();
  const line = { productId, locationId: DEFAULT_LOCATION };
  return new TransactWriteCommand({
    TransactItems: [
      {
        Update: {
          TableName: tables.stockLevel,
          Key: line,
          UpdateExpression:
            'SET available = available - :one, reserved = reserved + :one, version = version + :one, updatedAt = :now',
          ConditionExpression: 'available >= :one',
          ExpressionAttributeValues: { ':one': 1, ':now': now },
        },
      },
      {
        Put: {
          TableName: tables.stockMovement,
          Item: stockMovementRow(
            {
              ...line,
              availableDelta: -1,
              reservedDelta: 1,
              availableAfter: 0,
              reservedAfter: 0,
              cause: 'ORDER',
              causeId: orderId,
              actor: 'bench',
            },
            now,
          ),
          ConditionExpression: 'attribute_not_exists(productId)',
        },
      },
      {
        Put: {
          TableName: tables.reservation,
          Item: reservationRow({ ...line, orderId, quantity: 1, status: 'RESERVED', deliveries: 1 }, now),
          ConditionExpression: 'attribute_not_exists(orderId)',
        },
      },
    ],
  });
}

/** Transactions a second that the engine itself commits, `concurrency` at a time. */
export async function measureFloor(
  documents: DynamoDBDocumentClient,
  tables: Tables,
  productIds: string[],
  { orders, concurrency }: { orders: number; concurrency: number },
): Promise<number> {
  let next = 0;
  const began = performance.now();
  const worker = async () => {
    for (let order = next++; order < orders; order = next++) {
      await documents.send(reserveOne(tables, productIds[order % productIds.length] as string));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return orders / ((performance.now() - began) / 1000);
}
