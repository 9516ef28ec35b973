import { DescribeExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Backend } from './backend.ts';
import { Listener } from './listener.ts';
import { Operations } from './operations.ts';
import { People } from './people.ts';
import { balanceOf, type PurchaseOrderRow, Warehouse } from './warehouse.ts';

let backend: Backend;
let warehouse: Warehouse;
let bus: Listener;
let operations: Operations;

beforeAll(async () => {
  backend = await Backend.start();
  warehouse = new Warehouse(backend);
  bus = await Listener.on(backend);
  operations = new Operations(new People(backend));
  await backend.switchSweeps(false);
});

afterAll(() => backend?.stop());

beforeEach(async () => {
  await receiveOnApproval(false);
  await bus.heard();
});

async function receiveOnApproval(on: boolean): Promise<void> {
  await backend.clients.documents.send(
    new UpdateCommand({
      TableName: backend.table('PurchasingSettings'),
      Key: { settingsId: 'purchasing' },
      UpdateExpression: 'SET receiveOnApproval = :on',
      ExpressionAttributeValues: { ':on': on },
    }),
  );
}

/** A product whose stock has just become low, with the purchase order of ten that this raised. */
async function requested(): Promise<{ productId: string; purchaseOrderId: string }> {
  const productId = await warehouse.open({ available: 6, reorderPoint: 4, reorderQuantity: 10 });
  await warehouse.take(productId, 2);
  return { productId, purchaseOrderId: (await orderOf(productId)).purchaseOrderId };
}

async function orderOf(productId: string): Promise<PurchaseOrderRow> {
  const [order, ...more] = await warehouse.purchaseOrders(productId);
  expect(more).toEqual([]);
  if (!order) throw new Error(`${productId} has no purchase order.`);
  return order;
}

async function approve(purchaseOrderId: string): Promise<void> {
  await operations.decide('approver', { purchaseOrderId, decision: 'APPROVED' });
  await backend.settle();
}

/** Approved for good, with the goods on their way. */
async function ordered(): Promise<{ productId: string; purchaseOrderId: string }> {
  const order = await requested();
  await approve(order.purchaseOrderId);
  await backend.pass({ seconds: 11 });
  return order;
}

let receipts = 0;
const newReceipt = () => {
  receipts += 1;
  return `receipt-${receipts}`;
};

async function receive(purchaseOrderId: string, quantity: number, receiptId = newReceipt()) {
  const order = await operations.receive('operator', { receiptId, purchaseOrderId, quantity });
  await backend.settle();
  return order;
}

async function executionStatus(productId: string): Promise<string | undefined> {
  const { executionArn } = await orderOf(productId);
  return (await backend.clients.workflows.send(new DescribeExecutionCommand({ executionArn }))).status;
}

async function expectTrueBooks(productId: string): Promise<void> {
  const { available, reserved } = await warehouse.level(productId);
  expect(balanceOf(await warehouse.ledger(productId))).toEqual({ available, reserved });
}

