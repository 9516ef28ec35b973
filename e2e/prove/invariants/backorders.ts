import type { Reservation } from '../../../amplify/domain/models.ts';
import type { Snapshot } from '../snapshot.ts';
import { type Invariant, sum } from './invariant.ts';

type Waiting = Reservation & { timeKey?: string };

const lineOf = ({ orderId, productId }: Reservation) => `${orderId} of ${productId}`;
const keyOf = ({ orderId, productId }: Reservation) => `${orderId} ${productId}`;

/** It was given up while it waited, and so never held stock. */
export const leftQueue = ({ reservationVersions }: Snapshot, row: Reservation): boolean =>
  row.status === 'RELEASED' &&
  row.movementId === undefined &&
  reservationVersions.some(({ before }) => before?.status === 'BACKORDERED' && keyOf(before) === keyOf(row));

const waitingFor = (reservations: Reservation[], productId: string): Waiting[] =>
  (reservations as Waiting[])
    .filter((row) => row.productId === productId && row.status === 'BACKORDERED')
    .sort((one, other) => (`${one.timeKey}` < `${other.timeKey}` ? -1 : 1));

const availableOf = ({ levels }: Snapshot, productId: string): number =>
  levels.find((level) => level.productId === productId)?.available ?? 0;

/** First at every one of its stock levels, and each of them has enough. */
const couldBeServed = (snapshot: Snapshot, first: Waiting): boolean => {
  const rows = first.linesTogether
    ? snapshot.reservations.filter((row) => row.orderId === first.orderId && row.status === 'BACKORDERED')
    : [first];
  return rows.every(
    (row) =>
      waitingFor(snapshot.reservations, row.productId)[0]?.orderId === row.orderId &&
      row.quantity <= availableOf(snapshot, row.productId),
  );
};

export const backorderInvariants: Invariant[] = [
  {
    name: 'what is waited for is the sum of the orders that wait',
    violations: ({ levels, reservations }) =>
      levels.flatMap(({ productId, backordered = 0 }) => {
        const total = sum(waitingFor(reservations, productId).map(({ quantity }) => quantity));
        return total === backordered ? [] : [`${productId}: ${backordered} waited for, orders of ${total}`];
      }),
  },
  {
    name: 'nobody waits for stock that is there',
    violations: (snapshot) =>
      snapshot.levels.flatMap(({ productId }) => {
        const [first] = waitingFor(snapshot.reservations, productId);
        return first && couldBeServed(snapshot, first) ? [`${lineOf(first)} waits`] : [];
      }),
  },
  {
    name: 'nobody is served before who has waited longer for the same product',
    violations: ({ reservationVersions }) => {
      const waiting = new Map<string, Waiting>();
      return reservationVersions.flatMap(({ before, after }) => {
        if (!after) return [];
        const isServed = after.status === 'RESERVED' && before?.status !== 'RESERVED';
        waiting.delete(keyOf(after));
        const overtaken = isServed
          ? [...waiting.values()].filter(
              (row) => row.productId === after.productId && `${row.timeKey}` < `${(after as Waiting).timeKey}`,
            )
          : [];
        if (after.status === 'BACKORDERED') waiting.set(keyOf(after), after);
        return (
          overtaken
            // Lines of one transaction are told of one after the other.
            .filter((row) => row.orderId !== after.orderId)
            .map((row) => `${lineOf(after)} was served before ${lineOf(row)}`)
        );
      });
    },
  },
];
