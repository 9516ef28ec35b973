import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Location, Product, StockLevel, Supplier } from '../domain/models.ts';
import { locationRow, supplierRow } from '../domain/rows.ts';
import type { StockKey } from '../domain/stock-key.ts';

/** Whoever was late hears of it: what somebody else wrote meanwhile is never overwritten. */
export class ChangedMeanwhile extends Error {
  override name = 'ChangedMeanwhile';
}

const LOOK_AGAIN = 'Somebody has changed it meanwhile. Look again, then change it.';

const orElse = async <Result>(why: string, write: () => Promise<Result>): Promise<Result> => {
  try {
    return await write();
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw new ChangedMeanwhile(why);
    throw error;
  }
};

type Row = { Key: Record<string, string>; values: Record<string, unknown>; seenAt: string };

/** Writes into a row whose `updatedAt` is still `seenAt`; what is undefined is taken away. Answers the whole row. */
const changeRow = (client: DynamoDBDocumentClient, TableName: string, { Key, values, seenAt }: Row) =>
  orElse(LOOK_AGAIN, async () => {
    const all = Object.entries(values);
    const set = all.filter(([, value]) => value !== undefined);
    const open = all.filter(([, value]) => value === undefined);
    const removed = open.length > 0 ? ` REMOVE ${open.map(([name]) => `#${name}`).join(', ')}` : '';
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName,
        Key,
        UpdateExpression: `SET ${set.map(([name]) => `#${name} = :${name}`).join(', ')}${removed}`,
        ConditionExpression: '#updatedAt = :seenAt',
        ExpressionAttributeNames: Object.fromEntries(all.map(([name]) => [`#${name}`, name])),
        ExpressionAttributeValues: Object.fromEntries([
          ...set.map(([name, value]) => [`:${name}`, value]),
          [':seenAt', seenAt],
        ]),
        ReturnValues: 'ALL_NEW',
      }),
    );
    return Attributes;
  });

type Saved<Model> = {
  /** Its name stands for what it is in what is told: `supplierId` for a supplier. */
  key: keyof Model & string;
  model: Model;
  row: Model & { updatedAt: string };
  seenAt: string | undefined;
};

/** A new row where `seenAt` is absent; otherwise the one that was read then. Answers the row. */
const saveRow = <Model extends object>(
  client: DynamoDBDocumentClient,
  TableName: string,
  { key, model, row, seenAt }: Saved<Model>,
): Promise<Model> => {
  const id = String(model[key]);
  if (seenAt === undefined) {
    return orElse(`There is a ${key.replace(/Id$/, '')} ${id} already.`, async () => {
      const ConditionExpression = `attribute_not_exists(${key})`;
      await client.send(new PutCommand({ TableName, Item: row, ConditionExpression }));
      return row;
    });
  }
  const { [key]: _, ...values } = { ...model, updatedAt: row.updatedAt };
  return changeRow(client, TableName, { Key: { [key]: id }, values, seenAt }) as Promise<Model>;
};

export const supplierWriter =
  (client: DynamoDBDocumentClient, TableName: string) =>
  (model: Supplier, seenAt: string | undefined, now: string): Promise<Supplier> =>
    saveRow(client, TableName, { key: 'supplierId', model, row: supplierRow(model, now), seenAt });

export const locationWriter =
  (client: DynamoDBDocumentClient, TableName: string) =>
  (model: Location, seenAt: string | undefined, now: string): Promise<Location> =>
    saveRow(client, TableName, { key: 'locationId', model, row: locationRow(model, now), seenAt });

/** Changes the product that was read at `seenAt`. Answers the row. */
export const productWriter =
  (client: DynamoDBDocumentClient, TableName: string) =>
  async ({ productId, ...terms }: Product, seenAt: string, now: string): Promise<Product> =>
    (await changeRow(client, TableName, {
      Key: { productId },
      values: { ...terms, updatedAt: now },
      seenAt,
    })) as Product;

/** The stock levels' stream tells check-inventory-level, as of every other change. Answers the row. */
export const reorderPointWriter =
  (client: DynamoDBDocumentClient, TableName: string) =>
  ({ productId, locationId }: StockKey, reorderPoint: number, now: string): Promise<StockLevel> =>
    orElse(`${productId} is not stocked at ${locationId}.`, async () => {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName,
          Key: { productId, locationId },
          UpdateExpression: 'SET reorderPoint = :point, version = version + :one, updatedAt = :now',
          ConditionExpression: 'attribute_exists(productId)',
          ExpressionAttributeValues: { ':point': reorderPoint, ':one': 1, ':now': now },
          ReturnValues: 'ALL_NEW',
        }),
      );
      return Attributes as StockLevel;
    });
