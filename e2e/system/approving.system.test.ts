import { DescribeExecutionCommand, ListExecutionsCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Backend } from './backend.ts';
import { Operations } from './operations.ts';
import { mailsOf, subscribe } from './outbox.ts';
import { People, type Who } from './people.ts';
import { type PurchaseOrderRow, Warehouse } from './warehouse.ts';

let backend: Backend;
let warehouse: Warehouse;
let operations: Operations;
let supplierId: string;

beforeAll(async () => {
  backend = await Backend.start();
  warehouse = new Warehouse(backend);
  operations = new Operations(new People(backend));
  await subscribe(backend, 'buyers@example.com');
  await backend.switchSweeps(false);
  supplierId = await warehouse.addSupplier({ currency: 'EUR', minimumQuantity: 4, multiple: 2 });
});

afterAll(() => backend?.stop());

const LIMIT = 10_000;
beforeEach(() => settings(LIMIT));

const settings = (amount: number) =>
  operations.changeSettings('approver', { receiveOnApproval: true, approvalLimits: [{ currency: 'EUR', amount }] });

const open = () => warehouse.open({ available: 20, reorderPoint: 2, supplierId, unitCost: 1000 });

async function orderOf(productId: string): Promise<PurchaseOrderRow> {
  const [order] = (await warehouse.purchaseOrders(productId)).slice(-1);
  if (!order) throw new Error(`${productId} has no purchase order.`);
  return order;
}

let requests = 0;
async function request(productId: string, quantity: number, who: Who = 'operator', purchaseOrderId?: string) {
  requests += 1;
  const input = {
    purchaseOrderId: purchaseOrderId ?? `request-${requests}`,
    productId,
    quantity,
    note: ' for the fair ',
  };
  const order = await operations.request(who, input);
  await backend.settle();
  return order;
}

async function decide(who: Who, productId: string, decision: 'APPROVED' | 'REJECTED' = 'APPROVED') {
  const { purchaseOrderId } = await orderOf(productId);
  const result = await operations.decide(who, { purchaseOrderId, decision, note: 'so be it' });
  await backend.pass({ seconds: 11 });
  return result;
}

const executionStatus = async ({ executionArn }: PurchaseOrderRow) =>
  (await backend.clients.workflows.send(new DescribeExecutionCommand({ executionArn }))).status;

describe('a purchase order that a person asks for', () => {
  test('takes the claim at once, waits as every other, and is received when another person approves it', async () => {
    const productId = await open();
    const order = await request(productId, 10);
    expect(order).toMatchObject({
      ...{ productId, status: 'PENDING', reason: 'MANUAL', quantity: 10 },
      ...{ requestedBy: 'Oscar Operator', requestNote: 'for the fair' },
    });
    expect(await orderOf(productId)).toMatchObject({ status: 'AWAITING_DECISION', quantity: 10, minPOAmount: 0 });
    expect(await warehouse.level(productId)).toMatchObject({ openPurchaseOrderId: order.purchaseOrderId });
    expect(await decide('approver', productId)).toMatchObject({ accepted: true });
    expect(await orderOf(productId)).toMatchObject({ status: 'RECEIVED', decidedBy: 'Ada Approver' });
    expect(await warehouse.level(productId)).toMatchObject({ available: 30 });
  });

  test('is not decided by who asked for it', async () => {
    const productId = await open();
    await request(productId, 10, 'manager');
    for (const decision of ['APPROVED', 'REJECTED'] as const) {
      const own = await decide('manager', productId, decision);
      expect(own).toMatchObject({ accepted: false, status: 'AWAITING_DECISION' });
      expect(own.message).toBe('You requested it: somebody else has to decide.');
    }
    expect(await decide('approver', productId)).toMatchObject({ accepted: true });
  });

  test('is the same when it is asked for again, also all at once', async () => {
    const productId = await open();
    const ask = () => operations.request('operator', { purchaseOrderId: 'once', productId, quantity: 6 });
    await Promise.all([ask(), ask(), ask()]);
    await backend.settle();
    expect(await ask()).toMatchObject({ purchaseOrderId: 'once', status: 'AWAITING_DECISION' });
    expect(await warehouse.purchaseOrders(productId)).toHaveLength(1);
    await expect(request(productId, 8, 'operator', 'once')).rejects.toThrow(
      'There is another purchase order once already.',
    );
    await expect(request(productId, 6, 'manager', 'once')).rejects.toThrow(
      'There is another purchase order once already.',
    );
    const { workflows } = backend.clients;
    const stateMachineArn = backend.outputs.custom.createPurchaseOrderArn;
    const { executions = [] } = await workflows.send(
      new ListExecutionsCommand({ stateMachineArn, statusFilter: 'FAILED' }),
    );
    expect(executions).toEqual([]);
  });

  test('is refused while another is open, which is named', async () => {
    const productId = await open();
    const { purchaseOrderId } = await request(productId, 10);
    await expect(request(productId, 10, 'manager')).rejects.toThrow(
      new RegExp(
        `open for it already: ${purchaseOrderId} of 10, AWAITING_DECISION, since .+, requested by Oscar Operator`,
      ),
    );
    expect(await warehouse.purchaseOrders(productId)).toHaveLength(1);
  });

  test.each([
    [0, 'whole number from 1'],
    [1_000_001, 'whole number from 1'],
    [2, 'The supplier delivers at least 4.'],
    [7, 'The supplier delivers multiples of 2.'],
  ])('of %d is refused: %s', async (quantity, why) => {
    const productId = await open();
    await expect(request(productId, quantity)).rejects.toThrow(why);
    expect((await warehouse.level(productId)).openPurchaseOrderId).toBeUndefined();
  });

  test('for what is not stocked, or under an id that is none, is refused', async () => {
    await expect(request('spaceship', 4)).rejects.toThrow('spaceship is not stocked at main.');
    await expect(request(await open(), 4, 'operator', 'a/b')).rejects.toThrow('An order id is of');
  });
});

