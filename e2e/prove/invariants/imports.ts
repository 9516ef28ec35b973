import type { ImportDifference } from '../../../amplify/domain/import-differences.ts';
import type { ImportMode } from '../../../amplify/domain/vocabulary.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Invariant } from './invariant.ts';

type Movement = Snapshot['movements'][number];

const countsOf = (differences: ImportDifference[]) => differences.filter(({ field }) => field === 'AVAILABLE');

/** Whether an entry is that of a difference. */
const tells = ({ productId, locationId, before = '0', after }: ImportDifference, entry: Movement): boolean =>
  entry.productId === productId &&
  entry.locationId === locationId &&
  entry.availableAfter === Number(after) &&
  entry.availableDelta === Number(after) - Number(before);

const step = ({ before = '0', after }: ImportDifference): number => Number(after) - Number(before);

/** The same change; of what is added, the same step. */
const isSame = (mode: ImportMode, one: ImportDifference, other: ImportDifference): boolean =>
  one.line === other.line &&
  one.field === other.field &&
  one.productId === other.productId &&
  (mode === 'ADD' && one.field === 'AVAILABLE'
    ? step(one) === step(other)
    : one.before === other.before && one.after === other.after);

export const importInvariants: Invariant[] = [
  {
    name: 'an import is made whole, once, or not at all',
    violations: ({ imports, movements, products }) => {
      const entries = movements.filter(({ cause }) => cause === 'IMPORT');
      const ofNone = entries
        .filter(({ causeId }) => !imports.some(({ importId }) => importId === causeId))
        .map(({ movementId }) => `${movementId} is of an import that was not made`);
      const broken = imports.flatMap(({ importId, differences }) => {
        const own = entries.filter(({ causeId }) => causeId === importId);
        const counts = countsOf(differences);
        const opened = differences.filter(({ field, before }) => field === 'NAME' && before === undefined);
        const isWhole =
          own.length === counts.length &&
          counts.every((count) => own.filter((entry) => tells(count, entry)).length === 1) &&
          opened.every(({ productId }) => products.some((product) => product.productId === productId));
        return isWhole ? [] : [`${importId} says ${counts.length} counts, and the ledger ${own.length}`];
      });
      return [...ofNone, ...broken];
    },
  },
  {
    name: 'an import does what was seen before it, and whoever was told that it was made was told the truth',
    violations: ({ imports, imported }) => [
      ...imports.flatMap(({ importId, mode, differences }) => {
        const seen = imported.find((each) => each.importId === importId)?.previewed ?? [];
        const asSeen = differences.every((made) => seen.some((each) => isSame(mode, each, made)));
        return asSeen && seen.length === differences.length ? [] : [`${importId} did ${JSON.stringify(differences)}`];
      }),
      ...imported
        .filter(({ importId, applied }) => applied && !imports.some((made) => made.importId === importId))
        .map(({ importId }) => `${importId} was not made`),
    ],
  },
];
