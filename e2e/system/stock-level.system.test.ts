import { ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Backend } from './backend.ts';
import { type AdjustmentInput, Operations } from './operations.ts';
import { mailsOf, subscribe } from './outbox.ts';
import { People, type Who } from './people.ts';
import { balanceOf, type MovementRow, Warehouse } from './warehouse.ts';

const CLERK = 'clerk@example.com';

let backend: Backend;
let warehouse: Warehouse;
let operations: Operations;
let adjustments = 0;
const COUNTED = { reason: 'COUNT' } as const;

beforeAll(async () => {
  backend = await Backend.start();
  warehouse = new Warehouse(backend);
  operations = new Operations(new People(backend));
  await subscribe(backend, CLERK);
});

afterAll(() => backend?.stop());

async function adjust(productId: string, delta: number, why: Pick<AdjustmentInput, 'reason' | 'text'> = COUNTED) {
  adjustments += 1;
  const result = await operations.adjust('operator', {
    adjustmentId: `count-${adjustments}`,
    productId,
    delta,
    ...why,
  });
  await backend.settle();
  return result;
}

/** The kinds of alert that a product has, with their states. */
async function alertStates(productId: string): Promise<Record<string, string[]>> {
  const states: Record<string, string[]> = {};
  for (const { kind, status } of await warehouse.alerts(productId)) states[kind] = [...(states[kind] ?? []), status];
  return states;
}

async function expectTrueBooks(productId: string): Promise<void> {
  const { available, reserved } = await warehouse.level(productId);
  expect(balanceOf(await warehouse.ledger(productId))).toEqual({ available, reserved });
}

describe('stock that runs out', () => {
  test('is marked OUT_OF_STOCK, warns once of each kind, and serves no order', async () => {
    const productId = await warehouse.open({ available: 5, reorderPoint: 2 });
    await warehouse.take(productId, 5);
    expect(await warehouse.level(productId)).toMatchObject({ available: 0, reserved: 5, status: 'OUT_OF_STOCK' });
    expect(await alertStates(productId)).toEqual({ LOW_STOCK: ['OPEN'], OUT_OF_STOCK: ['OPEN'] });

    const orders = [await warehouse.take(productId, 1), await warehouse.take(productId, 2)];
    for (const orderId of orders) {
      expect(await warehouse.reservations(orderId)).toMatchObject([{ status: 'UNAVAILABLE', availableQuantity: 0 }]);
    }
    expect(await alertStates(productId)).toEqual({
      LOW_STOCK: ['OPEN'],
      OUT_OF_STOCK: ['OPEN'],
      STOCK_UNAVAILABLE: ['OPEN'],
    });
  });

  test('is IN_STOCK again with the first unit; a warning ends when its own cause is gone', async () => {
    const productId = await warehouse.open({ available: 5, reorderPoint: 2 });
    await warehouse.take(productId, 5);
    await warehouse.take(productId, 3);
    await adjust(productId, 1);
    expect(await warehouse.level(productId)).toMatchObject({ available: 1, status: 'IN_STOCK' });
    expect(await alertStates(productId)).toEqual({
      LOW_STOCK: ['OPEN'],
      OUT_OF_STOCK: ['RESOLVED'],
      STOCK_UNAVAILABLE: ['OPEN'],
    });
    await adjust(productId, 20);
    expect(await alertStates(productId)).toEqual({
      LOW_STOCK: ['RESOLVED'],
      OUT_OF_STOCK: ['RESOLVED'],
      STOCK_UNAVAILABLE: ['RESOLVED'],
    });
    await backend.pass({ seconds: 1 });
    await warehouse.take(productId, 20);
    expect(await alertStates(productId)).toMatchObject({ LOW_STOCK: ['RESOLVED', 'OPEN'], OUT_OF_STOCK: ['RESOLVED'] });
    await expectTrueBooks(productId);
  });
});

