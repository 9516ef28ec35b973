import type { Reservation } from '../../../amplify/domain/models.ts';
import { parseOrderMessage } from '../../../amplify/domain/order-message.ts';
import type { Sent, Snapshot } from '../snapshot.ts';
import { leftQueue } from './backorders.ts';
import type { Invariant } from './invariant.ts';

/** What an order comes down to by the contract: lines, or a rejection. */
const readOf = ({ body, detail }: Sent) => parseOrderMessage('', body ?? JSON.stringify({ detail }));

/** Its lines, or what of a rejected one can be read. */
const linesOf = (sent: Sent) => {
  const read = readOf(sent);
  return 'lines' in read ? read.lines : [read.rejection];
};

const contentOf = (sent: Sent): string =>
  JSON.stringify(linesOf(sent).map(({ productId, quantity }) => [productId, quantity]));

/** No other order was sent under its id. */
const isAlone = ({ sent: all }: Snapshot, sent: Sent): boolean => {
  const [line] = linesOf(sent);
  return all.every((other) => linesOf(other)[0]?.orderId !== line?.orderId || contentOf(other) === contentOf(sent));
};

const rowsOf = ({ reservations }: Snapshot, orderId: string, productId: string) =>
  reservations.filter((row) => row.orderId === orderId && row.productId === productId);

/** Rows that stand for messages without an order line of their own. */
const byMessage = ({ reservations }: Snapshot) => reservations.filter(({ orderId }) => orderId.startsWith('message:'));

const EVENT_OF = {
  RESERVED: 'stock-reserved',
  FULFILLED: 'reservation-fulfilled',
  RELEASED: 'reservation-released',
  EXPIRED: 'reservation-expired',
  BACKORDERED: 'stock-backordered',
  UNAVAILABLE: 'stock-unavailable',
  REJECTED: 'order-rejected',
} as const;

/** It waited, is served by now or not, or was given up while it did. */
const hasWaited = ({ status, servedAt, movementId }: Reservation): boolean =>
  status === 'BACKORDERED' || servedAt !== undefined || (status === 'RELEASED' && movementId === undefined);

/** What a line may have been told to be, by what it is now. */
const mayHaveBeenTold = (row: Reservation, type: string): boolean =>
  EVENT_OF[row.status] === type ||
  (type === 'stock-reserved' && row.movementId !== undefined) ||
  (type === 'stock-backordered' && hasWaited(row));

const isShort = ({ quantity, availableQuantity = 0 }: Reservation): boolean => quantity > availableQuantity;

/** What may become of a line that has an outcome. */
const LEADS_TO: Partial<Record<Reservation['status'], Reservation['status'][]>> = {
  RESERVED: ['FULFILLED', 'RELEASED', 'EXPIRED'],
  BACKORDERED: ['RESERVED', 'RELEASED'],
};