describe('an order that nobody has decided', () => {
  test('is cancelled by its requester: its claim is free, its workflow ends, and another can be asked for', async () => {
    const productId = await open();
    const { purchaseOrderId } = await request(productId, 10);
    expect(await operations.cancel('operator', purchaseOrderId)).toMatchObject({
      status: 'CANCELLED',
      closedBy: 'Oscar Operator',
    });
    await backend.settle();
    const order = await orderOf(productId);
    expect(order).toMatchObject({ status: 'CANCELLED', phase: 'CLOSED' });
    expect(await executionStatus(order)).toBe('SUCCEEDED');
    expect((await warehouse.level(productId)).openPurchaseOrderId).toBeUndefined();
    expect(await operations.cancel('operator', purchaseOrderId)).toMatchObject({ status: 'CANCELLED' });
    await expect(operations.cancel('approver', purchaseOrderId)).rejects.toThrow(/^Oscar Operator cancelled it at/);
    expect(await decide('approver', productId)).toMatchObject({
      accepted: false,
      message: expect.stringMatching(/^Cancelled by Oscar Operator at/),
    });
    await request(productId, 10);
    expect(await orderOf(productId)).toMatchObject({ status: 'AWAITING_DECISION' });
  });

  test('is cancelled by an approver, and by no other operator', async () => {
    const productId = await open();
    const { purchaseOrderId } = await request(productId, 10, 'manager');
    await expect(operations.cancel('operator', purchaseOrderId)).rejects.toThrow(
      'Only who requested it, or an approver',
    );
    expect(await operations.cancel('approver', purchaseOrderId)).toMatchObject({ closedBy: 'Ada Approver' });
    await expect(operations.cancel('approver', 'po-unknown')).rejects.toThrow('There is no purchase order po-unknown.');
  });

  test('cannot be cancelled once it is decided', async () => {
    const productId = await open();
    const { purchaseOrderId } = await request(productId, 10);
    await operations.decide('approver', { purchaseOrderId, decision: 'APPROVED' });
    await expect(operations.cancel('operator', purchaseOrderId)).rejects.toThrow(/^Approved by Ada Approver at/);
  });

  test('and whose execution is gone is cancelled by the sweep’s recovery', async () => {
    const productId = await open();
    const { purchaseOrderId } = await request(productId, 10);
    const { executionArn } = await orderOf(productId);
    await Promise.all([
      operations.cancel('operator', purchaseOrderId),
      backend.clients.workflows.send(new StopExecutionCommand({ executionArn })),
    ]);
    await backend.settle();
    await backend.sweep();
    expect((await orderOf(productId)).phase).toBe('CLOSED');
    expect((await warehouse.level(productId)).openPurchaseOrderId).toBeUndefined();
  });
});