describe('an adjustment', () => {
  test('is in the ledger with who and why', async () => {
    const productId = await warehouse.open({ available: 10 });
    expect(await adjust(productId, -4, { reason: 'DAMAGE', text: ' broken in transport ' })).toMatchObject({
      productId,
      availableDelta: -4,
      reservedDelta: 0,
      availableAfter: 6,
      cause: 'ADJUSTMENT',
      actor: 'Oscar Operator',
      reason: 'DAMAGE',
      note: 'broken in transport',
    });
    expect(await warehouse.level(productId)).toMatchObject({ available: 6, reserved: 0 });
    await expectTrueBooks(productId);
  });

  test('to nothing marks the product OUT_OF_STOCK', async () => {
    const productId = await warehouse.open({ available: 3 });
    await adjust(productId, -3);
    expect(await warehouse.level(productId)).toMatchObject({ available: 0, status: 'OUT_OF_STOCK' });
  });

  test('sent twice under one id is made once', async () => {
    const productId = await warehouse.open({ available: 10 });
    const input = { adjustmentId: 'one-click', productId, delta: 5, ...COUNTED };
    const first = await operations.adjust('operator', input);
    expect(await operations.adjust('operator', input)).toEqual(first);
    await Promise.all([1, 2, 3].map(() => operations.adjust('operator', { ...input, adjustmentId: 'three-clicks' })));
    expect(await warehouse.level(productId)).toMatchObject({ available: 20 });
    await expectTrueBooks(productId);
  });

  test.each([
    { name: 'nothing', change: { delta: 0 }, says: /whole number other than 0/ },
    { name: 'more than a million', change: { delta: 1_000_001 }, says: /at most a million/ },
    { name: 'more than there is', change: { delta: -11 }, says: /Only 10 are available/ },
    { name: 'a fraction', change: { delta: 1.5 }, says: /delta|Int/ },
    { name: 'more than an Int holds', change: { delta: 2 ** 31 }, says: /delta|Int/ },
    { name: 'for no reason of the list', change: { reason: 'WHIM' as never }, says: /reason|AdjustmentReason/ },
    { name: 'for another reason, unsaid', change: { reason: 'OTHER' as const, text: '  ' }, says: /needs a text/ },
    { name: 'with a very long text', change: { text: 'x'.repeat(201) }, says: /longer than 200/ },
    { name: 'of an unknown product', change: { productId: 'spaceship' }, says: /no stock level for product spaceship/ },
  ])('that makes no sense is refused and changes nothing: $name', async ({ change, says }) => {
    const productId = await warehouse.open({ available: 10 });
    const input = { adjustmentId: `refused-${productId}`, productId, delta: 1, ...COUNTED, ...change };
    await expect(operations.adjust('operator', input)).rejects.toThrow(says);
    expect(await warehouse.level(productId)).toMatchObject({ available: 10, reserved: 0, version: 1 });
    expect(await warehouse.ledger(productId)).toHaveLength(1);
  });

  test('under the id of another is refused', async () => {
    const productId = await warehouse.open({ available: 10 });
    const input = { adjustmentId: `other-${productId}`, productId, delta: 1, ...COUNTED };
    await operations.adjust('operator', input);
    await expect(operations.adjust('operator', { ...input, delta: 2 })).rejects.toThrow(
      'Another adjustment has the id',
    );
    expect(await warehouse.level(productId)).toMatchObject({ available: 11 });
  });

  test('while orders come keeps the books true', async () => {
    const productId = await warehouse.open({ available: 20 });
    const orders = Array.from({ length: 10 }, () => ({ orderId: warehouse.newOrderId(), productId, quantity: 1 }));
    await Promise.all([warehouse.send(...orders), adjust(productId, 7), adjust(productId, -2)]);
    await backend.settle();
    const { available, reserved } = await warehouse.level(productId);
    expect(available + reserved).toBe(25);
    await expectTrueBooks(productId);
  });
});

