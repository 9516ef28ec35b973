import type { ImportProblem } from './import-columns.ts';
import type { ImportPlan, LevelChange, ProductChange } from './stock-import.ts';
import type { StockKey } from './stock-key.ts';
import { DEFAULT_LOCATION, IMPORT_FIELDS, type ImportField, type ImportMode } from './vocabulary.ts';

/** A transaction of DynamoDB holds a hundred items; one of them is the import itself. */
const MOST_WRITES = 99;
/** A changed count is a stock level and its ledger entry; a new product is itself besides. */
export const MOST_COUNTS = Math.floor(MOST_WRITES / 2);
export const MOST_NEW_PRODUCTS = MOST_WRITES / 3;

/** One value that an import changes, numbers as text; without `before`, it is new. */
export type ImportDifference = StockKey & { line: number; field: ImportField; before?: string; after: string };

/** The column that a value is imported from. */
export const IMPORT_COLUMN: Record<ImportField, string> = {
  NAME: 'name',
  REORDER_QUANTITY: 'reorderQuantity',
  REORDER_POINT: 'reorderPoint',
  AVAILABLE: 'available',
};

type Values = Partial<Record<ImportField, string | number>>;

const differences = (key: StockKey, line: number, before: Values, after: Values): ImportDifference[] =>
  IMPORT_FIELDS.flatMap((field) => {
    const [was, is] = [before[field], after[field]];
    if (is === undefined || was === is) return [];
    return { ...key, line, field, ...(was !== undefined && { before: String(was) }), after: String(is) };
  });

const ofProduct = ({ line, before, after }: ProductChange): ImportDifference[] => {
  const values = (product: Pick<ProductChange['after'], 'name' | 'reorderQuantity'>): Values => ({
    NAME: product.name,
    REORDER_QUANTITY: product.reorderQuantity,
  });
  const key = { productId: after.productId, locationId: DEFAULT_LOCATION };
  return differences(key, line, before ? values(before) : {}, values(after));
};

const ofLevel = ({ line, before, after }: LevelChange): ImportDifference[] => {
  const values = (level: Pick<LevelChange['after'], 'available' | 'reorderPoint'>): Values => ({
    REORDER_POINT: level.reorderPoint,
    AVAILABLE: level.available,
  });
  const { productId, locationId } = after;
  return differences({ productId, locationId }, line, before ? values(before) : {}, values(after));
};

/** Every value that changes, in order of the lines. */
export const differencesOf = ({ products, levels }: ImportPlan): ImportDifference[] =>
  [...products.flatMap(ofProduct), ...levels.flatMap(ofLevel)].sort((left, right) => left.line - right.line);

/** Whether a ledger entry goes with it: every stock level begins with one, also where it begins with nothing. */
export const movesStock = ({ before, after }: LevelChange): boolean => before?.available !== after.available;

/** The line from which on the changes do not fit into one transaction any more. */
const firstTooMuch = ({ products, levels }: ImportPlan): number | undefined => {
  const writes = [
    ...products.map(({ line }) => ({ line, count: 1 })),
    ...levels.map((change) => ({ line: change.line, count: movesStock(change) ? 2 : 1 })),
  ].sort((left, right) => left.line - right.line);
  let sum = 0;
  return writes.find(({ count }) => {
    sum += count;
    return sum > MOST_WRITES;
  })?.line;
};

/** Why the changes are too many for one import; undefined where they are not. */
export const tooMuch = (plan: ImportPlan): ImportProblem | undefined => {
  const line = firstTooMuch(plan);
  if (line === undefined) return undefined;
  const bound = `${MOST_COUNTS} changed counts, or ${MOST_NEW_PRODUCTS} new products`;
  return {
    line,
    message: `These are more changes than one import makes, all or none: ${bound}. Put this line and those after it into another file.`,
  };
};

const stepOf = ({ before, after }: ImportDifference): number => Number(after) - Number(before ?? 0);

/** What is added to a count stays the same, whatever the count has become. */
const isSame = (mode: ImportMode, seen: ImportDifference, now: ImportDifference): boolean => {
  if (seen.productId !== now.productId || seen.locationId !== now.locationId) return false;
  if (mode === 'ADD' && now.field === 'AVAILABLE') return stepOf(seen) === stepOf(now);
  return (seen.before ?? null) === (now.before ?? null) && seen.after === now.after;
};

const AGAIN = 'Look at the differences again.';
const told = (value: string | null | undefined): string => value ?? 'not there';

const whatMoved = (seen: ImportDifference | undefined, now: ImportDifference | undefined): string => {
  const [was, is] = [told(seen ? seen.before : now?.after), told(now ? now.before : seen?.after)];
  return `In the preview it was ${was}, and now it is ${is}. ${AGAIN}`;
};

/** What is no longer as the preview has shown it, line by line. Nothing, where the import would do just that. */
export const movedSince = (
  mode: ImportMode,
  previewed: readonly ImportDifference[],
  now: readonly ImportDifference[],
): ImportProblem[] => {
  const key = ({ line, field }: ImportDifference) => `${line} ${field}`;
  const [seen, found] = [previewed, now].map((all) => new Map(all.map((each) => [key(each), each])));
  return [...new Map([...(seen ?? []), ...(found ?? [])]).values()].flatMap(({ line, field, productId }) => {
    const [before, after] = [seen?.get(`${line} ${field}`), found?.get(`${line} ${field}`)];
    if (before && after && isSame(mode, before, after)) return [];
    return { line, column: IMPORT_COLUMN[field], message: `${productId}: ${whatMoved(before, after)}` };
  });
};
