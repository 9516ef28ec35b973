import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DescribeExecutionCommand, ListExecutionsCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { DeleteCommand, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Backend } from './backend.ts';
import { Listener } from './listener.ts';
import { Operations } from './operations.ts';
import { People } from './people.ts';
import { balanceOf, type PurchaseOrderRow, Warehouse } from './warehouse.ts';

let backend: Backend;
let warehouse: Warehouse;
let bus: Listener;
let people: People;
let operations: Operations;

beforeAll(async () => {
  backend = await Backend.start();
  warehouse = new Warehouse(backend);
  bus = await Listener.on(backend);
  people = new People(backend);
  operations = new Operations(people);
  // Tests that are about sweeps run them.
  await backend.switchSweeps(false);
});

afterAll(() => backend?.stop());

beforeEach(async () => {
  await bus.heard();
});

const LOW = { available: 6, reorderPoint: 4, reorderQuantity: 10 };

/** A product whose stock has just become low, with the purchase order that this raised. */
async function lowProduct(): Promise<{ productId: string; order: PurchaseOrderRow }> {
  const productId = await warehouse.open(LOW);
  await warehouse.take(productId, 2);
  return { productId, order: await onlyOrder(productId) };
}

async function onlyOrder(productId: string): Promise<PurchaseOrderRow> {
  const [order, ...more] = await warehouse.purchaseOrders(productId);
  expect(more).toEqual([]);
  if (!order) throw new Error(`${productId} has no purchase order.`);
  return order;
}

/** The one that is open; closed ones may stand beside it. */
async function openOrder(productId: string): Promise<PurchaseOrderRow> {
  const [order, ...more] = (await warehouse.purchaseOrders(productId)).filter(({ phase }) => phase === 'OPEN');
  expect(more).toEqual([]);
  if (!order) throw new Error(`${productId} has no open purchase order.`);
  return order;
}

/** Decides, and leaves everything that can be returned as it is. */
async function decideForNow(who: 'approver' | 'manager', order: PurchaseOrderRow, approve: boolean, note?: string) {
  const { purchaseOrderId } = order;
  const decision = approve ? ('APPROVED' as const) : ('REJECTED' as const);
  const result = await operations.decide(who, { purchaseOrderId, decision, ...(note && { note }) });
  await backend.settle();
  return result;
}

/** Decides, and lets the seconds pass within which that can be returned. */
async function decide(...decision: Parameters<typeof decideForNow>) {
  const result = await decideForNow(...decision);
  await backend.pass({ seconds: 11 });
  return result;
}

async function executionStatus({ executionArn }: PurchaseOrderRow): Promise<string | undefined> {
  return (await backend.clients.workflows.send(new DescribeExecutionCommand({ executionArn }))).status;
}

async function hasToken({ purchaseOrderId }: PurchaseOrderRow): Promise<boolean> {
  const key = { TableName: backend.table('TaskToken'), Key: { purchaseOrderId } };
  return (await backend.clients.documents.send(new GetCommand(key))).Item?.taskToken !== undefined;
}

/** Writes a decision on the order's row as the operation does, and goes no further: its callback is lost. */
async function decideWithoutCallback({ purchaseOrderId }: PurchaseOrderRow, status: 'APPROVED' | 'REJECTED') {
  const { sub } = decodeJwt(await people.token('approver'));
  await backend.clients.documents.send(
    new UpdateCommand({
      TableName: backend.table('PurchaseOrder'),
      Key: { purchaseOrderId },
      UpdateExpression:
        'SET #status = :status, decidedAt = :now, decidedBy = :name, decidedById = :id, undoUntil = :now',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':status': status, ':now': backend.now(), ':name': 'Ada Approver', ':id': sub },
    }),
  );
  await backend.settle();
}

async function expectTrueBooks(productId: string): Promise<void> {
  const { available, reserved } = await warehouse.level(productId);
  expect(balanceOf(await warehouse.ledger(productId))).toEqual({ available, reserved });
}

