import type { ImportProblem, ImportRow, ReadImport } from './import-columns.ts';
import type { Product, StockLevel } from './models.ts';
import { type StockKey, stockKey } from './stock-key.ts';
import type { ImportMode } from './vocabulary.ts';

/** Why nothing was imported, in words for whoever tried. */
export class InvalidImport extends Error {
  override name = 'InvalidImport';
}

/** What is there before an import: of the products and, by their key, the stock levels that it names. */
export type ImportBooks = {
  products: ReadonlyMap<string, Product>;
  levels: ReadonlyMap<string, StockLevel>;
  /** Where stock may begin. */
  locations: ReadonlySet<string>;
};

type ImportedProduct = Pick<Product, 'productId' | 'name' | 'reorderQuantity'>;
type ImportedLevel = StockKey & Pick<StockLevel, 'available' | 'reorderPoint'>;

/** What becomes of a product and of a stock level; without `before`, it is new. */
export type ProductChange = { line: number; before?: Product; after: ImportedProduct };
export type LevelChange = { line: number; before?: StockLevel; after: ImportedLevel };
/** Only what changes, in order of the lines. */
export type ImportPlan = { products: ProductChange[]; levels: LevelChange[] };

type Say = (line: number, column: string | undefined, message: string) => void;
type Intent = { line: number; productId: string; name?: string; reorderQuantity?: number };

/** A product that is stocked at several locations is in several rows: they must agree about it. */
const intentsOf = (rows: ImportRow[], say: Say): Intent[] => {
  const intents = new Map<string, Intent>();
  const agreed = <Value>(row: ImportRow, column: 'name' | 'reorderQuantity', known: Value | undefined, own: Value) => {
    if (known !== undefined && own !== undefined && known !== own) {
      say(row.line, column, `Another line gives ${row.productId} ${JSON.stringify(known)}.`);
    }
    return known ?? own;
  };
  for (const row of rows) {
    const { line, productId } = row;
    const known = intents.get(productId);
    intents.set(productId, {
      line: known?.line ?? line,
      productId,
      name: agreed(row, 'name', known?.name, row.name),
      reorderQuantity: agreed(row, 'reorderQuantity', known?.reorderQuantity, row.reorderQuantity),
    });
  }
  return [...intents.values()];
};

const planProduct = (intent: Intent, before: Product | undefined, say: Say): ProductChange | undefined => {
  const { line, productId } = intent;
  // A name with blanks around it is nobody's intention, unless the product is called so.
  const name = intent.name === before?.name ? before?.name : (intent.name?.trim() ?? before?.name);
  const reorderQuantity = intent.reorderQuantity ?? before?.reorderQuantity;
  if (name === undefined) say(line, 'name', `${productId} is a new product and needs a name.`);
  if (reorderQuantity === undefined) say(line, 'reorderQuantity', `${productId} is a new product and needs one.`);
  if (name === undefined || reorderQuantity === undefined) return undefined;
  const isSame = name === before?.name && reorderQuantity === before.reorderQuantity;
  return isSame ? undefined : { line, before, after: { productId, name, reorderQuantity } };
};

/** What would be available; what is counted on the shelf includes what is reserved. */
const availableAfter = (
  { count }: ImportRow,
  before: StockLevel | undefined,
  mode: ImportMode,
  countOf: ReadImport['countOf'],
): number => {
  const available = before?.available ?? 0;
  if (count === undefined) return available;
  if (mode === 'ADD') return available + count;
  return countOf === 'onHand' ? count - (before?.reserved ?? 0) : count;
};

const planLevel = (
  row: ImportRow,
  { levels, locations }: ImportBooks,
  mode: ImportMode,
  countOf: ReadImport['countOf'],
  say: Say,
): LevelChange | undefined => {
  const { line, productId, locationId } = row;
  const before = levels.get(stockKey(row));
  const available = availableAfter(row, before, mode, countOf);
  const reorderPoint = row.reorderPoint ?? before?.reorderPoint;
  if (available < 0) {
    const has = `${before?.available ?? 0} available and ${before?.reserved ?? 0} reserved`;
    say(line, countOf, `That would leave ${available} available: there are ${has}.`);
  }
  if (!before && !locations.has(locationId)) {
    say(line, 'locationId', `There is no location ${locationId}. Open it first.`);
  }
  if (reorderPoint === undefined) say(line, 'reorderPoint', `There is no stock of ${productId} yet: it needs one.`);
  if (reorderPoint === undefined || (available === before?.available && reorderPoint === before.reorderPoint)) {
    return undefined;
  }
  return { line, before, after: { productId, locationId, available, reorderPoint } };
};

/** What would become of everything; whatever is wrong with a row, in terms of what is there, is a problem. */
export const planImport = (
  { rows, countOf }: Pick<ReadImport, 'rows' | 'countOf'>,
  mode: ImportMode,
  books: ImportBooks,
): { plan: ImportPlan; problems: ImportProblem[] } => {
  const problems: ImportProblem[] = [];
  const say: Say = (line, column, message) => problems.push({ line, column, message });
  const isChange = <Change>(change: Change | undefined): change is Change => change !== undefined;
  const plan = {
    products: intentsOf(rows, say)
      .map((intent) => planProduct(intent, books.products.get(intent.productId), say))
      .filter(isChange),
    levels: rows.map((row) => planLevel(row, books, mode, countOf, say)).filter(isChange),
  };
  return { plan, problems };
};