export const orderInvariants: Invariant[] = [
  {
    name: 'every order sent has an outcome',
    violations: (snapshot) =>
      snapshot.sent.flatMap((sent) =>
        linesOf(sent).flatMap(({ orderId, productId }) => {
          if (orderId === undefined || productId === undefined) return [];
          // An order of other lines under a known id is a conflict, and has no rows of its own.
          const rows = snapshot.reservations.filter((row) => row.orderId === orderId);
          const found = isAlone(snapshot, sent) ? rowsOf(snapshot, orderId, productId) : rows;
          return found.length > 0 ? [] : [`${orderId} of ${productId} has no outcome`];
        }),
      ),
  },
  {
    name: 'an order of several lines is reserved as a whole or not at all, but for what was cancelled before it could be',
    violations: (snapshot) =>
      snapshot.sent.flatMap((sent) => {
        const read = readOf(sent);
        if (!('lines' in read) || !read.together || !isAlone(snapshot, sent)) return [];
        const rows = read.lines.flatMap(({ orderId, productId }) => rowsOf(snapshot, orderId, productId));
        const wanted = rows
          .filter(({ reason = '' }) => !reason.startsWith('cancelled'))
          .filter((row) => !leftQueue(snapshot, row));
        const served = wanted.filter(({ movementId }) => movementId !== undefined).length;
        return served === 0 || served === wanted.length
          ? []
          : [`${read.lines[0]?.orderId}: ${served} of ${wanted.length} lines were reserved`];
      }),
  },
  {
    name: 'every message that is no order is recorded by its own id',
    violations: (snapshot) => {
      const unreadable = snapshot.sent.filter((sent) => {
        const read = readOf(sent);
        return 'rejection' in read && (read.rejection.orderId === undefined || read.rejection.productId === undefined);
      });
      const found = byMessage(snapshot).length;
      return found >= unreadable.length ? [] : [`${unreadable.length} were sent, ${found} are recorded`];
    },
  },
  {
    name: 'an outcome stays what it was, however often its order comes again, but that a reservation ends, and a wait',
    violations: ({ reservationVersions }) =>
      reservationVersions
        .flatMap(({ before, after }) => (before && after ? [{ before, after }] : []))
        .filter(({ before, after }) => before.status !== after.status || before.quantity !== after.quantity)
        .filter(({ before, after }) => !LEADS_TO[before.status]?.includes(after.status))
        .map(({ before, after }) => `${after.orderId}: ${before.status} became ${after.status}`),
  },
  {
    name: 'a known order line with another quantity is recorded as a conflict',
    violations: (snapshot) => {
      const lines = snapshot.sent.map(readOf).flatMap((read) => ('lines' in read ? read.lines : []));
      const clashing = snapshot.reservations.filter((row) =>
        lines.some(
          (line) => line.orderId === row.orderId && line.productId === row.productId && line.quantity !== row.quantity,
        ),
      );
      const recorded = byMessage(snapshot).filter(({ reason = '' }) => reason.startsWith('conflict'));
      return clashing
        .filter((row) => !recorded.some(({ reason = '' }) => reason.includes(row.orderId)))
        .map(({ orderId, productId }) => `${orderId} of ${productId}`);
    },
  },
  {
    name: 'other lines under the id of an order that is served as a whole are recorded as a conflict',
    violations: (snapshot) => {
      const recorded = byMessage(snapshot).filter(({ reason = '' }) => reason.startsWith('conflict'));
      const isStocked = (productId?: string) => snapshot.levels.some((level) => level.productId === productId);
      return (
        snapshot.sent
          .filter((sent) => {
            const read = readOf(sent);
            return 'lines' in read && read.together && !isAlone(snapshot, sent);
          })
          .filter((sent) => linesOf(sent).every(({ productId }) => isStocked(productId)))
          .map((sent) => `${linesOf(sent)[0]?.orderId}`)
          // Of a cancelled order nothing is reserved, whatever its lines are.
          .filter((orderId) => !snapshot.changed.some((change) => change.detail.orderId === orderId))
          .filter((orderId) => !recorded.some(({ reason = '' }) => reason.includes(`order ${orderId} is`)))
      );
    },
  },
  {
    name: 'an order that can be read is rejected for a reason alone: unknown product, another quantity before, or cancelled before',
    violations: (snapshot) =>
      snapshot.sent.flatMap((sent) => {
        const read = readOf(sent);
        if (!('lines' in read) || !isAlone(snapshot, sent)) return [];
        const isKnown = read.lines.every(({ productId }) =>
          snapshot.levels.some((level) => level.productId === productId),
        );
        return read.lines.flatMap(({ orderId, productId }) => {
          const [row] = rowsOf(snapshot, orderId, productId);
          const cancelled = snapshot.changed.some((change) => change.detail.orderId === orderId);
          const wrong = row?.status === 'REJECTED' && isKnown && !cancelled;
          return wrong ? [`${orderId} of ${productId} was rejected: ${row.reason}`] : [];
        });
      }),
  },
  {
    name: 'a line that stays without stock asked for more than there was',
    violations: ({ reservations }) =>
      reservations
        .filter(
          (row) =>
            row.status === 'UNAVAILABLE' &&
            !isShort(row) &&
            // Of an order that is served as a whole it may be another line that asked for more.
            !reservations.some(
              (other) => row.linesTogether !== undefined && other.orderId === row.orderId && isShort(other),
            ),
        )
        .map(({ orderId, quantity, availableQuantity }) => `${orderId}: ${quantity} of ${availableQuantity}`),
  },
  {
    name: 'every outcome is told, and never told otherwise',
    violations: ({ reservations, told }) => {
      if (!told) return [];
      const toldOf = (type: string, orderId: string) =>
        told.filter((event) => event.type === type && event.detail.orderId === orderId);
      const untold = reservations
        .filter(({ orderId }) => !orderId.startsWith('message:'))
        .filter(({ status, orderId }) => toldOf(EVENT_OF[status], orderId).length === 0)
        .map(({ orderId, status }) => `nobody was told that ${orderId} is ${status}`);
      const wrong = told
        .filter(({ type }) => type !== 'order-rejected' && Object.values<string>(EVENT_OF).includes(type))
        .filter(
          ({ type, detail }) =>
            !reservations.some(
              (row) =>
                row.orderId === detail.orderId && row.productId === detail.productId && mayHaveBeenTold(row, type),
            ),
        )
        .map(({ type, detail }) => `${type} was told of ${detail.orderId}`);
      return [...untold, ...wrong];
    },
  },
  {
    name: 'nothing is left in the queues, nor among the dead letters once they were redriven',
    violations: ({ waiting, dead, deadChanges }) =>
      waiting + dead + deadChanges === 0 ? [] : [`${waiting} messages wait, ${dead + deadChanges} are dead letters`],
  },
];