describe('low stock', () => {
  test('raises one purchase order, which can be decided because its token is kept', async () => {
    const { productId, order } = await lowProduct();
    expect(order).toMatchObject({
      status: 'AWAITING_DECISION',
      phase: 'OPEN',
      reason: 'LOW_STOCK',
      quantity: 10,
      quantityRequested: 0,
      minPOAmount: 10,
      availableAtRequest: 4,
      reorderPointAtRequest: 4,
    });
    expect(Date.parse(order.deadline) - Date.parse(order.requestedAt)).toBe(24 * 3_600_000);
    expect(await hasToken(order)).toBe(true);
    expect(await executionStatus(order)).toBe('RUNNING');
    expect(await warehouse.level(productId)).toMatchObject({ openPurchaseOrderId: order.purchaseOrderId });
  });

  test('raises no second one while one is open, whatever is ordered meanwhile', async () => {
    const { productId, order } = await lowProduct();
    await warehouse.order(
      ...[1, 9, 1, 7, 1].map((quantity) => ({ orderId: warehouse.newOrderId(), productId, quantity })),
    );
    await backend.sweep();
    expect(await onlyOrder(productId)).toEqual(order);
    expect(await warehouse.level(productId)).toMatchObject({
      available: 1,
      openPurchaseOrderId: order.purchaseOrderId,
    });
  });

  test('of several products at once raises one for each', async () => {
    const products = [await warehouse.open(LOW), await warehouse.open(LOW), await warehouse.open(LOW)];
    await warehouse.order(
      ...[...products, ...products].map((productId) => ({ orderId: warehouse.newOrderId(), productId, quantity: 2 })),
    );
    for (const productId of products) expect(await onlyOrder(productId)).toMatchObject({ status: 'AWAITING_DECISION' });
  });
});

test('the quantity follows from target level, minimum and multiple, and the order keeps supplier and cost', async () => {
  const supplierId = await warehouse.addSupplier({
    minimumQuantity: 20,
    multiple: 12,
    leadTimeDays: 9,
    currency: 'CHF',
  });
  const offer = { supplierId, unitCost: 1995, targetLevel: 30 };
  const productId = await warehouse.open({ available: 6, reorderPoint: 4, ...offer });
  await warehouse.take(productId, 2);
  const order = await onlyOrder(productId);
  expect(order).toMatchObject({
    quantity: 36,
    ...{ targetLevel: 30, availableAtRequest: 4, minimumQuantity: 20, multiple: 12, quantityRequested: 0 },
    ...{ supplierId, leadTimeDays: 9, unitCost: 1995, currency: 'CHF' },
  });
  expect(order.supplierName).toMatch(/^Supplier \d+$/);
  await decide('approver', order, true);
  expect(await warehouse.level(productId)).toMatchObject({ available: 40 });
  await expectTrueBooks(productId);
});

