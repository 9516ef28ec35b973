import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeExecutionCommand, GetExecutionHistoryCommand, paginateListExecutions } from '@aws-sdk/client-sfn';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ensureDashboard } from '../prepare.ts';
import { Backend, MODELS } from './backend.ts';
import { ask, byToken } from './callers.ts';
import { logLines } from './cloud-logs.ts';
import { ROOT } from './deployment.ts';
import { Listener } from './listener.ts';
import { textsWith } from './needles.ts';
import { Operations } from './operations.ts';
import { mailsOf, subscribe } from './outbox.ts';
import { People } from './people.ts';
import { deployedSchema, documentsOf } from './schema.ts';
import { Subscriber } from './subscriber.ts';
import { type PurchaseOrderRow, Warehouse } from './warehouse.ts';

let backend: Backend;
let warehouse: Warehouse;
let people: People;
let bus: Listener;
let subscriber: Subscriber;
/** The tokens of all purchase orders of this run, read where they are kept. */
const tokens: string[] = [];
/** Every answer that a client of the API, or of sign-in, got in this process. */
const answers: string[] = [];

beforeAll(async () => {
  const realFetch = globalThis.fetch;
  vi.stubGlobal('fetch', async (...call: Parameters<typeof fetch>) => {
    const response = await realFetch(...call);
    const headers = JSON.stringify([...response.headers]);
    answers.push(`${headers}\n${await response.clone().text()}`);
    return response;
  });
  backend = await Backend.start();
  warehouse = new Warehouse(backend);
  people = new People(backend);
  bus = await Listener.on(backend);
  await subscribe(backend, 'buyers@example.com');
  await backend.switchSweeps(false);
  subscriber = await Subscriber.on(backend, await people.token('viewer'));
});

afterAll(async () => {
  subscriber?.end();
  vi.unstubAllGlobals();
  await backend?.stop();
});

/** A product whose stock became low: its order waits for a decision, and its token is noted. */
async function requested(): Promise<PurchaseOrderRow> {
  const productId = await warehouse.open({ available: 6, reorderPoint: 4, reorderQuantity: 10 });
  await warehouse.take(productId, 2);
  const [order] = await warehouse.purchaseOrders(productId);
  const kept = await warehouse.rows<{ purchaseOrderId: string; taskToken: string }>('TaskToken');
  const token = kept.find(({ purchaseOrderId }) => purchaseOrderId === order?.purchaseOrderId)?.taskToken;
  if (!order || !token) throw new Error(`${productId} has no purchase order that waits for a decision.`);
  tokens.push(token);
  return order;
}

/** The decision on the row alone, as when the function dies before its callback. */
async function decideUnheard({ purchaseOrderId }: PurchaseOrderRow): Promise<void> {
  await backend.clients.documents.send(
    new UpdateCommand({
      TableName: backend.table('PurchaseOrder'),
      Key: { purchaseOrderId },
      UpdateExpression: 'SET #status = :status, decidedAt = :now, decidedBy = :name, decidedById = :id',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ':status': 'APPROVED',
        ':now': backend.now(),
        ':name': 'Ada Approver',
        ':id': decodeJwt(await people.token('approver')).sub,
      },
    }),
  );
}

async function executions(): Promise<Record<string, string>> {
  const { workflows } = backend.clients;
  const texts: Record<string, string> = {};
  const stateMachineArn = backend.outputs.custom.createPurchaseOrderArn;
  for await (const { executions: page = [] } of paginateListExecutions({ client: workflows }, { stateMachineArn })) {
    for (const { executionArn } of page) {
      const history = { executionArn, includeExecutionData: false, maxResults: 1000 };
      const { events = [] } = await workflows.send(new GetExecutionHistoryCommand(history));
      const described = await workflows.send(new DescribeExecutionCommand({ executionArn }));
      texts[`history of ${executionArn}`] = JSON.stringify(events);
      texts[`description of ${executionArn}`] = JSON.stringify(described);
    }
  }
  return texts;
}

/** All that a person in every group can be told by the API, one answer a list. */
async function readEverything(): Promise<void> {
  const schema = await deployedSchema(backend);
  const sign = byToken(await people.token('manager'));
  for (const { document } of documentsOf(schema, 'query', 'least')) await ask(backend, sign, document);
  // These answer for what there is alone, and read what stands closest to the token.
  for (const { purchaseOrderId } of await warehouse.rows<PurchaseOrderRow>('PurchaseOrder'))
    await new Operations(people).workflow('viewer', purchaseOrderId);
}