describe('an adjustment that is taken back', () => {
  const made = async (delta: number) => {
    const productId = await warehouse.open({ available: 10 });
    const { causeId, movementId } = (await adjust(productId, delta)) as MovementRow;
    return { productId, adjustmentId: causeId, movementId };
  };

  test('is undone by an entry that names it and who undid it', async () => {
    const { productId, adjustmentId, movementId } = await made(-4);
    expect(await operations.reverse('manager', adjustmentId)).toMatchObject({
      availableDelta: 4,
      availableAfter: 10,
      cause: 'REVERSAL',
      causeId: adjustmentId,
      reverses: movementId,
      actor: 'Max Manager',
    });
    await backend.settle();
    expect(await warehouse.level(productId)).toMatchObject({ available: 10, version: 3 });
    await expectTrueBooks(productId);
  });

  test('is undone once, whoever asks and however often: all are answered who was first', async () => {
    const { productId, adjustmentId } = await made(5);
    const first = await operations.reverse('operator', adjustmentId);
    const later = await Promise.all(
      ['operator', 'manager', 'manager'].map((who) => operations.reverse(who as Who, adjustmentId)),
    );
    expect(later).toEqual([first, first, first]);
    const { adjustmentId: raced, productId: other } = await made(5);
    await Promise.all(['operator', 'manager', 'operator'].map((who) => operations.reverse(who as Who, raced)));
    for (const each of [productId, other]) {
      expect(await warehouse.level(each)).toMatchObject({ available: 10 });
      await expectTrueBooks(each);
    }
  });

  test('stays when its units are gone: stock does not fall below zero', async () => {
    const { productId, adjustmentId } = await made(5);
    await warehouse.take(productId, 12);
    await expect(operations.reverse('operator', adjustmentId)).rejects.toThrow('Only 3 are available');
    expect(await warehouse.level(productId)).toMatchObject({ available: 3, reserved: 12 });
    await expectTrueBooks(productId);
  });

  test('to nothing marks the product OUT_OF_STOCK, and from nothing IN_STOCK', async () => {
    const { productId, adjustmentId } = await made(-10);
    expect(await warehouse.level(productId)).toMatchObject({ available: 0, status: 'OUT_OF_STOCK' });
    await operations.reverse('operator', adjustmentId);
    await backend.settle();
    expect(await warehouse.level(productId)).toMatchObject({ available: 10, status: 'IN_STOCK' });
  });

  test('must exist', async () => {
    await expect(operations.reverse('operator', 'never-made')).rejects.toThrow('There is no adjustment never-made.');
  });
});

describe('an acknowledged alert', () => {
  test('says by whom; a second acknowledgement changes nothing', async () => {
    const productId = await warehouse.open({ available: 3, reorderPoint: 2 });
    await warehouse.take(productId, 1);
    const [alert] = await warehouse.alerts(productId);
    const alertId = alert?.alertId ?? '';
    const acknowledged = { alertId, status: 'ACKNOWLEDGED', acknowledgedBy: 'Oscar Operator' };
    expect(await operations.acknowledge('operator', alertId)).toMatchObject(acknowledged);
    expect(await operations.acknowledge('approver', alertId)).toMatchObject(acknowledged);
  });

  test('stays, without a new warning, until its cause is gone', async () => {
    const productId = await warehouse.open({ available: 5, reorderPoint: 3 });
    await warehouse.take(productId, 2);
    const [alert] = await warehouse.alerts(productId);
    await operations.acknowledge('approver', alert?.alertId ?? '');
    await warehouse.take(productId, 1);
    expect(await alertStates(productId)).toEqual({ LOW_STOCK: ['ACKNOWLEDGED'] });
    await adjust(productId, 10);
    expect(await alertStates(productId)).toEqual({ LOW_STOCK: ['RESOLVED'] });
    expect((await warehouse.alerts(productId))[0]).toMatchObject({ acknowledgedBy: 'Ada Approver' });
  });

  test('must exist', async () => {
    await expect(operations.acknowledge('operator', 'alert-unknown')).rejects.toThrow(
      'There is no alert alert-unknown.',
    );
  });
});