describe('an approval', () => {
  test('adds the stock once, frees the claim, and is told', async () => {
    const { productId, order } = await lowProduct();
    const orderId = await warehouse.take(productId, 4);
    expect(await warehouse.level(productId)).toMatchObject({ available: 0, status: 'OUT_OF_STOCK' });
    await bus.heard();

    const { purchaseOrderId } = order;
    expect(await decide('approver', order, true, 'needed')).toMatchObject({
      accepted: true,
      purchaseOrderId,
      status: 'APPROVED',
      decidedBy: 'Ada Approver',
      note: 'needed',
    });
    const level = await warehouse.level(productId);
    expect(level).toMatchObject({ available: 10, reserved: 6, status: 'IN_STOCK' });
    expect(level.openPurchaseOrderId).toBeUndefined();
    expect(await onlyOrder(productId)).toMatchObject({
      status: 'RECEIVED',
      phase: 'CLOSED',
      quantityReceived: 10,
      decidedBy: 'Ada Approver',
    });
    expect(await executionStatus(order)).toBe('SUCCEEDED');
    expect(await hasToken(order)).toBe(false);
    expect(await warehouse.ledger(productId)).toContainEqual(
      expect.objectContaining({
        cause: 'PURCHASE_ORDER',
        causeId: purchaseOrderId,
        availableDelta: 10,
        actor: 'Ada Approver',
      }),
    );
    expect(await bus.heardOf('stock-replenished')).toEqual([{ productId, quantity: 10, purchaseOrderId }]);
    expect(await warehouse.reservations(orderId)).toMatchObject([{ status: 'RESERVED' }]);
    await expectTrueBooks(productId);
  });

  test('brings what was asked for and the reorder quantity', async () => {
    const productId = await warehouse.open({ available: 6, reorderPoint: 2, reorderQuantity: 10 });
    await warehouse.take(productId, 8);
    await decide('approver', await onlyOrder(productId), true);
    expect(await warehouse.level(productId)).toMatchObject({ available: 24, reserved: 0 });
    await expectTrueBooks(productId);
  });

  test('repeated by the same person is the same approval', async () => {
    const { productId, order } = await lowProduct();
    await decide('approver', order, true);
    expect(await decide('approver', order, true)).toMatchObject({ accepted: true, status: 'RECEIVED' });
    expect(await warehouse.level(productId)).toMatchObject({ available: 14 });
    await expectTrueBooks(productId);
  });

  test('is not undone by a second opinion, which hears who was first', async () => {
    const { productId, order } = await lowProduct();
    const { decidedAt } = await decide('approver', order, true);
    for (const approve of [false, true]) {
      const second = await decide('manager', order, approve, 'I disagree');
      expect(second).toMatchObject({ accepted: false, status: 'RECEIVED', decidedBy: 'Ada Approver' });
      expect(second.message).toBe(`Approved by Ada Approver at ${decidedAt}.`);
    }
    expect(await decide('approver', order, false, 'changed my mind')).toMatchObject({ accepted: false });
    expect(await warehouse.level(productId)).toMatchObject({ available: 14 });
  });

  test('and a rejection at the same moment: one of them counts', async () => {
    const { productId, order } = await lowProduct();
    const both = await Promise.all([
      decideForNow('approver', order, true),
      decideForNow('manager', order, false, 'too dear'),
    ]);
    expect(both.filter(({ accepted }) => accepted)).toHaveLength(1);
    const { status } = await onlyOrder(productId);
    expect(both.map((result) => result.status)).toEqual([status, status]);
    await backend.pass({ seconds: 11 });
    expect((await warehouse.level(productId)).available).toBe(status === 'APPROVED' ? 14 : 4);
    await expectTrueBooks(productId);
  });

  test('while orders pour in keeps the books true', async () => {
    const { productId, order } = await lowProduct();
    const orders = Array.from({ length: 30 }, () => ({ orderId: warehouse.newOrderId(), productId, quantity: 1 }));
    await Promise.all([...orders.map((each) => warehouse.send(each)), decideForNow('approver', order, true)]);
    await backend.pass({ seconds: 11 });
    const { available, reserved } = await warehouse.level(productId);
    expect(available + reserved).toBe(16);
    await expectTrueBooks(productId);
  });
});

describe('a rejection', () => {
  test('needs a reason', async () => {
    const { productId, order } = await lowProduct();
    await expect(decide('approver', order, false)).rejects.toThrow('A rejection needs a reason');
    await expect(decide('approver', order, false, '   ')).rejects.toThrow('A rejection needs a reason');
    await expect(decide('approver', order, false, 'x'.repeat(501))).rejects.toThrow('longer than 500');
    expect(await onlyOrder(productId)).toMatchObject({ status: 'AWAITING_DECISION' });
  });

  test('adds nothing, frees the claim, and is not answered by the next order', async () => {
    const { productId, order } = await lowProduct();
    expect(await decide('approver', order, false, 'end of line')).toMatchObject({ accepted: true, status: 'REJECTED' });
    const level = await warehouse.level(productId);
    expect(level).toMatchObject({ available: 4, coolDownBelow: 4 });
    expect(level.openPurchaseOrderId).toBeUndefined();
    expect(await executionStatus(order)).toBe('SUCCEEDED');

    await backend.sweep();
    const unserved = await warehouse.take(productId, 50);
    expect(await warehouse.reservations(unserved)).toMatchObject([{ status: 'UNAVAILABLE' }]);
    expect(await bus.heardOf('create-purchase-order')).toHaveLength(1);
    expect(await onlyOrder(productId)).toMatchObject({
      status: 'REJECTED',
      phase: 'CLOSED',
      note: 'end of line',
      decidedBy: 'Ada Approver',
    });
  });

  test('is followed by another order when the pause is over', async () => {
    const { productId, order } = await lowProduct();
    await decide('approver', order, false, 'not now');
    await backend.pass({ minutes: 55 });
    await backend.sweep();
    expect(await warehouse.purchaseOrders(productId)).toHaveLength(1);
    await backend.switchSweeps(true);
    await backend.pass({ minutes: 10 });
    await backend.switchSweeps(false);
    expect(await warehouse.purchaseOrders(productId)).toHaveLength(2);
    expect(await openOrder(productId)).toMatchObject({ status: 'AWAITING_DECISION', reason: 'LOW_STOCK' });
  });

  test('is followed by another order at once when stock falls further', async () => {
    const { productId, order } = await lowProduct();
    await decide('approver', order, false, 'not now');
    await warehouse.take(productId, 1);
    expect(await warehouse.purchaseOrders(productId)).toHaveLength(2);
    const next = await openOrder(productId);
    expect(next).toMatchObject({ status: 'AWAITING_DECISION', availableAtRequest: 3 });
    await decide('approver', next, true);
    const level = await warehouse.level(productId);
    expect(level).toMatchObject({ available: 13 });
    expect(level.coolDownUntil).toBeUndefined();
    await expectTrueBooks(productId);
  });
});

