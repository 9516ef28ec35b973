import { textOfCell } from './inert-cell.ts';
import { MAX_QUANTITY } from './models.ts';
import { isProductId } from './order.ts';
import { type StockKey, stockKey } from './stock-key.ts';
import { DEFAULT_LOCATION, type ImportMode } from './vocabulary.ts';

/** The most rows and characters of a file: what one call reads and answers within seconds. */
export const MOST_IMPORT_ROWS = 2000;
export const LONGEST_IMPORT = 400_000;
export const LONGEST_NAME = 200;

/** One record of a file, with the line in which it begins. */
export type CsvRecord = { line: number; cells: string[] };

/** What is wrong with a file; without a line, with the whole of it. */
export type ImportProblem = { line?: number; column?: string; message: string };

/** What a row says; absent where its cell is empty, which leaves things as they are. */
export type ImportRow = StockKey & {
  line: number;
  name?: string;
  reorderQuantity?: number;
  reorderPoint?: number;
  count?: number;
};

export type ReadImport = {
  rows: ImportRow[];
  problems: ImportProblem[];
  /** Which column the counts stood in: what is on the shelf includes what is reserved. */
  countOf: 'available' | 'onHand';
  /** Headings of what is only shown, and never imported. */
  ignored: string[];
};

const COLUMNS = ['productId', 'name', 'locationId', 'available', 'onHand', 'reorderPoint', 'reorderQuantity'] as const;
type Column = (typeof COLUMNS)[number];

/** The stock list's own export has them beside those. */
const ONLY_SHOWN = ['reserved', 'onHand', 'status', 'openPurchaseOrderId', 'updatedAt'];

const ALIASES: Record<string, Column> = { sku: 'productId' };

/** `Product ID`, `product_id` and `productId` are one. */
const plain = (heading: string): string => heading.toLowerCase().replaceAll(/[\s_-]+/g, '');
const KNOWN = new Map([...COLUMNS, ...ONLY_SHOWN].map((column) => [plain(column), column]));

type Headings = { at: Map<Column, number>; width: number; ignored: string[]; problems: ImportProblem[] };

const readHeadings = ({ line, cells }: CsvRecord): Headings => {
  const at = new Map<Column, number>();
  const ignored: string[] = [];
  const problems: ImportProblem[] = [];
  const say = (message: string, column?: string) => problems.push({ line, column, message });
  const countIsAvailable = cells.some((cell) => plain(cell) === 'available');
  for (const [index, heading] of cells.map((cell) => cell.trim()).entries()) {
    const column = ALIASES[plain(heading)] ?? KNOWN.get(plain(heading));
    if (heading === '') continue;
    if (!column) say(`There is no such column. Known are ${COLUMNS.join(', ')}.`, heading);
    else if (!isColumn(column) || (column === 'onHand' && countIsAvailable)) ignored.push(heading);
    else if (at.has(column)) say(`The file has two columns for ${column}.`, heading);
    else at.set(column, index);
  }
  if (!at.has('productId')) say('The first line must name the columns; productId (or sku) is missing.');
  return { at, width: cells.length, ignored, problems };
};

const isColumn = (column: string): column is Column => COLUMNS.some((known) => known === column);

/** Reads one row's cells; what is wrong with them goes to `say`. */
class Cells {
  #cells: string[];
  #at: Map<Column, number>;
  #say: (column: Column, message: string) => void;

  constructor(cells: string[], at: Map<Column, number>, say: (column: Column, message: string) => void) {
    this.#cells = cells;
    this.#at = at;
    this.#say = say;
  }

  /** As it was before it was made harmless for sheets; undefined where it is empty or wrong. */
  text(column: Column): string | undefined {
    const cell = this.#cells[this.#at.get(column) ?? -1] ?? '';
    if (cell.trim() === '') return undefined;
    const text = textOfCell(cell);
    if (text === undefined) {
      this.#say(column, "It begins as a formula does. Put an apostrophe (') before it if it is meant as text.");
    }
    return text;
  }

