import { pluralsOf } from './plurals.ts';

const plural = pluralsOf('en');

/** The sentences of one page that few open: fetched with it. */
export const enImport = {
  title: 'Import stock',
  back: 'Back to the stock',
  file: 'File',
  choose: 'Choose a CSV file',
  drop: 'or drop it here',
  paste: 'Paste lines instead',
  pasted: 'Lines of CSV, with their headings',
  pasteExample: 'productId,available',
  compare: 'Compare',
  again: 'Compare again',
  tooLong: 'The file is too long to be read at once. Put part of it into another file.',
  unreadable: 'The file cannot be read. Choose it again.',
  modes: {
    label: 'The counts of the file are',
    set: { label: 'what there is', description: 'Sets each count to that of the file.' },
    add: { label: 'what came or went', description: 'Adds them to what there is; -2 takes two away.' },
  },
  columns:
    'Columns: productId (or sku), name, locationId, available (or onHand), reorderPoint, reorderQuantity. An empty cell leaves its value as it is. A stock export can be imported again.',
  bounds: (rows: string, counts: string, products: string) =>
    `At most ${rows} rows. One import changes at most ${counts} counts or adds ${products} products, all or none of them.`,
  example: {
    save: 'Save an example',
    headings: ['productId', 'name', 'available', 'reorderPoint', 'reorderQuantity'],
    cells: ['desk-lamp', 'Desk lamp', '24', '6', '20'],
  },
  loading: 'what would change',
  waiting: {
    title: 'No file yet',
    why: 'What it would change is shown here, before anything is changed.',
  },
  nothing: {
    title: 'Nothing would change',
    why: (rows: number) =>
      plural(rows, { one: 'The # row says what there is already.', other: 'All # rows say what there is already.' }),
  },
  summary: (changes: number, products: number) =>
    `${plural(changes, { one: '# change', other: '# changes' })} in ${plural(products, { one: '# product', other: '# products' })}`,
  ignored: (columns: string) => `Not imported, because it follows from the rest: ${columns}.`,
  send: (changes: number) => plural(changes, { one: 'Import # change', other: 'Import # changes' }),
  allOrNone: 'All of them or, if something is different by then, none.',
  fields: {
    NAME: 'Name',
    REORDER_QUANTITY: 'Reorder quantity',
    REORDER_POINT: 'Reorder point',
    AVAILABLE: 'Available',
  },
  set: (field: string, value: string) => `${field} ${value}`,
  changed: (field: string, before: string, after: string) => `${field} ${before} → ${after}`,
  differences: {
    title: 'What would change',
    caption: 'What would change',
    product: 'Product',
    before: 'Available',
    after: 'After',
    step: 'Change',
    others: 'Besides',
    line: 'Line',
    isNew: 'New',
    at: (productId: string, locationId: string) => `${productId} at ${locationId}`,
  },
  problems: {
    title: 'Nothing can be imported yet',
    caption: 'What is wrong',
    count: (count: number) => plural(count, { one: '# problem', other: '# problems' }),
    line: 'Line',
    lineOf: (line: string) => `Line ${line}`,
    file: 'The file',
    column: 'Column',
    message: 'What is wrong',
  },
  imported: {
    title: 'Imported',
    by: (name: string, at: string) => `By ${name}, ${at}. The ledger of each product has the entries:`,
    products: 'Products that changed',
    another: 'Import another file',
  },
  status: {
    comparing: (file: string) => `Comparing ${file}…`,
    importing: 'Importing…',
    imported: 'Imported.',
  },
  notAllowed: {
    title: 'Only operators import stock',
    why: (roles: string) => `You are signed in as ${roles}.`,
  },
};