test('a decision about an unknown purchase order is an error that names it', async () => {
  const input = { purchaseOrderId: 'po-unknown', decision: 'APPROVED' } as const;
  await expect(operations.decide('approver', input)).rejects.toThrow('There is no purchase order po-unknown.');
});

describe('a decision whose callback was lost', () => {
  test.each([
    ['APPROVED', 'RECEIVED'],
    ['REJECTED', 'REJECTED'],
  ] as const)('is carried out by the sweep: %s', async (status, end) => {
    const { productId, order } = await lowProduct();
    await decideWithoutCallback(order, status);
    expect(await executionStatus(order)).toBe('RUNNING');
    await backend.sweep();
    expect(await executionStatus(order)).toBe('SUCCEEDED');
    expect(await onlyOrder(productId)).toMatchObject({ status: end, phase: 'CLOSED' });
    expect((await warehouse.level(productId)).available).toBe(status === 'APPROVED' ? 14 : 4);
    await expectTrueBooks(productId);
  });

  test('is carried out when the same person decides the same again', async () => {
    const { productId, order } = await lowProduct();
    await decideWithoutCallback(order, 'APPROVED');
    expect(await decide('manager', order, true)).toMatchObject({ accepted: false, decidedBy: 'Ada Approver' });
    expect(await executionStatus(order)).toBe('RUNNING');
    expect(await decide('approver', order, true)).toMatchObject({ accepted: true, status: 'APPROVED' });
    expect(await executionStatus(order)).toBe('SUCCEEDED');
    expect(await warehouse.level(productId)).toMatchObject({ available: 14 });
  });

  test('and whose execution was stopped is carried out by a recovery', async () => {
    const { productId, order } = await lowProduct();
    await decideWithoutCallback(order, 'APPROVED');
    await backend.clients.workflows.send(new StopExecutionCommand({ executionArn: order.executionArn }));
    await backend.settle();
    expect(await executionStatus(order)).toBe('ABORTED');
    expect(await onlyOrder(productId)).toMatchObject({ status: 'RECEIVED', phase: 'CLOSED' });
    expect(await warehouse.level(productId)).toMatchObject({ available: 14 });
    await backend.sweep();
    expect(await warehouse.level(productId)).toMatchObject({ available: 14 });
    await expectTrueBooks(productId);
  });
});

test('an execution that is stopped frees its claim, and stock can be ordered again', async () => {
  const { productId, order } = await lowProduct();
  await backend.clients.workflows.send(new StopExecutionCommand({ executionArn: order.executionArn }));
  await backend.settle();
  expect(await onlyOrder(productId)).toMatchObject({
    status: 'EXPIRED',
    phase: 'CLOSED',
    note: 'The workflow failed.',
  });
  expect((await warehouse.level(productId)).openPurchaseOrderId).toBeUndefined();
  expect(await decide('approver', order, true)).toMatchObject({ accepted: false, status: 'EXPIRED' });
  await backend.sweep();
  expect(await openOrder(productId)).toMatchObject({ status: 'AWAITING_DECISION', phase: 'OPEN' });
  expect(await warehouse.purchaseOrders(productId)).toHaveLength(2);
});

