/**
 * `npm run generate -- --products 20000 --reservations 1000000`: fills the backend that `amplify_outputs.json` names with a
 * large shop, through the bulk API, to see how it feels. On AWS it costs what so many writes cost.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { documentsOf } from './generate/documents.ts';
import { generate } from './generate/generate.ts';
import { step } from './start/progress.ts';

const { values } = parseArgs({
  options: { products: { type: 'string', default: '20000' }, reservations: { type: 'string', default: '0' } },
});

const count = (name: 'products' | 'reservations'): number => {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  console.error(`--${name} ${values[name]} is no number of rows.`);
  process.exit(1);
};

const outputs = JSON.parse(readFileSync(join(resolve(import.meta.dirname, '..'), 'amplify_outputs.json'), 'utf8'));
const wanted = { products: count('products'), reservations: count('reservations') };
await step('Filling the tables', ({ note }) =>
  generate(documentsOf(outputs), outputs.custom.stockLevelTableName, wanted, note),
);
