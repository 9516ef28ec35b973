import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { stockKey } from '../../domain/stock-key.ts';
import { dayOf, type StockDay } from '../../domain/stock-use.ts';

export type StockDayCount = StockDay & { stockKey: string };
type Image = Record<string, AttributeValue> | undefined;
type Units = Omit<StockDay, 'day'>;

const number = (image: Image, name: string): number => Number(image?.[name]?.N ?? 0);

/** A reservation counts when it comes to be RESERVED, and when it gives its units back; not when they are shipped. */
function unitsOfReservation(before: Image, after: Image): Units {
  const [from, to] = [before?.status?.S, after?.status?.S];
  const quantity = number(after, 'quantity');
  const returns = from === 'RESERVED' && (to === 'RELEASED' || to === 'EXPIRED');
  return { taken: to === 'RESERVED' && from !== to ? quantity : 0, returned: returns ? quantity : 0, received: 0 };
}

function unitsOfPurchaseOrder(before: Image, after: Image): Units {
  const received = number(after, 'quantityReceived') - number(before, 'quantityReceived');
  return { taken: 0, returned: 0, received: Math.max(0, received) };
}

const UNITS: Record<string, (before: Image, after: Image) => Units> = {
  Reservation: unitsOfReservation,
  PurchaseOrder: unitsOfPurchaseOrder,
};

/** How many units orders took and gave back, and purchase orders brought, by stock level and day. */
export function countByDay(records: DynamoDBRecord[], models: Record<string, string>): StockDayCount[] {
  const counts = new Map<string, StockDayCount>();
  for (const { eventSourceARN = '', dynamodb } of records) {
    const after = dynamodb?.NewImage as Image;
    const units = UNITS[models[eventSourceARN.split('/')[1] ?? ''] ?? '']?.(dynamodb?.OldImage as Image, after);
    if (!units || units.taken + units.returned + units.received === 0) continue;
    const key = stockKey({ productId: after?.productId?.S ?? '', locationId: after?.locationId?.S ?? '' });
    const day = dayOf(after?.updatedAt?.S ?? '');
    const count = counts.get(`${key} ${day}`) ?? { stockKey: key, day, taken: 0, returned: 0, received: 0 };
    count.taken += units.taken;
    count.returned += units.returned;
    count.received += units.received;
    counts.set(`${key} ${day}`, count);
  }
  return [...counts.values()];
}

/**
 * Adds the counts to their days. A batch that the stream delivers twice is counted twice: the rows feed charts and
 * estimates; the books are the reservations and the ledger.
 */
export const addToStockDays =
  (documents: Pick<DynamoDBDocumentClient, 'send'>, table: string, now: () => Date) =>
  async (counts: StockDayCount[]): Promise<void> => {
    const at = now().toISOString();
    const add = ({ stockKey: key, day, taken, returned, received }: StockDayCount) =>
      documents.send(
        new UpdateCommand({
          TableName: table,
          Key: { stockKey: key, day },
          UpdateExpression:
            'SET #type = :type, createdAt = if_not_exists(createdAt, :at), updatedAt = :at ADD taken :taken, returned :returned, received :received',
          ExpressionAttributeNames: { '#type': '__typename' },
          ExpressionAttributeValues: {
            ':type': 'StockDay',
            ':at': at,
            ':taken': taken,
            ':returned': returned,
            ':received': received,
          },
        }),
      );
    await Promise.all(counts.map(add));
  };
