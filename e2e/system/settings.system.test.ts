import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Product, StockLevel, Supplier } from '../../amplify/domain/models.ts';
import type { MailCategory, Recipient } from '../../amplify/domain/recipients.ts';
import { Backend } from './backend.ts';
import { confirm, mailsOf } from './outbox.ts';
import { People, type Who } from './people.ts';
import { Warehouse } from './warehouse.ts';

let backend: Backend;
let warehouse: Warehouse;
let people: People;

beforeAll(async () => {
  backend = await Backend.start();
  warehouse = new Warehouse(backend);
  people = new People(backend);
});
afterAll(() => backend?.stop());

type Row<Model> = Model & { updatedAt: string };
const SUPPLIER = 'supplierId name leadTimeDays minimumQuantity multiple currency changedBy createdAt updatedAt';
const PRODUCT =
  'productId name supplierId unitCost reorderQuantity targetLevel reservationHours changedBy createdAt updatedAt';

const saveSupplier = (who: Who, input: object): Promise<Row<Supplier>> =>
  people.ask(
    who,
    `mutation Save($supplierId: ID!, $name: String!, $leadTimeDays: Int!, $minimumQuantity: Int!, $multiple: Int!,
        $currency: String!, $seenAt: AWSDateTime) {
      saveSupplier(supplierId: $supplierId, name: $name, leadTimeDays: $leadTimeDays, minimumQuantity: $minimumQuantity,
        multiple: $multiple, currency: $currency, seenAt: $seenAt) { ${SUPPLIER} }
    }`,
    input,
  );

const changeProduct = (who: Who, input: object): Promise<Row<Product>> =>
  people.ask(
    who,
    `mutation Change($productId: ID!, $name: String!, $supplierId: ID, $unitCost: Int, $reorderQuantity: Int!,
        $targetLevel: Int, $reservationHours: Int, $seenAt: AWSDateTime!) {
      changeProduct(productId: $productId, name: $name, supplierId: $supplierId, unitCost: $unitCost,
        reorderQuantity: $reorderQuantity, targetLevel: $targetLevel, reservationHours: $reservationHours,
        seenAt: $seenAt) { ${PRODUCT} }
    }`,
    input,
  );

const product = (productId: string): Promise<Row<Product>> =>
  people.ask('viewer', `query Get($productId: ID!) { getProduct(productId: $productId) { ${PRODUCT} } }`, {
    productId,
  });

const changeReorderPoint = (who: Who, input: object): Promise<StockLevel> =>
  people.ask(
    who,
    `mutation Change($productId: ID!, $locationId: ID, $reorderPoint: Int!) {
      changeReorderPoint(productId: $productId, locationId: $locationId, reorderPoint: $reorderPoint) {
        productId locationId available reserved reorderPoint status version createdAt updatedAt
      }
    }`,
    input,
  );

const recipients = (who: Who): Promise<Recipient[]> =>
  people.ask(who, 'query Recipients { recipients { email categories confirmed } }');

const changeRecipient = (who: Who, email: string, categories: MailCategory[]): Promise<Recipient> =>
  people.ask(
    who,
    `mutation Change($email: String!, $categories: [MailCategory!]!) {
      changeRecipient(email: $email, categories: $categories) { email categories confirmed }
    }`,
    { email, categories },
  );

const terms = { name: ' North Wholesale ', leadTimeDays: 4, minimumQuantity: 12, multiple: 6, currency: 'EUR' };

describe('a supplier', () => {
  test('is added, changed by whoever has seen it last, and says who did', async () => {
    const added = await saveSupplier('approver', { supplierId: 'north', ...terms });
    expect(added).toMatchObject({ ...terms, name: 'North Wholesale', changedBy: 'Ada Approver' });
    await backend.pass({ seconds: 1 });
    const changed = await saveSupplier('manager', {
      supplierId: 'north',
      ...terms,
      multiple: 4,
      seenAt: added.updatedAt,
    });
    expect(changed).toMatchObject({ multiple: 4, changedBy: 'Max Manager' });
    const late = saveSupplier('approver', { supplierId: 'north', ...terms, multiple: 3, seenAt: added.updatedAt });
    await expect(late).rejects.toThrow('Somebody has changed it meanwhile.');
  });

  test('is not overwritten by another of the same id', async () => {
    await saveSupplier('approver', { supplierId: 'south', ...terms });
    await expect(saveSupplier('approver', { supplierId: 'south', ...terms })).rejects.toThrow(
      'There is a supplier south already.',
    );
  });

  test.each([
    ['an id with a space', { supplierId: 'no id' }, /supplier id/],
    ['no name', { name: ' ' }, /name is needed/],
    ['a multiple of nothing', { multiple: 0 }, /multiple/],
    ['no currency', { currency: 'euro' }, /currency/],
  ])('with %s is refused, and nothing is written', async (_, changes, why) => {
    await expect(saveSupplier('approver', { supplierId: 'west', ...terms, ...changes })).rejects.toThrow(why);
    const found = await people.ask('viewer', 'query Get { getSupplier(supplierId: "west") { supplierId } }');
    expect(found).toBeNull();
  });
});

