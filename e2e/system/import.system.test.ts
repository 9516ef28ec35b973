import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MOST_IMPORT_ROWS } from '../../amplify/domain/import-columns.ts';
import { MOST_COUNTS, MOST_NEW_PRODUCTS } from '../../amplify/domain/import-differences.ts';
import type { Product } from '../../amplify/domain/models.ts';
import type { ImportMode } from '../../amplify/domain/vocabulary.ts';
import { stockColumns } from '../../src/features/stock/export.ts';
import type { StockLevel as StockLevelRead } from '../../src/lib/api-client.ts';
import { csvOf } from '../../src/lib/csv.ts';
import { INJECTIONS } from '../injections.ts';
import { Backend, type TableName } from './backend.ts';
import { canonical } from './canonical.ts';
import { type ImportAnswer, Operations } from './operations.ts';
import { People } from './people.ts';
import { reconcile } from './reconcile.ts';
import { balanceOf, Warehouse } from './warehouse.ts';

let backend: Backend;
let warehouse: Warehouse;
let operations: Operations;
let imports = 0;

beforeAll(async () => {
  backend = await Backend.start();
  warehouse = new Warehouse(backend);
  operations = new Operations(new People(backend));
  await backend.switchSweeps(false);
});

afterAll(() => backend?.stop());

const newId = () => {
  imports += 1;
  return `import-${imports}`;
};

const lines = (...rows: string[]) => rows.join('\n');
const preview = (text: string, mode: ImportMode = 'SET') => operations.previewImport('operator', text, mode);

/** Imports what a preview has shown, which is made now if none was. */
async function bring(text: string, mode: ImportMode = 'SET', seen?: ImportAnswer, importId = newId()) {
  const { differences: previewed } = seen ?? (await preview(text, mode));
  const answer = await operations.importStock('operator', { importId, text, mode, previewed });
  await backend.settle();
  return answer;
}

async function expectTrueBooks(...productIds: string[]): Promise<void> {
  for (const productId of productIds) {
    const { available, reserved } = await warehouse.level(productId);
    expect(balanceOf(await warehouse.ledger(productId))).toEqual({ available, reserved });
    expect(await reconcile(backend, { productId })).toMatchObject({ checked: 1, findings: [] });
  }
}

/** Everything that an import could change, and what it keeps itself. */
async function contents(): Promise<unknown> {
  const tables: TableName[] = ['Product', 'StockLevel', 'StockMovement', 'StockImport', 'PurchaseOrder', 'Alert'];
  const rows = await Promise.all(tables.map((table) => warehouse.rows<object>(table)));
  return rows.map((table) => table.map(canonical).sort());
}

const imported = async (productId: string) =>
  (await warehouse.ledger(productId)).filter(({ cause }) => cause === 'IMPORT');

describe('a preview', () => {
  test('shows what would change, and changes nothing', async () => {
    const productId = await warehouse.open({ available: 10, reorderPoint: 2 });
    const before = await contents();
    const text = lines('sku;available;reorderPoint;name', `${productId};4;3;Renamed`, 'brand-new;1;;');
    const answer = await preview(text);
    expect(answer).toMatchObject({
      rows: 2,
      appliedAt: null,
      problems: [
        { line: 3, column: 'name', message: expect.stringContaining('brand-new is a new product') },
        { line: 3, column: 'reorderQuantity' },
        { line: 3, column: 'reorderPoint' },
      ],
    });
    expect(answer.differences.map(({ line, field, before: was, after }) => [line, field, was, after])).toEqual([
      [2, 'NAME', expect.stringMatching(/^Product \d+$/), 'Renamed'],
      [2, 'REORDER_POINT', '2', '3'],
      [2, 'AVAILABLE', '10', '4'],
    ]);
    expect(await contents()).toEqual(before);
  });

  test('of a file with the most rows is answered, and of one more is refused', async () => {
    const productId = await warehouse.open({ available: 10 });
    const rows = Array.from({ length: MOST_IMPORT_ROWS - 1 }, (_, index) => `unknown-${index},,`);
    const answer = await preview(lines('sku,available,name', `${productId},10,`, ...rows));
    expect(answer.rows).toBe(MOST_IMPORT_ROWS);
    expect(answer.differences).toEqual([]);
    expect(answer.problems).toHaveLength(3 * (MOST_IMPORT_ROWS - 1));
    const more = await preview(lines('sku,available,name', `${productId},10,`, 'one-more,,', ...rows));
    expect(more).toMatchObject({
      rows: 0,
      problems: [{ line: null, message: expect.stringContaining('At most 2000') }],
    });
    const long = await preview(`sku,name\n${productId},${'x'.repeat(400_000)}`);
    expect(long.problems).toMatchObject([{ message: expect.stringContaining('At most 400000') }]);
  });
});

