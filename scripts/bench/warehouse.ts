import { type DynamoDBDocumentClient, paginateQuery, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { productRow, stockLevelRow, stockMovementRow } from '../../amplify/domain/rows.ts';
import { DEFAULT_LOCATION } from '../../amplify/domain/vocabulary.ts';
import { putAll } from '../generate/bulk.ts';

export interface Tables {
  product: string;
  stockLevel: string;
  stockMovement: string;
  reservation: string;
}

/** The model tables share a suffix; the outputs name one of them. */
export function tablesOf(stockLevelTable: string): Tables {
  const named = (model: string) => stockLevelTable.replace(/^StockLevel/, model);
  return {
    product: named('Product'),
    stockLevel: stockLevelTable,
    stockMovement: named('StockMovement'),
    reservation: named('Reservation'),
  };
}

/** Plenty, so that the bench measures reserving and not running out. */
const STOCK = 1_000_000;

/** Products with their stock, and the ledger's opening entries: what the sample products are, in greater number. */
export async function addProducts(
  documents: DynamoDBDocumentClient,
  tables: Tables,
  productIds: string[],
): Promise<void> {
  const now = new Date().toISOString();
  const level = (productId: string) => ({
    productId,
    locationId: DEFAULT_LOCATION,
    available: STOCK,
    reserved: 0,
    reorderPoint: 10,
    status: 'IN_STOCK' as const,
    version: 1,
  });
  const opening = (productId: string) => ({
    productId,
    locationId: DEFAULT_LOCATION,
    availableDelta: STOCK,
    reservedDelta: 0,
    availableAfter: STOCK,
    reservedAfter: 0,
    cause: 'OPENING' as const,
    causeId: productId,
    actor: 'bench',
  });
  await putAll(
    documents,
    tables.product,
    productIds.map((productId) => productRow({ productId, name: productId, reorderQuantity: 10 }, now)),
  );
  await putAll(
    documents,
    tables.stockMovement,
    productIds.map((productId) => stockMovementRow(opening(productId), now)),
  );
  await putAll(
    documents,
    tables.stockLevel,
    productIds.map((productId) => stockLevelRow(level(productId), now)),
  );
}

interface Level {
  productId: string;
  available: number;
  reserved: number;
}

export async function levelsOf(documents: DynamoDBDocumentClient, tables: Tables, prefix: string): Promise<Level[]> {
  const pages = paginateQuery(
    { client: documents },
    {
      TableName: tables.stockLevel,
      IndexName: 'stockLevelsByLocationIdAndProductId',
      KeyConditionExpression: 'locationId = :main AND begins_with(productId, :prefix)',
      ExpressionAttributeValues: { ':main': DEFAULT_LOCATION, ':prefix': prefix },
    },
  );
  const levels: Level[] = [];
  for await (const { Items = [] } of pages) levels.push(...(Items as Level[]));
  return levels;
}

interface Entry {
  productId: string;
  availableAfter: number;
  createdAt: string;
}

/** What the ledgers of these products say of orders since then. */
export async function ordersInLedger(
  documents: DynamoDBDocumentClient,
  tables: Tables,
  prefix: string,
  since: string,
): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const { productId } of await levelsOf(documents, tables, prefix)) {
    const pages = paginateQuery(
      { client: documents },
      {
        TableName: tables.stockMovement,
        KeyConditionExpression: 'productId = :id',
        FilterExpression: 'createdAt >= :since AND #cause = :order',
        ExpressionAttributeNames: { '#cause': 'cause' },
        ExpressionAttributeValues: { ':id': productId, ':since': since, ':order': 'ORDER' },
      },
    );
    for await (const { Items = [] } of pages) entries.push(...(Items as Entry[]));
  }
  return entries;
}

export interface Audit {
  oversold: number;
  double: number;
  lost: number;
}

/** Counts what must be zero, from the tables: reservations against orders sent, and the ledger against the balance. */
export async function audit(
  documents: DynamoDBDocumentClient,
  tables: Tables,
  prefix: string,
  sent: Map<string, number>,
): Promise<Audit> {
  const reserved = new Map<string, number>();
  let cursor: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new ScanCommand({ TableName: tables.reservation, ExclusiveStartKey: cursor, ConsistentRead: true }),
    );
    for (const { orderId, status, quantity } of page.Items ?? []) {
      if (sent.has(orderId) && status === 'RESERVED') reserved.set(orderId, (reserved.get(orderId) ?? 0) + quantity);
    }
    cursor = page.LastEvaluatedKey;
  } while (cursor);
  let oversold = 0;
  let taken = 0;
  for (const { productId, available, reserved: held } of await levelsOf(documents, tables, prefix)) {
    taken += held;
    const { Items = [] } = await documents.send(
      new QueryCommand({
        TableName: tables.stockMovement,
        KeyConditionExpression: 'productId = :id',
        ExpressionAttributeValues: { ':id': productId },
        ConsistentRead: true,
      }),
    );
    const balance = Items.reduce((sum, { availableDelta }) => sum + availableDelta, 0);
    if (available < 0 || available + held !== STOCK || balance !== available) oversold += 1;
  }
  const wanted = [...sent.values()].reduce((sum, quantity) => sum + quantity, 0);
  return { oversold, double: Math.max(0, taken - wanted), lost: sent.size - reserved.size };
}
