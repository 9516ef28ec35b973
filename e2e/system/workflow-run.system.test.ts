import { DeleteFunctionConcurrencyCommand, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WorkflowRun } from '../../amplify/functions/purchase-order-workflow/purchase-order-workflow.ts';
import { Backend } from './backend.ts';
import { functionNamed } from './functions.ts';
import { Operations } from './operations.ts';
import { People } from './people.ts';
import { type PurchaseOrderRow, Warehouse } from './warehouse.ts';

let backend: Backend;
let warehouse: Warehouse;
let people: People;
let operations: Operations;

beforeAll(async () => {
  backend = await Backend.start();
  warehouse = new Warehouse(backend);
  people = new People(backend);
  operations = new Operations(people);
  await backend.switchSweeps(false);
});
afterAll(() => backend?.stop());

const runOf = (purchaseOrderId: string) => operations.workflow('viewer', purchaseOrderId);

const raiseOrder = async (): Promise<PurchaseOrderRow> => {
  const productId = await warehouse.open({ available: 5, reorderPoint: 3 });
  await warehouse.take(productId, 3);
  const [order] = await warehouse.purchaseOrders(productId);
  if (!order) throw new Error('Nothing was ordered.');
  return order;
};
const raise = async (): Promise<string> => (await raiseOrder()).purchaseOrderId;

const namesOf = (run: WorkflowRun | null) => run?.steps.map(({ state }) => state);

describe('the workflow behind a purchase order', () => {
  test('waits where the order waits, on the graph that is deployed', async () => {
    const run = await runOf(await raise());
    expect(run).toMatchObject({ status: 'RUNNING', stoppedAt: null, error: null });
    expect(namesOf(run)).toEqual(['IsRecovery', 'ClaimStockLevel', 'IsClaimed', 'WaitForDecision']);
    const waiting = run?.steps.at(-1);
    expect(waiting).toMatchObject({ isWaiting: true, attempts: 1, exitedAt: null, errors: [] });
    // The state was entered within a second of the order: a day after that it times out, as the order does.
    expect(Date.parse(waiting?.timesOutAt ?? '') - Date.parse(waiting?.enteredAt ?? '')).toBe(24 * 3_600_000);
    const names = new Set(run?.states.map(({ name }) => name));
    expect(names.size).toBeGreaterThan(10);
    for (const { from, to } of run?.transitions ?? []) expect(names.has(from) && names.has(to)).toBe(true);
  });

  test('goes on as it is decided, to its end', async () => {
    const purchaseOrderId = await raise();
    await operations.decide('approver', { purchaseOrderId, decision: 'APPROVED' });
    await backend.pass({ seconds: 11 });
    const run = await runOf(purchaseOrderId);
    expect(run).toMatchObject({ status: 'SUCCEEDED', error: null });
    expect(run?.stoppedAt).toBeTruthy();
    expect(namesOf(run)?.slice(-3)).toEqual(['FollowDecision', 'ReceiveOnApproval', 'Received']);
    expect(run?.steps.every(({ exitedAt }) => exitedAt)).toBe(true);
  });

  test('shows which way a rejected order went, and one that nobody decided', async () => {
    const [rejected, expired] = [await raise(), await raise()];
    await operations.decide('approver', { purchaseOrderId: rejected, decision: 'REJECTED', note: 'too dear' });
    await backend.pass({ hours: 24, minutes: 1 });
    expect(namesOf(await runOf(rejected))?.slice(-3)).toEqual(['FollowDecision', 'CloseDecided', 'Closed']);
    const run = await runOf(expired);
    expect(namesOf(run)?.slice(-3)).toEqual(['FollowDecision', 'CloseExpired', 'Closed']);
    const [waited] = run?.steps.filter(({ state }) => state === 'WaitForDecision') ?? [];
    expect(waited).toMatchObject({ attempts: 1, errors: ['States.Timeout'], isWaiting: false });
  });

  test('shows the tries of a step that fails, their errors, and where that led', async () => {
    const purchaseOrderId = await raise();
    const FunctionName = await functionNamed(backend, 'place-purchase-order');
    await backend.clients.functions.send(
      new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }),
    );
    await operations.decide('approver', { purchaseOrderId, decision: 'APPROVED' });
    await backend.pass({ minutes: 2 });
    await backend.clients.functions.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
    const run = await runOf(purchaseOrderId);
    const error = 'Lambda.TooManyRequestsException';
    expect(run).toMatchObject({ status: 'FAILED', error });
    expect(namesOf(run)?.slice(-3)).toEqual(['PlacePurchaseOrder', 'FreeClaim', 'Failed']);
    const [failed] = run?.steps.filter(({ state }) => state === 'PlacePurchaseOrder') ?? [];
    expect(failed).toMatchObject({ attempts: 4, errors: [error, error, error, error] });
  });

  test('is every execution that took the order up, the last one first', async () => {
    const { purchaseOrderId, executionArn } = await raiseOrder();
    expect(await runOf(purchaseOrderId)).toMatchObject({ execution: 1, executions: 1 });
    await operations.decide('approver', { purchaseOrderId, decision: 'APPROVED' });
    await backend.clients.workflows.send(new StopExecutionCommand({ executionArn }));
    await backend.settle();
    await backend.pass({ seconds: 11 });
    const last = await runOf(purchaseOrderId);
    expect(last).toMatchObject({ execution: 2, executions: 2, status: 'SUCCEEDED' });
    expect(namesOf(last)?.slice(0, 3)).toEqual(['IsRecovery', 'NoteRecovery', 'LookUpDecision']);
    expect(namesOf(last)?.at(-1)).toBe('Received');
    const first = await operations.workflow('viewer', purchaseOrderId, 1);
    expect(first).toMatchObject({ execution: 1, executions: 2, status: 'ABORTED' });
    expect(namesOf(first)?.at(-1)).toBe('WaitForUndo');
    expect(await operations.workflow('viewer', purchaseOrderId, 3)).toBeNull();
    expect(await operations.workflow('viewer', purchaseOrderId, 0)).toBeNull();
  });

  test('is none of an order that nobody knows', async () => {
    expect(await runOf('nothing')).toBeNull();
  });

  test('tells nothing of what it works on', async () => {
    const purchaseOrderId = await raise();
    const answer = JSON.stringify(await runOf(purchaseOrderId));
    expect(answer).not.toMatch(/arn:|FunctionName|TableName|taskToken|\{%/);
  });
});

test('an order that came three times is counted so, and was applied once', async () => {
  const productId = await warehouse.open({ available: 6, reorderPoint: 1 });
  const order = { orderId: warehouse.newOrderId(), productId, quantity: 2 };
  await warehouse.order(order);
  await warehouse.order(order);
  await backend.pass({ seconds: 5 });
  await warehouse.order(order);
  const [reservation] = await warehouse.reservations(order.orderId);
  expect(reservation).toMatchObject({ deliveries: 3, redeliveredAt: backend.now(), status: 'RESERVED' });
  expect((await warehouse.ledger(productId)).filter(({ causeId }) => causeId === order.orderId)).toHaveLength(1);
  expect(await warehouse.level(productId)).toMatchObject({ available: 4, reserved: 2 });
});