describe('an import', () => {
  test('sets counts and opens products, each with its ledger entry, by whom and for which import', async () => {
    const productId = await warehouse.open({ available: 10, reorderPoint: 2 });
    await warehouse.take(productId, 3);
    const importId = newId();
    const text = lines(
      'productId,name,available,reorderPoint,reorderQuantity',
      `${productId},,4,3,`,
      'desk-lamp,Desk lamp,6,2,12',
      'floor-lamp,Floor lamp,,0,5',
    );
    const answer = await bring(text, 'SET', undefined, importId);
    expect(answer).toMatchObject({ rows: 3, problems: [], appliedBy: 'Oscar Operator' });
    expect(answer.appliedAt).not.toBeNull();
    expect(await warehouse.level(productId)).toMatchObject({ available: 4, reserved: 3, reorderPoint: 3, version: 3 });
    expect(await imported(productId)).toMatchObject([
      { availableDelta: -3, availableAfter: 4, reservedAfter: 3, causeId: importId, actor: 'Oscar Operator' },
    ]);
    const products = await warehouse.rows<Product>('Product');
    expect(products.filter(({ productId: id }) => id.endsWith('-lamp'))).toHaveLength(2);
    expect(await warehouse.level('desk-lamp')).toMatchObject({ available: 6, reorderPoint: 2, status: 'IN_STOCK' });
    expect(await warehouse.level('floor-lamp')).toMatchObject({ available: 0, reserved: 0, status: 'OUT_OF_STOCK' });
    expect(await imported('floor-lamp')).toMatchObject([{ availableDelta: 0, availableAfter: 0 }]);
    await expectTrueBooks(productId, 'desk-lamp', 'floor-lamp');
    expect(await warehouse.reservations(await warehouse.take('desk-lamp', 2))).toMatchObject([{ status: 'RESERVED' }]);
  });

  test('adds and takes away, whatever the balance has become since the preview', async () => {
    const [one, other] = [await warehouse.open({ available: 10 }), await warehouse.open({ available: 10 })];
    const text = lines('sku,available', `${one},5`, `${other},-4`);
    const seen = await preview(text, 'ADD');
    await warehouse.take(one, 3);
    await warehouse.take(other, 3);
    expect(await bring(text, 'ADD', seen)).toMatchObject({ problems: [], appliedBy: 'Oscar Operator' });
    expect(await warehouse.level(one)).toMatchObject({ available: 12, reserved: 3 });
    expect(await warehouse.level(other)).toMatchObject({ available: 3, reserved: 3 });
    await expectTrueBooks(one, other);
  });

  test('counts the shelf, where reserved units stand too', async () => {
    const productId = await warehouse.open({ available: 10 });
    await warehouse.take(productId, 3);
    await bring(lines('sku,on hand', `${productId},9`));
    expect(await warehouse.level(productId)).toMatchObject({ available: 6, reserved: 3 });
    await expectTrueBooks(productId);
  });

  test('renames, and changes what is ordered and when: a product that is low by that is ordered', async () => {
    const productId = await warehouse.open({ available: 10, reorderPoint: 2, reorderQuantity: 10 });
    await bring(lines('sku,name,reorderPoint,reorderQuantity', `${productId},Renamed,10,25`));
    const products = await warehouse.rows<Product>('Product');
    expect(products.find(({ productId: id }) => id === productId)).toMatchObject({
      name: 'Renamed',
      reorderQuantity: 25,
    });
    expect(await warehouse.level(productId)).toMatchObject({ available: 10, reorderPoint: 10 });
    expect(await imported(productId)).toEqual([]);
    expect(await warehouse.purchaseOrders(productId)).toMatchObject([{ reason: 'LOW_STOCK', minPOAmount: 25 }]);
  });

  test('to nothing marks the product OUT_OF_STOCK, and from nothing IN_STOCK', async () => {
    const productId = await warehouse.open({ available: 3 });
    await bring(lines('sku,available', `${productId},0`));
    expect(await warehouse.level(productId)).toMatchObject({ available: 0, status: 'OUT_OF_STOCK' });
    await bring(lines('sku,available', `${productId},2`));
    expect(await warehouse.level(productId)).toMatchObject({ available: 2, status: 'IN_STOCK' });
    await expectTrueBooks(productId);
  });

  test('that changes nothing says so', async () => {
    const productId = await warehouse.open({ available: 3 });
    expect(await bring(lines('sku,available', `${productId},3`))).toMatchObject({
      appliedAt: null,
      problems: [{ message: 'Nothing would change.' }],
    });
  });
});

