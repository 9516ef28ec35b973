import type { Reservation } from '../../../amplify/domain/models.ts';
import { type StockKey, stockKey } from '../../../amplify/domain/stock-key.ts';
import type { Snapshot } from '../snapshot.ts';
import { type Invariant, isAt, sum } from './invariant.ts';

type Waiting = Reservation & { timeKey?: string };

const lineOf = ({ orderId, productId }: Reservation) => `${orderId} of ${productId}`;
const keyOf = ({ orderId, productId }: Reservation) => `${orderId} ${productId}`;

/** It was given up while it waited, and so never held stock. */
export const leftQueue = ({ reservationVersions }: Snapshot, row: Reservation): boolean =>
  row.status === 'RELEASED' &&
  row.movementId === undefined &&
  reservationVersions.some(({ before }) => before?.status === 'BACKORDERED' && keyOf(before) === keyOf(row));

const waitingFor = (reservations: Reservation[], level: StockKey): Waiting[] =>
  (reservations as Waiting[])
    .filter((row) => isAt(row, level) && row.status === 'BACKORDERED')
    .sort((one, other) => (`${one.timeKey}` < `${other.timeKey}` ? -1 : 1));

const availableOf = ({ levels }: Snapshot, row: StockKey): number =>
  levels.find((level) => isAt(level, row))?.available ?? 0;

/** First at every one of its stock levels, and each of them has enough. */
const couldBeServed = (snapshot: Snapshot, first: Waiting): boolean => {
  const rows = first.linesTogether
    ? snapshot.reservations.filter((row) => row.orderId === first.orderId && row.status === 'BACKORDERED')
    : [first];
  return rows.every(
    (row) =>
      waitingFor(snapshot.reservations, row)[0]?.orderId === row.orderId && row.quantity <= availableOf(snapshot, row),
  );
};

export const backorderInvariants: Invariant[] = [
  {
    name: 'what is waited for is the sum of the orders that wait',
    violations: ({ levels, reservations }) =>
      levels.flatMap((level) => {
        const { backordered = 0 } = level;
        const total = sum(waitingFor(reservations, level).map(({ quantity }) => quantity));
        return total === backordered ? [] : [`${stockKey(level)}: ${backordered} waited for, orders of ${total}`];
      }),
  },
  {
    name: 'nobody waits for stock that is there',
    violations: (snapshot) =>
      snapshot.levels.flatMap((level) => {
        const [first] = waitingFor(snapshot.reservations, level);
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
              (row) => isAt(row, after) && `${row.timeKey}` < `${(after as Waiting).timeKey}`,
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
