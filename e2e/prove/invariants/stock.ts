import { stockKey } from '../../../amplify/domain/stock-key.ts';
import { leftQueue } from './backorders.ts';
import { groupBy, type Invariant, isAt, sum } from './invariant.ts';

const lineOf = ({ orderId, productId }: { orderId: string; productId: string }) => `${orderId} of ${productId}`;

export const stockInvariants: Invariant[] = [
  {
    name: 'available is never negative, at any moment',
    violations: ({ levelVersions, levels }) =>
      [...levelVersions.flatMap(({ after }) => (after ? [after] : [])), ...levels]
        .filter(({ available, reserved }) => available < 0 || reserved < 0)
        .map(({ productId, available, reserved }) => `${productId}: ${available} available, ${reserved} reserved`),
  },
  {
    name: 'reserved is the sum of the live reservations',
    violations: ({ levels, reservations }) =>
      levels.flatMap((level) => {
        const live = reservations.filter((row) => isAt(row, level) && row.status === 'RESERVED');
        const total = sum(live.map(({ quantity }) => quantity));
        const { reserved } = level;
        return total === reserved ? [] : [`${stockKey(level)}: ${reserved} reserved, reservations of ${total}`];
      }),
  },
  {
    name: 'the ledger sums up to the balance',
    violations: ({ levels, movements }) =>
      levels.flatMap((level) => {
        const { available, reserved } = level;
        const own = movements.filter((row) => isAt(row, level));
        const [ledgerAvailable, ledgerReserved] = [
          sum(own.map((row) => row.availableDelta)),
          sum(own.map((row) => row.reservedDelta)),
        ];
        return ledgerAvailable === available && ledgerReserved === reserved
          ? []
          : [
              `${stockKey(level)}: ${available} and ${reserved}, by the ledger ${ledgerAvailable} and ${ledgerReserved}`,
            ];
      }),
  },
  {
    name: 'every entry of the ledger says the balance that there was',
    violations: ({ levelVersions, movements }) => {
      const changes = levelVersions.flatMap(({ before, after }) => (after ? [{ before, after }] : []));
      return movements
        .filter(({ cause }) => cause !== 'OPENING')
        .flatMap((entry) => {
          // Each change of a balance is told by one entry: a second that says the same tells of none.
          const at = changes.findIndex(
            ({ before, after }) =>
              isAt(after, entry) &&
              after.available === entry.availableAfter &&
              after.reserved === entry.reservedAfter &&
              // Samples are opened by an entry of their own; an import and a transfer open as they change.
              (before !== undefined || entry.cause === 'IMPORT' || entry.cause === 'TRANSFER') &&
              after.available - (before?.available ?? 0) === entry.availableDelta,
          );
          if (at >= 0) changes.splice(at, 1);
          return at >= 0
            ? []
            : [`${entry.productId}: ${entry.movementId} says ${entry.availableAfter}, which was not so`];
        });
    },
  },
  {
    name: 'one effect for an order line',
    violations: (snapshot) => [
      ...snapshot.movements
        .filter(({ cause }) => cause === 'ORDER')
        .flatMap((entry) => {
          const served = snapshot.reservations.filter(
            (row) => row.movementId === entry.movementId && row.productId === entry.productId,
          );
          const total = sum(served.map(({ quantity }) => quantity));
          return total === entry.reservedDelta
            ? []
            : [`${entry.movementId} took ${entry.reservedDelta} for lines of ${total}`];
        }),
      ...snapshot.reservations
        .filter(({ status }) => ['RESERVED', 'FULFILLED', 'RELEASED', 'EXPIRED'].includes(status))
        .filter((row) => !leftQueue(snapshot, row))
        .filter((row) => !snapshot.movements.some(({ movementId }) => movementId === row.movementId))
        .map((row) => `${lineOf(row)} was reserved, and no entry of the ledger took stock for it`),
    ],
  },
  {
    name: 'an adjustment is applied once',
    violations: ({ movements }) =>
      [
        ...groupBy(
          movements.filter(({ cause }) => cause === 'ADJUSTMENT'),
          ({ causeId }) => causeId,
        ),
      ]
        .filter(([, applied]) => applied.length > 1)
        .map(([id, applied]) => `${id} was applied ${applied.length} times`),
  },
  {
    name: 'a transfer is made once, and as much arrives as has left',
    violations: ({ movements }) =>
      [
        ...groupBy(
          movements.filter(({ cause }) => cause === 'TRANSFER'),
          ({ causeId }) => causeId,
        ),
      ]
        .filter(
          ([, entries]) =>
            entries.length !== 2 ||
            sum(entries.map(({ availableDelta }) => availableDelta)) !== 0 ||
            entries[0]?.locationId === entries[1]?.locationId,
        )
        .map(([id, entries]) => `${id}: ${entries.map((entry) => `${entry.availableDelta} at ${entry.locationId}`)}`),
  },
  {
    name: 'what there is can be ordered, at any moment',
    violations: ({ levelVersions }) =>
      levelVersions
        .flatMap(({ after }) => (after ? [after] : []))
        .filter(({ available, status }) => available > 0 && status === 'OUT_OF_STOCK')
        .map(({ productId, available }) => `${productId}: ${available} available and OUT_OF_STOCK`),
  },
  {
    name: 'an adjustment is taken back once, and by as much as it was',
    violations: ({ movements }) => {
      const reversals = movements.filter(({ cause }) => cause === 'REVERSAL');
      return reversals.flatMap((entry) => {
        const adjusted = movements.find(({ movementId }) => movementId === entry.reverses);
        const isWhole =
          adjusted?.cause === 'ADJUSTMENT' &&
          adjusted.productId === entry.productId &&
          adjusted.locationId === entry.locationId &&
          adjusted.availableDelta === -entry.availableDelta;
        const isOnly = reversals.filter(({ reverses }) => reverses === entry.reverses).length === 1;
        return isWhole && isOnly ? [] : [`${entry.movementId} takes back ${entry.reverses}`];
      });
    },
  },
  {
    name: 'status follows stock',
    violations: ({ levels }) =>
      levels
        .filter(({ available, status }) => (available === 0) !== (status === 'OUT_OF_STOCK'))
        .map(({ productId, available, status }) => `${productId}: ${available} available and ${status}`),
  },
];