describe('a purchase order that another system asks for', () => {
  const ask = async (detail: object) => {
    const EventBusName = backend.outputs.custom.orderBusName;
    const entry = { EventBusName, Source: 'com.inventory', DetailType: 'create-purchase-order' };
    await backend.clients.events.send(
      new PutEventsCommand({ Entries: [{ ...entry, Detail: JSON.stringify(detail) }] }),
    );
    await backend.settle();
  };
  const failed = async () => {
    const stateMachineArn = backend.outputs.custom.createPurchaseOrderArn;
    const { executions = [] } = await backend.clients.workflows.send(
      new ListExecutionsCommand({ stateMachineArn, statusFilter: 'FAILED' }),
    );
    return executions.length;
  };

  test('in the words of the event alone is raised whatever the stock, once', async () => {
    const productId = await warehouse.open({ available: 100, reorderPoint: 1 });
    await ask({ productId, minPOAmount: 7, quantityRequested: 5 });
    const order = await onlyOrder(productId);
    expect(order).toMatchObject({ quantity: 12, reason: 'MANUAL', status: 'AWAITING_DECISION' });
    await ask({ productId, minPOAmount: 7, quantityRequested: 5 });
    expect(await onlyOrder(productId)).toEqual(order);
  });

  test.each([
    { productId: 'spaceship', minPOAmount: 1, quantityRequested: 1 },
    { productId: 'tv', minPOAmount: -1, quantityRequested: 5 },
    { productId: 'tv', minPOAmount: 0.5, quantityRequested: 5 },
    { productId: 'tv', minPOAmount: 0, quantityRequested: 0 },
    { minPOAmount: 1, quantityRequested: 1 },
  ])('and that makes no sense fails by name, and changes nothing: %j', async (detail) => {
    const before = { orders: await warehouse.rows('PurchaseOrder'), failed: await failed() };
    await ask(detail);
    expect(await warehouse.rows('PurchaseOrder')).toEqual(before.orders);
    expect(await failed()).toBe(before.failed + 1);
    expect((await warehouse.level('tv')).openPurchaseOrderId).toBeUndefined();
  });
});

test('a pending decision survives a restart of the endpoint', async () => {
  const { productId, order } = await lowProduct();
  await backend.restart();
  expect(await executionStatus(order)).toBe('RUNNING');
  expect(await decide('approver', order, true)).toMatchObject({ accepted: true });
  expect(await warehouse.level(productId)).toMatchObject({ available: 14 });
  expect(await executionStatus(order)).toBe('SUCCEEDED');
});

describe('at the deadline', () => {
  test('what nobody decided expires; what was decided unheard is followed', async () => {
    const forgotten = await lowProduct();
    const unheard = await lowProduct();
    await decideWithoutCallback(unheard.order, 'APPROVED');
    // Without its token the workflow cannot be woken: it must read the row when its time is over.
    const { purchaseOrderId } = unheard.order;
    await backend.clients.documents.send(
      new DeleteCommand({ TableName: backend.table('TaskToken'), Key: { purchaseOrderId } }),
    );
    await backend.pass({ hours: 23, minutes: 59 });
    expect(await onlyOrder(forgotten.productId)).toMatchObject({ status: 'AWAITING_DECISION' });
    await backend.pass({ minutes: 2 });

    expect(await onlyOrder(forgotten.productId)).toMatchObject({
      status: 'EXPIRED',
      phase: 'CLOSED',
      note: 'Nobody decided before the deadline.',
    });
    const level = await warehouse.level(forgotten.productId);
    expect(level.openPurchaseOrderId).toBeUndefined();
    expect(level).toMatchObject({ available: 4, coolDownBelow: 4 });
    const late = await decide('approver', forgotten.order, true);
    expect(late).toMatchObject({ accepted: false, status: 'EXPIRED' });
    expect(late.message).toContain('Nobody decided before the deadline');
    expect(await warehouse.level(forgotten.productId)).toMatchObject({ available: 4 });

    expect(await onlyOrder(unheard.productId)).toMatchObject({ status: 'RECEIVED', phase: 'CLOSED' });
    expect(await warehouse.level(unheard.productId)).toMatchObject({ available: 14 });
    await expectTrueBooks(unheard.productId);
  });
});