  number(column: Column, least: number): number | undefined {
    const cell = (this.#cells[this.#at.get(column) ?? -1] ?? '').trim();
    if (cell === '') return undefined;
    const value = /^[+-]?\d{1,15}$/.test(cell) ? Number(cell) : Number.NaN;
    if (value >= least && value <= MAX_QUANTITY) return value;
    const range = `from ${least} to ${MAX_QUANTITY}`;
    this.#say(column, `${JSON.stringify(cell)} is not a whole number ${range}, without separators.`);
    return undefined;
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what a name must not hold
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u;

const whatIsWrongWithName = (name: string): string | undefined => {
  if (name.length > LONGEST_NAME) return `A name must not be longer than ${LONGEST_NAME} characters.`;
  return UNPRINTABLE.test(name) || !name.isWellFormed() ? 'A name is one line of printable characters.' : undefined;
};

type Say = (column: Column | undefined, message: string) => void;

/** Undefined where the row cannot be told to be about a product; `say` has heard why. */
const readRow = ({ line, cells }: CsvRecord, at: Headings['at'], mode: ImportMode, say: Say): ImportRow | undefined => {
  const read = new Cells(cells, at, say);
  const productId = read.text('productId')?.trim();
  const locationId = at.has('locationId') ? read.text('locationId')?.trim() : undefined;
  const name = read.text('name');
  const wrongName = name && whatIsWrongWithName(name);
  if (wrongName) say('name', wrongName);
  const row = {
    line,
    name,
    count: read.number(at.has('available') ? 'available' : 'onHand', mode === 'ADD' ? -MAX_QUANTITY : 0),
    reorderPoint: read.number('reorderPoint', 0),
    reorderQuantity: read.number('reorderQuantity', 1),
  };
  if (!isProductId(productId)) {
    say('productId', 'It must be 1 to 128 printable characters without #.');
    return undefined;
  }
  if (locationId !== undefined && !isProductId(locationId)) {
    say('locationId', 'It must be 1 to 128 printable characters without #.');
    return undefined;
  }
  return { ...row, productId, locationId: locationId ?? DEFAULT_LOCATION };
};

const isBlank = ({ cells }: CsvRecord): boolean => cells.every((cell) => cell.trim() === '');

const whatIsWrongWithWidth = ({ cells }: CsvRecord, width: number): string | undefined => {
  const filled = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  if (cells.length >= width && filled <= width) return undefined;
  return `It has ${cells.length} cells, and the file ${width} columns.`;
};

/** Reads what a file says. Every row with something wrong is named, and is not among the rows. */
export const readImport = (records: CsvRecord[], mode: ImportMode): ReadImport => {
  const [first, ...rest] = records;
  const nothing: ReadImport = { rows: [], problems: [], countOf: 'available', ignored: [] };
  if (!first) return { ...nothing, problems: [{ message: 'The file is empty.' }] };
  const { at, width, ignored, problems } = readHeadings(first);
  const body = rest.filter((record) => !isBlank(record));
  if (problems.length === 0 && body.length === 0) problems.push({ message: 'There is no row under the headings.' });
  if (body.length > MOST_IMPORT_ROWS) {
    problems.push({ message: `The file has ${body.length} rows. At most ${MOST_IMPORT_ROWS} are read at once.` });
  }
  if (problems.length > 0) return { ...nothing, problems, ignored };
  const seen = new Map<string, number>();
  const rows = body.flatMap((record) => {
    const { line } = record;
    const before = problems.length;
    const say: Say = (column, message) => problems.push({ line, column, message });
    const wrongWidth = whatIsWrongWithWidth(record, width);
    if (wrongWidth) say(undefined, wrongWidth);
    const row = wrongWidth ? undefined : readRow(record, at, mode, say);
    if (!row) return [];
    const double = seen.get(stockKey(row));
    if (double) say('productId', `${row.productId} at ${row.locationId} is on line ${double} already.`);
    else seen.set(stockKey(row), line);
    return problems.length > before ? [] : [row];
  });
  return { rows, problems, countOf: at.has('available') ? 'available' : 'onHand', ignored };
};
