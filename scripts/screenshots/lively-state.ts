import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import {
  productRow,
  purchaseOrderRow,
  stockCoverRow,
  stockLevelRow,
  stockMovementRow,
  supplierRow,
} from '../../amplify/domain/rows.ts';
import { SAMPLE_PRODUCTS } from '../../amplify/domain/sample-products.ts';
import { stockKey } from '../../amplify/domain/stock-key.ts';
import { coverOf } from '../../amplify/domain/stock-use.ts';
import { sendDemoOrders } from '../../amplify/seed/demo-orders.ts';
import type { Outputs } from '../../e2e/system/deployment.ts';
import { PRODUCT, SUPPLIER, weekOfStock } from './week-of-stock.ts';
import { weeksOfUse } from './weeks-of-use.ts';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const MINUTE = 60_000;

/** Orders that take three products to their reorder points, and ask one of them for more than there is. */
const LARGE_ORDERS = [
  ['web-11201', 'laptop', 9],
  ['web-11202', 'mouse', 31],
  ['web-11203', 'chair', 19],
  ['web-11204', 'laptop', 12],
  ['web-11205', 'desk', 14],
  ['web-11206', 'monitor', 5],
] as const;

/** A shop in the middle of its day: a history that is written, and orders that really run through the flow. */
export async function makeLively(url: string, { custom, data }: Outputs, now: number): Promise<void> {
  const aws = { endpoint: url, region: data.aws_region, credentials };
  await writeHistory(DynamoDBDocumentClient.from(new DynamoDBClient(aws)), custom.stockLevelTableName ?? '', now);
  const events = new EventBridgeClient(aws);
  const bus = custom.eventBusName ?? custom.orderBusName ?? '';
  await sendDemoOrders(events, bus);
  const Entries = LARGE_ORDERS.map(([orderId, productId, quantity]) => ({
    EventBusName: bus,
    Source: 'com.orders',
    DetailType: 'new-order-received',
    Detail: JSON.stringify({ orderId, productId, quantity }),
  }));
  await events.send(new PutEventsCommand({ Entries }));
}

async function writeHistory(documents: DynamoDBDocumentClient, stockLevelTable: string, now: number): Promise<void> {
  const put = (model: string, Item: Record<string, unknown>) =>
    documents.send(new PutCommand({ TableName: stockLevelTable.replace(/^StockLevel/, model), Item }));
  const { level, order, movements } = weekOfStock(now);
  const at = new Date(now).toISOString();
  for (const movement of movements) await put('StockMovement', stockMovementRow(movement.model, movement.at));
  if (order) await put('PurchaseOrder', purchaseOrderRow(order, order.decidedAt ?? at));
  await put('Supplier', supplierRow(SUPPLIER, at));
  await put('Product', productRow(PRODUCT, at));
  await put('StockLevel', stockLevelRow(level, at));
  for (const rate of ratesOfTheLastHour(now)) await put('OrderRate', rate);
  const days = weeksOfUse(movements, now);
  for (const day of days) await put('StockDay', day);
  for (const each of [level, ...SAMPLE_PRODUCTS.map((sample) => sample.level)]) {
    const own = days.filter((day) => day.stockKey === stockKey(each));
    await put('StockCover', stockCoverRow(coverOf(each, own, at)));
  }
}

/** Waves of orders, the same on every run. */
function ratesOfTheLastHour(now: number): Record<string, unknown>[] {
  return Array.from({ length: 58 }, (_, index) => {
    const at = new Date(now - (index + 1) * MINUTE).toISOString();
    const wave = 14 + 8 * Math.sin(index / 6) + 4 * Math.sin(index * 1.7);
    return {
      __typename: 'OrderRate',
      day: at.slice(0, 10),
      minute: at.slice(11, 16),
      reserved: Math.round(wave),
      unavailable: index % 7 < 2 ? 1 + (index % 3) : 0,
      rejected: index === 23 ? 1 : 0,
      createdAt: at,
      updatedAt: at,
    };
  });
}