describe('all or nothing', () => {
  test('one bad row, and nothing is imported; all of them are named', async () => {
    const productId = await warehouse.open({ available: 10 });
    const text = lines(
      'sku,name,available',
      `${productId},,4`,
      'new-one,"=HYPERLINK(""https://evil.example"")",4',
      `${productId},,7`,
      '"quoted"x,,1',
    );
    const seen = await preview(text);
    expect(seen.problems.map(({ line, column }) => [line, column])).toEqual([
      [3, 'name'],
      [4, 'productId'],
      [5, null],
    ]);
    const before = await contents();
    expect(await bring(text, 'SET', seen)).toMatchObject({ appliedAt: null, problems: seen.problems });
    expect(await contents()).toEqual(before);
  });

  test('a balance that has moved since the preview, and nothing is imported: its line is named', async () => {
    const [one, other] = [await warehouse.open({ available: 10 }), await warehouse.open({ available: 10 })];
    const text = lines('sku,available', `${one},5`, `${other},4`);
    const seen = await preview(text);
    await warehouse.take(other, 1);
    const before = await contents();
    const answer = await bring(text, 'SET', seen);
    expect(answer).toMatchObject({ appliedAt: null });
    expect(answer.problems).toEqual([
      {
        line: 3,
        column: 'available',
        message: `${other}: In the preview it was 10, and now it is 9. Look at the differences again.`,
      },
    ]);
    expect(await contents()).toEqual(before);
    expect(await bring(text)).toMatchObject({ problems: [] });
    expect(await warehouse.level(other)).toMatchObject({ available: 4, reserved: 1 });
    await expectTrueBooks(one, other);
  });

  test('more is taken away than there is by then, and nothing is imported', async () => {
    const [one, other] = [await warehouse.open({ available: 10 }), await warehouse.open({ available: 10 })];
    const text = lines('sku,available', `${one},5`, `${other},-8`);
    const seen = await preview(text, 'ADD');
    await warehouse.take(other, 3);
    expect(await bring(text, 'ADD', seen)).toMatchObject({
      appliedAt: null,
      problems: [{ line: 3, message: 'That would leave -1 available: there are 7 available and 3 reserved.' }],
    });
    expect(await warehouse.level(one)).toMatchObject({ available: 10 });
  });

  test('other differences than those that were shown, and nothing is imported', async () => {
    const productId = await warehouse.open({ available: 10 });
    const seen = await preview(lines('sku,available', `${productId},5`));
    expect(await bring(lines('sku,available', `${productId},6`), 'SET', seen)).toMatchObject({ appliedAt: null });
    expect(await bring(lines('sku,available', `${productId},5`), 'SET', { ...seen, differences: [] })).toMatchObject({
      appliedAt: null,
      problems: [{ line: 2, column: 'available' }],
    });
    expect(await warehouse.level(productId)).toMatchObject({ available: 10, version: 1 });
  });

  test('as much as one transaction holds, and not one line more', async () => {
    const row = (index: number, available: number) => `bulk-${index},Bulk ${index},${available},0,1`;
    const numbers = Array.from({ length: MOST_COUNTS + 1 }, (_, index) => index);
    const headings = 'sku,name,available,reorderPoint,reorderQuantity';
    const all = (available: number, some: number[]) => lines(headings, ...some.map((index) => row(index, available)));
    const tooMany = await preview(all(5, numbers));
    expect(tooMany.problems).toMatchObject([{ line: MOST_NEW_PRODUCTS + 2 }]);
    expect(await bring(all(5, numbers), 'SET', tooMany)).toMatchObject({ appliedAt: null });
    for (const some of [numbers.slice(0, MOST_NEW_PRODUCTS), numbers.slice(MOST_NEW_PRODUCTS)]) {
      expect(await bring(all(5, some))).toMatchObject({ problems: [], rows: some.length });
    }
    const counted = await preview(all(6, numbers));
    expect(counted.problems).toMatchObject([{ line: MOST_COUNTS + 2 }]);
    // What changes nothing takes no room.
    const fitting = lines(all(6, numbers.slice(1)), row(0, 5));
    expect(await bring(fitting)).toMatchObject({ problems: [], rows: numbers.length });
    await expectTrueBooks('bulk-0', 'bulk-1', `bulk-${MOST_COUNTS}`);
  });
});

