import { DEFAULT_LOCATION } from '../../../amplify/domain/vocabulary.ts';
import { csvOf } from '../../lib/csv.ts';
import { formatNumber } from '../../lib/format.ts';
import { importMessages } from '../../lib/import-messages.ts';
import type { Difference } from './mutations.ts';

const text = importMessages;

/** What a line of a file changes. */
export type DifferenceRow = {
  line: number;
  productId: string;
  /** Absent where it is the usual one. */
  locationId: string | undefined;
  /** As it is called afterwards, where the file says so. */
  name: string | undefined;
  isNew: boolean;
  count: { before: number | undefined; after: number } | undefined;
  /** Everything else, in words. */
  others: string[];
};

const valueWords = ({ field }: Difference, value: string): string =>
  field === 'NAME' ? value : formatNumber(Number(value));

function wordsOf(difference: Difference): string {
  const { field, before, after } = difference;
  const name = text.fields[field];
  if (before == null) return text.set(name, valueWords(difference, after));
  return text.changed(name, valueWords(difference, before), valueWords(difference, after));
}

function rowOf(line: number, differences: Difference[]): DifferenceRow | undefined {
  const [first] = differences;
  if (!first) return undefined;
  const find = (field: Difference['field']) => differences.find((each) => each.field === field);
  const [name, count] = [find('NAME'), find('AVAILABLE')];
  const { locationId } = count ?? find('REORDER_POINT') ?? first;
  return {
    line,
    productId: first.productId,
    locationId: locationId === DEFAULT_LOCATION ? undefined : locationId,
    name: name?.after,
    isNew: name !== undefined && name.before == null,
    count: count && { before: count.before == null ? undefined : Number(count.before), after: Number(count.after) },
    others: differences.filter((each) => each !== count && !(each === name && each.before == null)).map(wordsOf),
  };
}

/** One row a line, in the order of the file. */
export function differenceRows(differences: readonly Difference[]): DifferenceRow[] {
  const lines = Map.groupBy(differences, ({ line }) => line);
  return [...lines].flatMap(([line, own]) => rowOf(line, own) ?? []);
}

export const productsIn = (differences: readonly Difference[]): string[] => [
  ...new Set(differences.map(({ productId }) => productId)),
];

/** A file to begin with: the columns that may be imported, and a product as it would be added. */
export const exampleFile = (): string =>
  csvOf(
    text.example.headings.map((header, index) => ({ header, value: (cells: readonly string[]) => cells[index] })),
    [text.example.cells],
  );
