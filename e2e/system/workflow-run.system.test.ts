import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WorkflowRun } from '../../amplify/functions/purchase-order-workflow/purchase-order-workflow.ts';
import { Backend } from './backend.ts';
import { Operations } from './operations.ts';
import { People } from './people.ts';
import { Warehouse } from './warehouse.ts';

let backend: Backend;
let warehouse: Warehouse;
let people: People;
let operations: Operations;

beforeAll(async () => {
  backend = await Backend.start();
  warehouse = new Warehouse(backend);
  people = new People(backend);
  operations = new Operations(people);
});
afterAll(() => backend?.stop());

const QUERY = `query Run($purchaseOrderId: ID!) {
  purchaseOrderWorkflow(purchaseOrderId: $purchaseOrderId) {
    status startedAt stoppedAt error
    states { name type comment }
    transitions { from to isCatch }
    steps { state enteredAt exitedAt attempts errors isWaiting }
  }
}`;
const runOf = (purchaseOrderId: string) => people.ask<WorkflowRun | null>('viewer', QUERY, { purchaseOrderId });

const raise = async (): Promise<string> => {
  const productId = await warehouse.open({ available: 5, reorderPoint: 3 });
  await warehouse.take(productId, 3);
  const [order] = await warehouse.purchaseOrders(productId);
  if (!order) throw new Error('Nothing was ordered.');
  return order.purchaseOrderId;
};

const namesOf = (run: WorkflowRun | null) => run?.steps.map(({ state }) => state);

describe('the workflow behind a purchase order', () => {
  test('waits where the order waits, on the graph that is deployed', async () => {
    const run = await runOf(await raise());
    expect(run).toMatchObject({ status: 'RUNNING', stoppedAt: null, error: null });
    expect(namesOf(run)).toEqual(['IsRecovery', 'ClaimStockLevel', 'IsClaimed', 'WaitForDecision']);
    expect(run?.steps.at(-1)).toMatchObject({ isWaiting: true, attempts: 1, exitedAt: null, errors: [] });
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

  test('is none of an order that nobody knows', async () => {
    expect(await runOf('nothing')).toBeNull();
  });

  test('tells nothing of what it works on', async () => {
    const purchaseOrderId = await raise();
    const answer = JSON.stringify(await runOf(purchaseOrderId));
    expect(answer).not.toMatch(/arn:|FunctionName|TableName|taskToken|\{%/);
  });
});
