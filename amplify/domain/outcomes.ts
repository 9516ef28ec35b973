import type { Reservation, StockLevel } from './models.ts';
import type { OrderLine, Rejection, RejectionReason } from './order.ts';
import { mayOrder } from './ordering.ts';

/** Details of the events that tell an outcome; the ancestor's fields, in its order. */
export type StockReserved = { productId: string; orderId: string; requestedQuantity: number };
/** With a `message` where it was not this line that could not be served, but one that belongs to it. */
export type StockUnavailable = StockReserved & { availableQuantity: number; message?: string };
export type OrderRejected = { orderId: string; reason: RejectionReason; message: string };

/** What is missing at a stock level, once for all its lines: one purchase order and one alert come of it. */
export type Shortage = {
  productId: string;
  locationId: string;
  quantityRequested: number;
  availableQuantity: number;
  orderWanted: boolean;
  /** The orders that are short, in the form of the ledger's `causeId`. */
  causeId: string;
};

/**
 * What became of one item of a batch. `contended` names the messages whose stock others changed each time: nothing failed,
 * and they are to come again soon.
 */
export type Outcomes = {
  reserved: StockReserved[];
  unavailable: StockUnavailable[];
  /** What waits for stock. */
  backordered: StockUnavailable[];
  rejected: OrderRejected[];
  shortages: Shortage[];
  contended: string[];
};

export const noOutcomes = (): Outcomes => ({
  ...{ reserved: [], unavailable: [], backordered: [], rejected: [] },
  ...{ shortages: [], contended: [] },
});

/** The text a rejected row keeps, from which its event can be told again. */
export const rejectionText = (reason: RejectionReason, message: string): string => `${reason}: ${message}`;

export const rejectedEvent = (orderId: string, text: string): OrderRejected => {
  const [reason = '', ...rest] = text.split(': ');
  return { orderId, reason: reason as RejectionReason, message: rest.join(': ') };
};

export const conflictWith = (line: Pick<OrderLine, 'orderId' | 'productId'>, row: Reservation): string =>
  `order ${line.orderId} is already known for ${row.quantity} of ${line.productId}; its first outcome (${row.status}) stays`;

/** What becomes of an order line whose order was cancelled before it could be reserved. */
export const cancelledRejection = (line: OrderLine): Rejection => ({
  ...line,
  reason: 'cancelled',
  message: `order ${line.orderId} was cancelled before ${line.productId} was reserved for it`,
});

/**
 * A line that comes again finds its own outcome, also where that is that its order was cancelled before. One that came
 * as a part of a whole order is not the same alone.
 */
export const isSameLine = (line: Pick<OrderLine, 'quantity'>, row: Reservation): boolean =>
  row.quantity === line.quantity &&
  row.linesTogether === undefined &&
  (row.status !== 'REJECTED' || row.reason?.startsWith('cancelled') === true);

/** The order id that an event names, also where the message held none. */
export const rejectedOrderId = (rejection: Pick<Rejection, 'orderId' | 'messageIds'>): string =>
  rejection.orderId ?? `message:${rejection.messageIds[0]}`;

export const reservedDetail = ({
  productId,
  orderId,
  quantity,
}: Pick<OrderLine, 'productId' | 'orderId' | 'quantity'>): StockReserved => ({
  productId,
  orderId,
  requestedQuantity: quantity,
});

export const tellReserved = (outcomes: Outcomes, line: Pick<OrderLine, 'productId' | 'orderId' | 'quantity'>): void => {
  outcomes.reserved.push(reservedDetail(line));
};

type Unserved = 'unavailable' | 'backordered';

/** Tells that a line could not be served, for good or until there is stock. */
export const tellUnserved = (
  outcomes: Outcomes,
  as: Unserved,
  line: Pick<OrderLine, 'productId' | 'orderId' | 'quantity'>,
  availableQuantity: number,
  message?: string,
): void => {
  outcomes[as].push({
    productId: line.productId,
    orderId: line.orderId,
    requestedQuantity: line.quantity,
    availableQuantity,
    ...(message && { message }),
  });
};

/**
 * Tells what became of a line again: its message came once more, and the first telling may have been lost in a crash.
 * How a reservation ended is told by the message that ended it.
 */
export const tellAgain = (outcomes: Outcomes, row: Reservation): void => {
  if (row.status === 'RESERVED') tellReserved(outcomes, row);
  else if (row.status === 'UNAVAILABLE' || row.status === 'BACKORDERED') {
    const as = row.status === 'UNAVAILABLE' ? 'unavailable' : 'backordered';
    tellUnserved(outcomes, as, row, row.availableQuantity ?? 0, row.reason);
  } else if (row.status === 'REJECTED')
    outcomes.rejected.push(rejectedEvent(row.orderId, row.reason ?? 'malformed order: no reason was kept'));
};

/** What those who wait can have: nothing of what was taken off sale. */
export const onSale = (level: Pick<StockLevel, 'status' | 'available'>): number =>
  level.status === 'IN_STOCK' ? level.available : 0;

/** What a new order can have: nothing past orders that wait. */
export const usableOf = (level: Pick<StockLevel, 'status' | 'available' | 'backordered'>): number =>
  level.backordered ? 0 : onSale(level);

/** What is for one order names it; what is for several names the first and how many more. */
export const causeOf = (orders: readonly { orderId: string }[]): string =>
  orders.length === 1 ? `${orders[0]?.orderId}` : `${orders[0]?.orderId}+${orders.length - 1}`;

/** One shortage for all lines that a stock level could not serve, unless stock that came back meanwhile could. */
export const noteShortage = (
  outcomes: Outcomes,
  level: StockLevel,
  short: readonly { orderId: string; requestedQuantity: number }[],
  now: string,
): void => {
  const quantityRequested = short.reduce((sum, line) => sum + line.requestedQuantity, 0);
  if (quantityRequested <= usableOf(level)) return;
  outcomes.shortages.push({
    productId: level.productId,
    locationId: level.locationId,
    quantityRequested: Math.min(quantityRequested, 1_000_000),
    availableQuantity: level.available,
    orderWanted: mayOrder(level, now),
    causeId: causeOf(short),
  });
};
