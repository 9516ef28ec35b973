import { marshall } from '@aws-sdk/util-dynamodb';
import type { Reservation, StockLevel } from '../../../amplify/domain/models.ts';
import { productRow, stockLevelRow, stockMovementRow } from '../../../amplify/domain/rows.ts';
import { copyDeployment } from '../../system/deployment.ts';
import { violationsOf } from '../invariants/all.ts';
import { LiveGround } from '../live-ground.ts';
import type { Sent } from '../snapshot.ts';
import type { TableName } from '../tables.ts';

const EVENTS_A_CALL = 10;
const MORNING = Date.parse('2027-03-01T09:00:00Z');

/** Opens a product as the sample products are. */
export const openLive = async (
  ground: LiveGround,
  productId: string,
  {
    available,
    reorderPoint = 0,
    reorderQuantity = 10,
  }: { available: number; reorderPoint?: number; reorderQuantity?: number },
): Promise<void> => {
  const now = ground.now();
  const level = { productId, locationId: 'main', available, reserved: 0, reorderPoint, version: 1 };
  const change = { availableDelta: available, reservedDelta: 0, availableAfter: available, reservedAfter: 0 };
  const opening = { ...change, cause: 'OPENING' as const, causeId: productId, actor: 'load-sample-products' };
  const put = (table: TableName, Item: object) => ({
    Put: { TableName: ground.tables.name(table), Item: marshall(Item) },
  });
  await ground.tables.call('TransactWriteItems', {
    TransactItems: [
      put('Product', productRow({ productId, name: productId, reorderQuantity }, now)),
      put('StockLevel', stockLevelRow({ ...level, status: 'IN_STOCK' }, now)),
      put('StockMovement', stockMovementRow({ productId, locationId: 'main', ...opening }, now)),
    ],
  });
};

/**
 * So many orders at once for half as many units, on worker threads and sockets, with no seed and no turns: what is
 * reserved is what there was. Answers what does not hold.
 */
export const realConcurrency = async (orders: number): Promise<string[]> => {
  const ground = await LiveGround.start(copyDeployment(), MORNING);
  try {
    const units = Math.floor(orders / 2);
    await openLive(ground, 'last-units', { available: units });
    const sent: Sent[] = Array.from({ length: orders }, (_, at) => ({
      detail: { orderId: `order-${at}`, productId: 'last-units', quantity: 1 },
      body: undefined,
    }));
    await Promise.all(chunks(sent, EVENTS_A_CALL).map((some) => send(ground, some)));
    await ground.pass(2);
    const level = (await ground.tables.rows<StockLevel>('StockLevel')).find((row) => row.productId === 'last-units');
    const rows = await ground.tables.rows<Reservation>('Reservation');
    const served = rows.filter(({ status }) => status === 'RESERVED').length;
    // The purchase order that the shortage raised ends at its deadline.
    await ground.pass(25 * 60);
    const violations = violationsOf(await ground.snapshot(sent));
    const exact = level?.available === 0 && level.reserved === units && served === units && rows.length === orders;
    return exact ? violations : [`all of the stock is reserved: ${served} of ${units}`, ...violations];
  } finally {
    await ground.stop();
  }
};

const send = async (ground: LiveGround, orders: Sent[]): Promise<void> => {
  const Entries = orders.map(({ detail }) => ({
    EventBusName: ground.outputs.orderBusName,
    Source: 'com.orders',
    DetailType: 'new-order-received',
    Detail: JSON.stringify(detail),
  }));
  const { FailedEntryCount } = await ground.call<{ FailedEntryCount: number }>('events', 'PutEvents', { Entries });
  if (FailedEntryCount > 0) throw new Error(`The bus did not take ${FailedEntryCount} orders.`);
};

const chunks = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));