describe('over the limit', () => {
  test('two different people approve, through the same step with a fresh token', async () => {
    const productId = await open();
    const { purchaseOrderId } = await request(productId, 12);
    expect(await orderOf(productId)).toMatchObject({ approvalsNeeded: 2, approvalLimit: LIMIT, unitCost: 1000 });
    const tokenOf = async () =>
      (await warehouse.rows<{ purchaseOrderId: string; taskToken: string }>('TaskToken')).find(
        (row) => row.purchaseOrderId === purchaseOrderId,
      );
    const first = (await tokenOf())?.taskToken;
    expect(await decide('approver', productId)).toMatchObject({ accepted: true });
    const passed = await orderOf(productId);
    expect(passed).toMatchObject({ status: 'AWAITING_DECISION', firstApprovedBy: 'Ada Approver' });
    expect(passed).not.toHaveProperty('decidedBy');
    expect((await tokenOf())?.taskToken).not.toBe(first);
    expect(await warehouse.level(productId)).toMatchObject({ available: 20 });

    const again = await decide('approver', productId);
    expect(again).toMatchObject({
      accepted: false,
      message: 'You have approved it: a second approver has to decide too.',
    });
    expect(await decide('manager', productId)).toMatchObject({ accepted: true });
    expect(await orderOf(productId)).toMatchObject({
      ...{ status: 'RECEIVED', firstApprovedBy: 'Ada Approver', decidedBy: 'Max Manager' },
    });
    expect(await warehouse.level(productId)).toMatchObject({ available: 32 });
  });

  test('the second approver may reject, and the first may return their approval', async () => {
    const productId = await open();
    await request(productId, 12);
    const { purchaseOrderId } = await orderOf(productId);
    await operations.decide('approver', { purchaseOrderId, decision: 'APPROVED' });
    expect(await operations.undo('approver', purchaseOrderId)).toMatchObject({ accepted: true });
    await backend.pass({ seconds: 11 });
    expect(await orderOf(productId)).not.toHaveProperty('firstApprovedBy');
    await decide('approver', productId);
    await decide('manager', productId, 'REJECTED');
    expect(await orderOf(productId)).toMatchObject({ status: 'REJECTED', decidedBy: 'Max Manager', phase: 'CLOSED' });
    expect(await warehouse.level(productId)).toMatchObject({ available: 20 });
  });

  test('an order keeps the limit under which it was raised; up to the limit one person approves', async () => {
    const productId = await open();
    await request(productId, 10);
    await settings(1);
    await decide('approver', productId);
    expect(await orderOf(productId)).toMatchObject({ status: 'RECEIVED', approvalsNeeded: 1 });
  });
});

test('approvers are reminded before the deadline, once, and what is then not decided expires', async () => {
  const productId = await open();
  await request(productId, 10);
  const reminders = async () =>
    (await mailsOf(backend)).filter(
      ({ subject, body }) => subject.includes('expires soon') && body.includes(`${productId} `),
    ).length;
  await backend.pass({ hours: 19, minutes: 59 });
  await backend.sweep();
  expect(await reminders()).toBe(0);
  await backend.pass({ minutes: 2 });
  await backend.sweep();
  await backend.sweep();
  expect(await reminders()).toBe(1);
  expect(await orderOf(productId)).toMatchObject({ status: 'AWAITING_DECISION' });
  await backend.pass({ hours: 4 });
  expect(await orderOf(productId)).toMatchObject({ status: 'EXPIRED', phase: 'CLOSED' });
});

test.each([
  [[{ currency: 'euro', amount: 1 }], 'three capital letters'],
  [[{ currency: 'EUR', amount: -1 }], 'whole number of minor units'],
  [
    [
      { currency: 'EUR', amount: 1 },
      { currency: 'EUR', amount: 2 },
    ],
    'one limit',
  ],
])('settings that make no sense are refused: %j', async (approvalLimits, why) => {
  const change = operations.changeSettings('approver', { receiveOnApproval: false, approvalLimits });
  await expect(change).rejects.toThrow(why);
  const [row] = await warehouse.rows<{ receiveOnApproval: boolean; changedBy: string }>('PurchasingSettings');
  expect(row).toMatchObject({ receiveOnApproval: true, changedBy: 'Ada Approver' });
});