describe('within the seconds that a decision can be returned', () => {
  test('nothing follows from it; then everything does', async () => {
    const { productId, purchaseOrderId } = await requested();
    await receiveOnApproval(true);
    await approve(purchaseOrderId);
    await backend.pass({ seconds: 9 });
    expect(await orderOf(productId)).toMatchObject({ status: 'APPROVED', phase: 'OPEN' });
    expect(await warehouse.level(productId)).toMatchObject({ available: 4, openPurchaseOrderId: purchaseOrderId });
    await backend.pass({ seconds: 2 });
    expect(await orderOf(productId)).toMatchObject({ status: 'RECEIVED', phase: 'CLOSED' });
    expect(await warehouse.level(productId)).toMatchObject({ available: 14 });
  });

  test.each(['APPROVED', 'REJECTED'] as const)(
    'its decider can return what was %s, and decide otherwise',
    async (decision) => {
      const { productId, purchaseOrderId } = await requested();
      await operations.decide('approver', { purchaseOrderId, decision, note: 'a slip' });
      await backend.pass({ seconds: 5 });
      expect(await operations.undo('approver', purchaseOrderId)).toMatchObject({
        accepted: true,
        status: 'AWAITING_DECISION',
        decidedBy: null,
      });
      const undone = await orderOf(productId);
      expect(undone).not.toHaveProperty('decidedById');
      expect(undone).not.toHaveProperty('note');
      await backend.pass({ seconds: 30 });
      expect(await orderOf(productId)).toMatchObject({ status: 'AWAITING_DECISION', phase: 'OPEN' });
      expect(await executionStatus(productId)).toBe('RUNNING');

      const other = decision === 'APPROVED' ? 'REJECTED' : 'APPROVED';
      await operations.decide('manager', { purchaseOrderId, decision: other, note: 'on second thoughts' });
      await backend.pass({ seconds: 11 });
      expect(await orderOf(productId)).toMatchObject({
        status: other === 'APPROVED' ? 'ORDERED' : 'REJECTED',
        decidedBy: 'Max Manager',
        note: 'on second thoughts',
      });
      expect(await executionStatus(productId)).toBe('SUCCEEDED');
    },
  );

  test('it can be made anew at once, before the workflow has noticed', async () => {
    const { productId, purchaseOrderId } = await requested();
    await approve(purchaseOrderId);
    await backend.pass({ seconds: 8 });
    await operations.undo('approver', purchaseOrderId);
    await approve(purchaseOrderId);
    await backend.pass({ seconds: 8 });
    expect(await orderOf(productId)).toMatchObject({ status: 'APPROVED' });
    await backend.pass({ seconds: 3 });
    expect(await orderOf(productId)).toMatchObject({ status: 'ORDERED' });
  });

  test('nobody else can return it, and afterwards nobody can', async () => {
    const { productId, purchaseOrderId } = await requested();
    await approve(purchaseOrderId);
    const others = await operations.undo('manager', purchaseOrderId);
    expect(others).toMatchObject({ accepted: false, status: 'APPROVED', decidedBy: 'Ada Approver' });
    expect(others.message).toMatch(/^Approved by Ada Approver at .+ Only they can return it\.$/);
    await backend.pass({ seconds: 11 });
    const late = await operations.undo('approver', purchaseOrderId);
    expect(late).toMatchObject({ accepted: false, status: 'ORDERED' });
    expect(late.message).toContain('It was final at');
    expect(await orderOf(productId)).toMatchObject({ status: 'ORDERED', decidedBy: 'Ada Approver' });
  });

  test('what was returned after its deadline expires', async () => {
    const { productId, purchaseOrderId } = await requested();
    await backend.pass({ hours: 23, minutes: 59, seconds: 55 });
    await approve(purchaseOrderId);
    await backend.pass({ seconds: 8 });
    expect(await operations.undo('approver', purchaseOrderId)).toMatchObject({ accepted: true });
    await backend.pass({ seconds: 5 });
    expect(await orderOf(productId)).toMatchObject({ status: 'EXPIRED', phase: 'CLOSED' });
    expect((await warehouse.level(productId)).openPurchaseOrderId).toBeUndefined();
  });

  test('an execution that is stopped is replaced by one that waits as long, and for the next decision too', async () => {
    const { productId, purchaseOrderId } = await requested();
    await approve(purchaseOrderId);
    const { executionArn } = await orderOf(productId);
    await backend.clients.workflows.send(new StopExecutionCommand({ executionArn }));
    await backend.settle();
    await operations.undo('approver', purchaseOrderId);
    await backend.pass({ seconds: 11 });
    expect(await orderOf(productId)).toMatchObject({ status: 'AWAITING_DECISION', phase: 'OPEN' });
    expect((await orderOf(productId)).executionArn).not.toBe(executionArn);
    await backend.sweep();
    await approve(purchaseOrderId);
    await backend.pass({ seconds: 11 });
    expect(await orderOf(productId)).toMatchObject({ status: 'ORDERED', phase: 'OPEN' });
    expect(await executionStatus(productId)).toBe('SUCCEEDED');
  });
});