describe('once', () => {
  test('an import that is sent again, also at the same moment, is made once and answered the same', async () => {
    const productId = await warehouse.open({ available: 10 });
    const text = lines('sku,available', `${productId},5`);
    const seen = await preview(text, 'ADD');
    const importId = newId();
    const answers = await Promise.all([1, 2, 3].map(() => bring(text, 'ADD', seen, importId)));
    await warehouse.take(productId, 12);
    const late = await bring(text, 'ADD', seen, importId);
    expect(new Set([...answers, late].map(canonical)).size).toBe(1);
    expect(await warehouse.level(productId)).toMatchObject({ available: 3, reserved: 12 });
    expect(await imported(productId)).toHaveLength(1);
    await expectTrueBooks(productId);
  });

  test('another import under its id is refused', async () => {
    const productId = await warehouse.open({ available: 10 });
    const importId = newId();
    await bring(lines('sku,available', `${productId},5`), 'SET', undefined, importId);
    await expect(bring(lines('sku,available', `${productId},6`), 'SET', undefined, importId)).rejects.toThrow(
      `Another import has the id ${importId}.`,
    );
    await expect(bring(lines('sku,available', `${productId},6`), 'SET', undefined, 'a/b')).rejects.toThrow('import id');
    expect(await warehouse.level(productId)).toMatchObject({ available: 5 });
  });

  test('a product that two imports open at the same moment is opened by one, and the other is told', async () => {
    const text = lines('sku,name,available,reorderPoint,reorderQuantity', 'raced,Raced,5,1,1');
    const seen = await preview(text);
    const answers = await Promise.all([1, 2, 3].map(() => bring(text, 'SET', seen)));
    expect(answers.filter(({ appliedAt }) => appliedAt)).toHaveLength(1);
    for (const { problems } of answers.filter(({ appliedAt }) => !appliedAt)) {
      expect(problems[0]).toMatchObject({ line: 2, message: expect.stringContaining('it was not there') });
    }
    expect(await warehouse.level('raced')).toMatchObject({ available: 5 });
    await expectTrueBooks('raced');
  });

  test('while orders come, the books stay true', async () => {
    const productIds = await Promise.all([1, 2, 3].map(() => warehouse.open({ available: 20 })));
    const orders = Array.from({ length: 24 }, (_, index) => ({
      orderId: warehouse.newOrderId(),
      productId: productIds[index % 3],
      quantity: 1,
    }));
    const text = lines('sku,available', ...productIds.map((id) => `${id},4`));
    const seen = await preview(text, 'ADD');
    const [, ...answers] = await Promise.all([
      warehouse.send(...orders),
      bring(text, 'ADD', seen),
      bring(text, 'ADD', seen),
    ]);
    await backend.settle();
    expect(answers.map(({ problems }) => problems)).toEqual([[], []]);
    for (const productId of productIds) {
      const { available, reserved } = await warehouse.level(productId);
      expect(available + reserved).toBe(28);
    }
    await expectTrueBooks(...productIds);
  });
});

/** A European sheet parts its cells so. */
const withSemicolons = (csv: string) => csv.replaceAll(/("[^"]*")|,/g, (_, quoted) => quoted ?? ';');

describe('whatever a product is called', () => {
  const file = (names: readonly string[]) =>
    csvOf<{ name: string; index: number }>(
      [
        { header: 'sku', value: ({ index }) => `called-${index}` },
        { header: 'name', value: ({ name }) => name },
        { header: 'reorderPoint', value: () => 0 },
        { header: 'reorderQuantity', value: () => 1 },
      ],
      names.map((name, index) => ({ name, index })),
    );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a name must not hold
  const isPrintable = (name: string) => !/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u.test(name) && name.isWellFormed();
  const called = INJECTIONS.map(({ text }) => text).filter((text) => text.length <= 200);

  test('it is kept as it is written, or its line is named', async () => {
    const [good, bad] = [called.filter(isPrintable), called.filter((name) => !isPrintable(name))];
    expect(Math.min(good.length, bad.length)).toBeGreaterThan(5);
    const kept = good.slice(0, MOST_NEW_PRODUCTS);
    expect(await bring(file(kept))).toMatchObject({ problems: [], rows: kept.length });
    const names = new Map((await warehouse.rows<Product>('Product')).map((row) => [row.productId, row.name]));
    expect(kept.map((_, index) => names.get(`called-${index}`))).toEqual(kept.map((name) => name.trim()));
    const { problems, differences } = await preview(file(bad));
    expect(problems.map(({ column }) => column)).toEqual(bad.map(() => 'name'));
    expect(differences).toEqual([]);
  });

  test('the stock list that is exported is imported again, and changes nothing', async () => {
    await bring(lines('sku,name,reorderPoint,reorderQuantity', '"a,""b""",Comma,1,1', "'=formula,'+49 phone,1,1"));
    const names = new Map((await warehouse.rows<Product>('Product')).map((row) => [row.productId, row.name]));
    expect(names.get('=formula')).toBe('+49 phone');
    const levels = await warehouse.rows<StockLevelRead>('StockLevel');
    const exported = csvOf(
      stockColumns((productId) => names.get(productId) ?? productId),
      levels,
    );
    for (const text of [exported, withSemicolons(exported), exported.replaceAll('\r\n', '\n')]) {
      expect(await preview(text)).toMatchObject({ rows: levels.length, problems: [], differences: [] });
    }
  });
});