function bundle(): Record<string, string> {
  const dist = join(ROOT, 'dist');
  const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'utf8')] as const),
  );
}

test('purchase orders are requested, approved, rejected, resumed and expired', async () => {
  const operations = new Operations(people);
  const orders = [await requested(), await requested(), await requested(), await requested()] as const;
  const [approved, rejected, unheard, forgotten] = orders;
  await operations.decide('approver', { purchaseOrderId: approved.purchaseOrderId, decision: 'APPROVED' });
  await operations.decide('approver', {
    purchaseOrderId: rejected.purchaseOrderId,
    decision: 'REJECTED',
    note: 'too dear',
  });
  await expect(operations.decide('approver', { purchaseOrderId: 'none', decision: 'APPROVED' })).rejects.toThrow();
  await readEverything();
  await decideUnheard(unheard);
  await backend.settle();
  await backend.sweep();
  // A subscriber's connection stays while its token ends; the clock of a day would end it here.
  await backend.pass({ hours: 24, minutes: 1 });
  const closed = await warehouse.rows<PurchaseOrderRow>('PurchaseOrder');
  const statusOf = ({ purchaseOrderId }: PurchaseOrderRow) =>
    closed.find((row) => row.purchaseOrderId === purchaseOrderId)?.status;
  expect([approved, rejected, unheard, forgotten].map(statusOf)).toEqual([
    'RECEIVED',
    'REJECTED',
    'RECEIVED',
    'EXPIRED',
  ]);
  expect(new Set(tokens).size).toBe(4);
});

test('a token would be found where it stood, in whatever form', async () => {
  const [token = ''] = tokens;
  const texts = {
    plain: `x${token}x`,
    json: JSON.stringify({ a: { b: token } }),
    base64: Buffer.from(`{"taskToken":"${token}"}`).toString('base64'),
    base64url: Buffer.from(`..${token}`).toString('base64url'),
    address: `https://example.com/?t=${encodeURIComponent(token)}`,
    part: token.slice(0, 40),
    nothing: 'nothing',
  };
  expect(textsWith(tokens, texts)).toEqual(Object.keys(texts).slice(0, -1));
});

test('and no token stands anywhere but in the table that no client can read', async () => {
  await readEverything();
  await ensureDashboard();
  const mails = await mailsOf(backend);
  const page = await (await fetch(`${backend.url}/_outbox`)).text();
  const lines = await logLines(backend);
  const events = await bus.heard();
  const heard = subscriber.frames;
  const rows = await Promise.all(MODELS.map(async (table) => [table, JSON.stringify(await warehouse.rows(table))]));
  const runs = await executions();
  // What is searched must hold what was told of these orders, or finding nothing would mean nothing.
  expect(mails.filter(({ subject }) => subject.includes('awaits your decision'))).toHaveLength(4);
  expect(lines.filter(({ logGroupName }) => /requestdecision/i.test(logGroupName)).length).toBeGreaterThan(3);
  expect(events.filter(({ type }) => type === 'stock-replenished')).toHaveLength(2);
  expect(heard.filter((frame) => frame.includes('AWAITING_DECISION')).length).toBeGreaterThan(0);
  expect(answers.filter((answer) => answer.includes('purchaseOrdersByPhase')).length).toBeGreaterThan(0);
  const shown = answers.filter((answer) => answer.includes('purchaseOrderWorkflow') && answer.includes('timesOutAt'));
  expect(shown.filter((answer) => answer.includes('WaitForDecision')).length).toBeGreaterThanOrEqual(8);
  expect(shown.filter((answer) => answer.includes('"isWaiting":true')).length).toBeGreaterThan(0);
  expect(Object.values(runs).filter((text) => text.includes('TaskSubmitted')).length).toBe(4);

  const searched = {
    ...runs,
    ...bundle(),
    ...Object.fromEntries(rows),
    'the outbox': page + JSON.stringify(mails),
    'the logs': lines.map(({ message }) => message).join('\n'),
    'the bus': JSON.stringify(events),
    subscriptions: heard.join('\n'),
    'the answers of the API and of sign-in': answers.join('\n'),
  };
  console.log(
    `    Searched for 4 task tokens: ${lines.length} log lines, ${answers.length} answers, ${heard.length} frames, ` +
      `${mails.length} mails, ${Object.keys(runs).length} histories and descriptions, ${events.length} events`,
  );
  expect(textsWith(tokens, searched)).toEqual([]);
});