describe('a snoozed alert', () => {
  const lowStock = async () => {
    const productId = await warehouse.open({ available: 5, reorderPoint: 3 });
    await warehouse.take(productId, 2);
    const [alert] = await warehouse.alerts(productId);
    return { productId, alertId: alert?.alertId ?? '' };
  };
  const inHours = (hours: number) => new Date(backend.clock.now() + hours * 3_600_000).toISOString();

  test('stays open, with until when and by whom, and warns no second time', async () => {
    const { productId, alertId } = await lowStock();
    const until = inHours(4);
    const snoozed = { alertId, status: 'OPEN', snoozedUntil: until, snoozedBy: 'Oscar Operator' };
    expect(await operations.snooze('operator', alertId, until)).toMatchObject(snoozed);
    const before = await mailsOf(backend);
    await warehouse.take(productId, 1);
    expect(await alertStates(productId)).toEqual({ LOW_STOCK: ['OPEN'] });
    expect(await mailsOf(backend)).toHaveLength(before.length);
    expect(await operations.snooze('approver', alertId, inHours(0))).toMatchObject({ snoozedBy: 'Ada Approver' });
  });

  test('ends with its cause, and cannot be snoozed any more; nor can one that was acknowledged', async () => {
    const { productId, alertId } = await lowStock();
    await operations.snooze('operator', alertId, inHours(4));
    await adjust(productId, 10);
    expect(await alertStates(productId)).toEqual({ LOW_STOCK: ['RESOLVED'] });
    await expect(operations.snooze('operator', alertId, inHours(4))).rejects.toThrow('RESOLVED: only an open one');
    const other = await lowStock();
    await operations.acknowledge('operator', other.alertId);
    await expect(operations.snooze('operator', other.alertId, inHours(1))).rejects.toThrow('ACKNOWLEDGED: only');
  });

  test('has an end within a month, and must exist', async () => {
    const { alertId } = await lowStock();
    await expect(operations.snooze('operator', alertId, inHours(24 * 32))).rejects.toThrow('a month at most');
    await expect(operations.snooze('operator', 'alert-unknown', inHours(1))).rejects.toThrow('There is no alert');
  });
});

test('each alert and each purchase order is mailed once, and no mail holds what could decide', async () => {
  const before = await mailsOf(backend);
  const productId = await warehouse.open({ available: 3, reorderPoint: 2 });
  await warehouse.take(productId, 1);
  await warehouse.take(productId, 2);
  await warehouse.take(productId, 5);
  await warehouse.take(productId, 6);

  const mails = (await mailsOf(backend)).slice(0, -before.length);
  expect(mails.every(({ to }) => to === CLERK)).toBe(true);
  expect(mails.map(({ subject }) => subject).sort()).toEqual([
    'Restock: a purchase order awaits your decision',
    'Restock: an order could not be served',
    'Restock: out of stock',
    'Restock: stock is low',
  ]);
  const tokens = await warehouse.rows<{ purchaseOrderId: string; taskToken: string }>('TaskToken');
  expect(tokens.length).toBeGreaterThan(0);
  for (const { body } of mails) {
    expect(body).toContain(productId);
    for (const { taskToken } of tokens) expect(body).not.toContain(taskToken);
  }
  const [order] = await warehouse.purchaseOrders(productId);
  const asked = mails.find(({ subject }) => subject.includes('decision'));
  expect(asked?.body).toContain(`=${order?.purchaseOrderId}`);
});

test.each(['main', 'annex'])(
  'low stock whose stream record was lost is found by the sweep, at %s',
  async (locationId) => {
    const { functions } = backend.clients;
    const { EventSourceMappings = [] } = await functions.send(new ListEventSourceMappingsCommand({}));
    const mapping = EventSourceMappings.find(({ FunctionArn }) => /checkinventory/i.test(FunctionArn ?? ''));
    await functions.send(new UpdateEventSourceMappingCommand({ UUID: mapping?.UUID, Enabled: false }));
    const productId = await warehouse.open({ available: 3, reorderPoint: 3, locationId });
    expect(await warehouse.purchaseOrders(productId)).toEqual([]);

    await backend.pass({ minutes: 5 });
    expect(await warehouse.purchaseOrders(productId)).toMatchObject([
      { status: 'AWAITING_DECISION', reason: 'LOW_STOCK', locationId },
    ]);
    expect(await alertStates(productId)).toEqual({ LOW_STOCK: ['OPEN'] });

    await functions.send(new UpdateEventSourceMappingCommand({ UUID: mapping?.UUID, Enabled: true }));
    await backend.settle();
    expect(await warehouse.purchaseOrders(productId)).toHaveLength(1);
  },
);
