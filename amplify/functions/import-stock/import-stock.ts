import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../domain/clock.ts';
import { type ImportProblem, LONGEST_IMPORT, type ReadImport, readImport } from '../../domain/import-columns.ts';
import { differencesOf, type ImportDifference, movedSince, tooMuch } from '../../domain/import-differences.ts';
import type { Product, StockLevel } from '../../domain/models.ts';
import { type ImportBooks, type ImportPlan, InvalidImport, planImport } from '../../domain/stock-import.ts';
import { stockKey } from '../../domain/stock-key.ts';
import type { ImportMode } from '../../domain/vocabulary.ts';
import { getMany } from '../../tables/get-many.ts';
import type { LocationTable } from '../../tables/location-table.ts';
import type { Pause } from '../../tables/pause.ts';
import type { MadeImport, StockImportTable } from '../../tables/stock-import-table.ts';
import { untilWritten } from '../../tables/stock-writes.ts';
import { transact } from '../../tables/transact.ts';
import type { FieldCall, IdentifyCaller } from '../caller.ts';
import { isClientId } from '../client-id.ts';
import { type ImportTableNames, importWrites } from './import-writes.ts';
import { readCsv } from './read-csv.ts';

type Deps = {
  client: DynamoDBDocumentClient;
  names: ImportTableNames & { stockImport: string };
  imports: StockImportTable;
  locations: Pick<LocationTable, 'every'>;
  identify: IdentifyCaller;
  clock: Clock;
  pause: Pause;
};
type File = { text: string; mode: ImportMode };
/** A preview has a file alone. */
type Arguments = File & { importId?: string; previewed?: ImportDifference[] };
type Apply = File & { importId: string; previewed: ImportDifference[]; actor: string };

/** Without `appliedAt` nothing was changed. */
export type ImportAnswer = Omit<MadeImport, 'importId' | 'mode' | 'appliedAt' | 'appliedBy'> & {
  problems: ImportProblem[];
  appliedAt?: string;
  appliedBy?: string;
};

/**
 * Answers `previewStockImport`, which changes nothing, and `importStock`: the changes that the preview has shown are made
 * in one transaction, or none is. The import's id is kept for good in it, so that an import sent twice is made once.
 */
export const importStock =
  (deps: Deps) =>
  async (call: FieldCall<Arguments>): Promise<ImportAnswer> => {
    const { text, mode, importId = '', previewed = [] } = call.arguments;
    const read = readFile({ text, mode });
    if (call.fieldName !== 'importStock') return preview(deps, read, mode);
    if (!isClientId(importId)) throw new InvalidImport('An import id is 1 to 64 letters, digits, - and _.');
    const { name: actor } = await deps.identify(call);
    const apply = { text, mode, importId, previewed, actor };
    return untilWritten(deps.pause, () => attempt(deps, read, apply));
  };

const readFile = ({ text, mode }: File): ReadImport => {
  if (text.length > LONGEST_IMPORT) {
    const message = `The file has ${text.length} characters. At most ${LONGEST_IMPORT} are read at once.`;
    return { rows: [], problems: [{ message }], countOf: 'available', ignored: [] };
  }
  const { records, problem } = readCsv(text);
  const read = readImport(records, mode);
  return problem ? { ...read, problems: [...read.problems, problem] } : read;
};

const readBooks = async ({ client, pause, names, locations }: Deps, { rows }: ReadImport): Promise<ImportBooks> => {
  const ids = [...new Set(rows.map(({ productId }) => productId))];
  const [everyLocation, products, levels] = await Promise.all([
    locations.every(),
    getMany<Product>(
      client,
      pause,
      names.product,
      ids.map((productId) => ({ productId })),
    ),
    getMany<StockLevel>(
      client,
      pause,
      names.stockLevel,
      rows.map(({ productId, locationId }) => ({ productId, locationId })),
    ),
  ]);
  return {
    products: new Map(products.map((product) => [product.productId, product])),
    levels: new Map(levels.map((level) => [stockKey(level), level])),
    locations: new Set(everyLocation),
  };
};

const byLine = (problems: ImportProblem[]): ImportProblem[] =>
  problems.sort((left, right) => (left.line ?? 0) - (right.line ?? 0));

/** What a file would change in these books, and everything that is wrong with it. */
const judge = (read: ReadImport, mode: ImportMode, books: ImportBooks): { plan: ImportPlan; answer: ImportAnswer } => {
  const { plan, problems } = planImport(read, mode, books);
  const excess = tooMuch(plan);
  const all = byLine([...read.problems, ...problems, ...(excess ? [excess] : [])]);
  const { rows, ignored } = read;
  return { plan, answer: { rows: rows.length, differences: differencesOf(plan), ignored, problems: all } };
};

const preview = async (deps: Deps, read: ReadImport, mode: ImportMode): Promise<ImportAnswer> =>
  judge(read, mode, await readBooks(deps, read)).answer;

/** Undefined when something that it changes was changed between reading and writing. */
const attempt = async (deps: Deps, read: ReadImport, apply: Apply): Promise<ImportAnswer | undefined> => {
  const { client, names, pause, imports, clock } = deps;
  const { mode, importId, previewed, actor } = apply;
  const books = await readBooks(deps, read);
  // Read last: what was committed until now is then seen, and what comes later fails the transaction.
  const known = await imports.get(importId);
  if (known) return answerKnown(known, apply);
  const { plan, answer } = judge(read, mode, books);
  const problems = answer.problems.length > 0 ? answer.problems : movedSince(mode, previewed, answer.differences);
  if (problems.length > 0) return { ...answer, problems };
  if (answer.differences.length === 0) return { ...answer, problems: [{ message: 'Nothing would change.' }] };
  const now = clock();
  const { rows, differences, ignored } = answer;
  const made: MadeImport = { importId, mode, rows, differences, ignored, appliedAt: now, appliedBy: actor };
  const refused = await transact(client, pause, [
    ...importWrites(names, plan, { importId, actor, now }),
    { Put: { TableName: names.stockImport, Item: made, ConditionExpression: 'attribute_not_exists(importId)' } },
  ]);
  return refused ? undefined : { ...answer, appliedAt: now, appliedBy: actor };
};

/** The same import again is answered as it was; the same id for another must not pass in silence. */
const answerKnown = (known: MadeImport, { mode, previewed, importId }: Apply): ImportAnswer => {
  const { importId: _, mode: knownMode, ...made } = known;
  if (knownMode === mode && movedSince(mode, previewed, known.differences).length === 0) {
    return { ...made, problems: [] };
  }
  throw new InvalidImport(`Another import has the id ${importId}.`);
};