describe('a product', () => {
  test('is bought by its new terms from then on', async () => {
    await saveSupplier('approver', { supplierId: 'east', ...terms });
    const productId = await warehouse.open({ available: 10, reorderPoint: 3, reorderQuantity: 5 });
    const { updatedAt, name } = await product(productId);
    await backend.pass({ seconds: 1 });
    const chosen = {
      name,
      supplierId: 'east',
      unitCost: 250,
      reorderQuantity: 5,
      targetLevel: 40,
      reservationHours: 2,
    };
    const changed = await changeProduct('approver', { productId, ...chosen, seenAt: updatedAt });
    expect(changed).toMatchObject({ productId, ...chosen, changedBy: 'Ada Approver' });
    await warehouse.take(productId, 8);
    const [order] = await warehouse.purchaseOrders(productId);
    // Up to 40 from 2 is 38, in packs of 6.
    expect(order).toMatchObject({ quantity: 42, targetLevel: 40, supplierName: 'North Wholesale', unitCost: 250 });
  });

  test('loses what is left open, and keeps what it was when somebody was faster', async () => {
    const productId = await warehouse.open({ available: 10, reorderPoint: 0 });
    const seen = await product(productId);
    await backend.pass({ seconds: 1 });
    const open = { productId, name: 'Plain', reorderQuantity: 7, seenAt: seen.updatedAt };
    expect(await changeProduct('manager', open)).toMatchObject({ name: 'Plain', supplierId: null, unitCost: null });
    await expect(changeProduct('approver', { ...open, name: 'Late' })).rejects.toThrow('Look again, then change it.');
    expect(await product(productId)).toMatchObject({ name: 'Plain', reorderQuantity: 7, changedBy: 'Max Manager' });
  });

  test.each([
    ['of a supplier that is not there', { supplierId: 'nobody' }, 'There is no supplier nobody.'],
    ['of a cost below zero', { unitCost: -1 }, /unit cost/],
    ['that holds stock for no time', { reservationHours: 0 }, /hours/],
  ])('%s is refused', async (_, changes, why) => {
    const productId = await warehouse.open({ available: 1, reorderPoint: 0 });
    const { updatedAt: seenAt } = await product(productId);
    const input = { productId, name: 'Plain', reorderQuantity: 7, seenAt, ...changes };
    await expect(changeProduct('approver', input)).rejects.toThrow(why);
    expect((await product(productId)).updatedAt).toBe(seenAt);
  });

  test('that is low by its new reorder point is ordered at once', async () => {
    const productId = await warehouse.open({ available: 10, reorderPoint: 3, reorderQuantity: 5 });
    const level = await changeReorderPoint('operator', { productId, reorderPoint: 12 });
    expect(level).toMatchObject({ available: 10, reorderPoint: 12 });
    await backend.settle();
    expect(await warehouse.purchaseOrders(productId)).toMatchObject([
      { reason: 'LOW_STOCK', status: 'AWAITING_DECISION' },
    ]);
  });

  test.each([
    ['below zero', { reorderPoint: -1 }, /reorder point/],
    ['of a product that is not stocked', { productId: 'nothing' }, 'nothing is not stocked at main.'],
  ])('a reorder point %s is refused', async (_, changes, why) => {
    const productId = await warehouse.open({ available: 10, reorderPoint: 3 });
    await expect(changeReorderPoint('operator', { productId, reorderPoint: 5, ...changes })).rejects.toThrow(why);
  });
});

describe('a recipient', () => {
  const mailsTo = async (address: string) =>
    (await mailsOf(backend)).filter(({ to, confirmationToken }) => to === address && confirmationToken === undefined);

  test('is asked first, has mail of their categories alone, and none when removed', async () => {
    const [stock, buyer] = ['stock@example.com', 'buyer@example.com'];
    expect(await changeRecipient('approver', stock, ['STOCK'])).toEqual({
      email: stock,
      categories: ['STOCK'],
      confirmed: false,
    });
    await changeRecipient('approver', buyer, ['STOCK', 'APPROVALS']);
    await backend.settle();
    expect(await recipients('approver')).toMatchObject([
      { email: buyer, confirmed: false },
      { email: stock, confirmed: false },
    ]);
    await expect(changeRecipient('approver', stock, ['APPROVALS'])).rejects.toThrow('has not confirmed yet');
    for (const address of [stock, buyer]) await confirm(backend, address);
    expect(await changeRecipient('manager', buyer, ['APPROVALS'])).toMatchObject({ confirmed: true });
    expect(await recipients('approver')).toEqual([
      { email: buyer, categories: ['APPROVALS'], confirmed: true },
      { email: stock, categories: ['STOCK'], confirmed: true },
    ]);

    const productId = await warehouse.open({ available: 5, reorderPoint: 3 });
    await warehouse.take(productId, 3);
    expect((await mailsTo(stock)).map(({ subject }) => subject)).toEqual(['Restock: stock is low']);
    expect((await mailsTo(buyer)).map(({ subject }) => subject)).toEqual([
      'Restock: a purchase order awaits your decision',
    ]);

    const both = [changeRecipient('approver', stock, []), changeRecipient('manager', stock, [])];
    expect(await Promise.all(both)).toMatchObject([{ categories: [] }, { categories: [] }]);
    expect(await recipients('approver')).toMatchObject([{ email: buyer }]);
  });

  test('that is no address is refused', async () => {
    await expect(changeRecipient('approver', 'ada, bob@example.com', ['STOCK'])).rejects.toThrow('no e-mail address');
  });
});
