import type { Reservation } from '../../../amplify/domain/models.ts';
import { type ChangeType, SETTLEMENTS } from '../../../amplify/domain/settlement.ts';
import type { Changed, Snapshot } from '../snapshot.ts';
import { leftQueue } from './backorders.ts';
import { groupBy, type Invariant } from './invariant.ts';

const lineOf = ({ orderId, productId }: Reservation) => `${orderId} of ${productId}`;

const concerns = ({ detail }: Changed, row: Reservation): boolean =>
  detail.orderId === row.orderId && (detail.productId ?? row.productId) === row.productId;

const changesOf = ({ changed }: Snapshot, type: ChangeType, row: Reservation): Changed[] =>
  changed.filter((change) => change.type === type && concerns(change, row));

/** A shop said so, or its time was over. */
const hadReason = (snapshot: Snapshot, type: ChangeType, row: Reservation): boolean =>
  type === 'reservation-due'
    ? row.expiresAt !== undefined && row.settledAt !== undefined && row.expiresAt <= row.settledAt
    : changesOf(snapshot, type, row).length > 0;

const TYPES = Object.keys(SETTLEMENTS) as ChangeType[];

export const reservationInvariants: Invariant[] = [
  {
    name: 'a cancelled order is not reserved and waits no more, and a shipped one is not reserved',
    violations: (snapshot) =>
      snapshot.reservations
        .filter(({ status }) => status === 'RESERVED' || status === 'BACKORDERED')
        .filter((row) =>
          TYPES.filter(
            // What cannot be shipped because it waits may be reserved afterwards.
            (type) => type !== 'order-shipped' || (row.status === 'RESERVED' && row.servedAt === undefined),
          ).some((type) => changesOf(snapshot, type, row).length > snapshot.deadChanges),
        )
        .map((row) => `${lineOf(row)} is reserved`),
  },
  {
    name: 'a reservation ends by what was said of its order, or because its time is over, with one entry of the ledger',
    violations: (snapshot) =>
      TYPES.flatMap((type) => {
        const { to, cause, returnsStock } = SETTLEMENTS[type];
        const ended = snapshot.reservations.filter(({ status }) => status === to);
        const entries = groupBy(
          snapshot.movements.filter((entry) => entry.cause === cause),
          ({ causeId, productId }) => `${causeId} of ${productId}`,
        );
        const stray = [...entries.keys()].filter((key) => !ended.some((row) => lineOf(row) === key));
        const wrong = ended.filter((row) => {
          const own = entries.get(lineOf(row)) ?? [];
          const [entry] = own;
          const right = leftQueue(snapshot, row)
            ? own.length === 0
            : own.length === 1 &&
              entry?.reservedDelta === -row.quantity &&
              entry.availableDelta === (returnsStock ? row.quantity : 0);
          return !right || !hadReason(snapshot, type, row);
        });
        return [...stray, ...wrong.map(lineOf)].map((line) => `${line}: ${cause}`);
      }),
  },
  {
    name: 'a change that came too late is refused aloud, and kept',
    violations: (snapshot) => {
      const { reservations, told, deadChanges } = snapshot;
      if (!told || deadChanges > 0) return [];
      return TYPES.flatMap((type) =>
        reservations
          .filter(({ status }) => ['FULFILLED', 'RELEASED', 'EXPIRED'].includes(status))
          .filter((row) => row.status !== SETTLEMENTS[type].to && changesOf(snapshot, type, row).length > 0)
          .filter(
            (row) =>
              row.refusal === undefined ||
              !told.some(
                ({ type: event, detail }) =>
                  event === 'order-change-refused' && detail.orderId === row.orderId && detail.change === type,
              ),
          )
          .map((row) => `${lineOf(row)} is ${row.status}, and nobody heard that ${type} came too late`),
      );
    },
  },
];