describe('goods on their way', () => {
  test('keep the claim, add nothing, and are left alone by the sweep and by later shortages', async () => {
    const { productId, purchaseOrderId } = await ordered();
    await warehouse.take(productId, 3);
    await warehouse.take(productId, 9);
    await backend.sweep();
    expect(await orderOf(productId)).toMatchObject({ status: 'ORDERED', phase: 'OPEN', quantityReceived: 0 });
    expect(await warehouse.level(productId)).toMatchObject({ available: 1, openPurchaseOrderId: purchaseOrderId });
    expect(await executionStatus(productId)).toBe('SUCCEEDED');
    expect(await bus.heardOf('stock-replenished')).toEqual([]);
  });

  test('are received in parts: stock, ledger and receipts rise by what came, and each part is told', async () => {
    const { productId, purchaseOrderId } = await ordered();
    expect(await receive(purchaseOrderId, 4)).toMatchObject({ status: 'PARTIALLY_RECEIVED', quantityReceived: 4 });
    expect(await warehouse.level(productId)).toMatchObject({ available: 8, openPurchaseOrderId: purchaseOrderId });
    expect(await receive(purchaseOrderId, 6)).toMatchObject({
      status: 'RECEIVED',
      phase: 'CLOSED',
      quantityReceived: 10,
    });
    const level = await warehouse.level(productId);
    expect(level).toMatchObject({ available: 14 });
    expect(level.openPurchaseOrderId).toBeUndefined();
    const came = (await warehouse.ledger(productId)).filter(({ cause }) => cause === 'PURCHASE_ORDER');
    expect(came).toMatchObject([
      { availableDelta: 4, causeId: purchaseOrderId, actor: 'Oscar Operator' },
      { availableDelta: 6, causeId: purchaseOrderId, actor: 'Oscar Operator' },
    ]);
    expect(await bus.heardOf('stock-replenished')).toEqual([
      { productId, quantity: 4, purchaseOrderId },
      { productId, quantity: 6, purchaseOrderId },
    ]);
    await expectTrueBooks(productId);
  });

  test('are counted once for each receipt, however often and however fast it is sent', async () => {
    const { productId, purchaseOrderId } = await ordered();
    const once = { receiptId: newReceipt(), purchaseOrderId, quantity: 4 };
    await Promise.all(Array.from({ length: 4 }, () => operations.receive('operator', once)));
    expect(await operations.receive('manager', once)).toMatchObject({ quantityReceived: 4 });
    await expect(operations.receive('operator', { ...once, quantity: 5 })).rejects.toThrow('is of 4 for');
    expect(await warehouse.level(productId)).toMatchObject({ available: 8 });
    await expectTrueBooks(productId);
  });

  test('are never more than was ordered, also when several people receive at once', async () => {
    const { productId, purchaseOrderId } = await ordered();
    await expect(receive(purchaseOrderId, 11)).rejects.toThrow('Only 10 of 10 are still to come, not 11.');
    const all = await Promise.allSettled([7, 7, 7].map((quantity) => receive(purchaseOrderId, quantity)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await warehouse.level(productId)).toMatchObject({ available: 11 });
    await expectTrueBooks(productId);
  });

  test.each([0, -3])('cannot be %d', async (quantity) => {
    const { purchaseOrderId } = await ordered();
    await expect(receive(purchaseOrderId, quantity)).rejects.toThrow('whole number from 1');
  });

  test('are not received before they are ordered, nor under an id that is the workflow’s own', async () => {
    const { productId, purchaseOrderId } = await requested();
    await expect(receive(purchaseOrderId, 1)).rejects.toThrow('is AWAITING_DECISION: only what was ordered');
    await approve(purchaseOrderId);
    await expect(receive(purchaseOrderId, 1)).rejects.toThrow('is APPROVED');
    await expect(receive(purchaseOrderId, 1, `${purchaseOrderId}/on-approval`)).rejects.toThrow('receipt id');
    await expect(receive('po-unknown', 1)).rejects.toThrow('There is no purchase order po-unknown.');
    expect(await warehouse.level(productId)).toMatchObject({ available: 4 });
  });

  test('of which no more will come: the order is closed short, and a product that is low is ordered again', async () => {
    const { productId, purchaseOrderId } = await ordered();
    await receive(purchaseOrderId, 1);
    await warehouse.take(productId, 2);
    expect(await operations.closeShort('operator', purchaseOrderId)).toMatchObject({
      status: 'CLOSED_SHORT',
      phase: 'CLOSED',
      closedBy: 'Oscar Operator',
      quantityReceived: 1,
    });
    expect((await warehouse.level(productId)).openPurchaseOrderId).toBeUndefined();
    expect(await operations.closeShort('operator', purchaseOrderId)).toMatchObject({ status: 'CLOSED_SHORT' });
    await expect(operations.closeShort('manager', purchaseOrderId)).rejects.toThrow(
      'Oscar Operator closed it short at',
    );
    await expect(receive(purchaseOrderId, 1)).rejects.toThrow('Oscar Operator closed purchase order');
    await backend.sweep();
    expect(await warehouse.purchaseOrders(productId)).toMatchObject([
      { status: 'CLOSED_SHORT' },
      { status: 'AWAITING_DECISION' },
    ]);
    await expectTrueBooks(productId);
  });

  test('cannot be closed short before they are ordered, nor when all have come', async () => {
    const { purchaseOrderId } = await requested();
    await expect(operations.closeShort('operator', purchaseOrderId)).rejects.toThrow('It is AWAITING_DECISION');
    const arrived = await ordered();
    await receive(arrived.purchaseOrderId, 10);
    await expect(operations.closeShort('operator', arrived.purchaseOrderId)).rejects.toThrow('All of it was received');
    await expect(operations.closeShort('operator', 'po-unknown')).rejects.toThrow(
      'There is no purchase order po-unknown',
    );
  });
});

test('a receipt that nobody was told of is told by the sweep, once', async () => {
  const { productId, purchaseOrderId } = await ordered();
  const receiptId = newReceipt();
  await receive(purchaseOrderId, 4, receiptId);
  await bus.heard();
  const key = { TableName: backend.table('Receipt'), Key: { receiptId } };
  await backend.clients.documents.send(
    new UpdateCommand({ ...key, UpdateExpression: 'SET untold = :u', ExpressionAttributeValues: { ':u': 'UNTOLD' } }),
  );
  await backend.sweep();
  await backend.sweep();
  expect(await bus.heardOf('stock-replenished')).toEqual([{ productId, quantity: 4, purchaseOrderId }]);
});

test('goods that were to come at once do, when the execution that should have received them is gone', async () => {
  await receiveOnApproval(true);
  const { productId, purchaseOrderId } = await requested();
  await backend.clients.documents.send(
    new UpdateCommand({
      TableName: backend.table('PurchaseOrder'),
      Key: { purchaseOrderId },
      UpdateExpression:
        'SET #status = :ordered, decidedBy = :name, decidedAt = :now, quantityReceived = :none, receiveOnApproval = :yes',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ...{ ':ordered': 'ORDERED', ':name': 'Ada Approver', ':now': backend.now(), ':none': 0, ':yes': true },
      },
    }),
  );
  const { executionArn } = await orderOf(productId);
  await backend.clients.workflows.send(new StopExecutionCommand({ executionArn }));
  await backend.settle();
  expect(await orderOf(productId)).toMatchObject({ status: 'RECEIVED', phase: 'CLOSED' });
  expect(await warehouse.level(productId)).toMatchObject({ available: 14 });
  await expectTrueBooks(productId);
});
