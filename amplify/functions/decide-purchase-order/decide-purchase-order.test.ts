import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { decidePurchaseOrder } from './decide-purchase-order.ts';

const NOW = '2026-01-05T09:00:00.000Z';
const DEADLINE = '2026-01-06T09:00:00.000Z';

/** One purchase order behind the two calls that the operation makes, with DynamoDB's condition spelled out. */
function setting(row: Record<string, unknown> | undefined, now = NOW) {
  const woken: string[] = [];
  const documents = {
    async send(command: unknown) {
      if (command instanceof GetCommand) return { Item: row };
      if (!(command instanceof UpdateCommand)) throw new Error('unexpected command');
      const values = command.input.ExpressionAttributeValues ?? {};
      const mayNot = row?.requestedById === values[':id'] || row?.firstApprovedById === values[':id'];
      if (!row || mayNot || row.status !== values[':awaiting'] || String(row.deadline) <= values[':now']) {
        throw new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });
      }
      Object.assign(row, {
        status: values[':decision'],
        decidedAt: values[':now'],
        decidedBy: values[':name'],
        decidedById: values[':id'],
        undoUntil: values[':until'],
        ...(values[':note'] && { note: values[':note'] }),
      });
      return { Attributes: row };
    },
  };
  const as = (id: string) =>
    decidePurchaseOrder({
      documents: documents as never,
      purchaseOrderTable: 'PurchaseOrder',
      wakeWorkflow: async (purchaseOrderId, decision) => void woken.push(`${purchaseOrderId} ${decision}`),
      identify: async () => ({ id, name: `${id}'s name` }),
      now: () => new Date(now),
      undoSeconds: 10,
    });
  return { as, woken };
}

const awaiting = () => ({ purchaseOrderId: 'po-1', status: 'AWAITING_DECISION', deadline: DEADLINE });
const approve = { arguments: { purchaseOrderId: 'po-1', decision: 'APPROVED' as const } };
const reject = (note: string | null) => ({
  arguments: { purchaseOrderId: 'po-1', decision: 'REJECTED' as const, note },
});

describe('decidePurchaseOrder', () => {
  it('records who decided, and when, and wakes the workflow', async () => {
    const { as, woken } = setting(awaiting());
    expect(await as('ada')(approve)).toMatchObject({
      accepted: true,
      status: 'APPROVED',
      decidedBy: "ada's name",
      decidedAt: NOW,
    });
    expect(woken).toEqual(['po-1 APPROVED']);
  });

  it('says until when it can be returned, in whole seconds', async () => {
    const { as } = setting(awaiting(), '2026-01-05T09:00:00.400Z');
    expect(await as('ada')(approve)).toMatchObject({ undoUntil: '2026-01-05T09:00:11.000Z' });
  });

  it('takes a repeated approval for the same when its goods are on their way', async () => {
    const { as, woken } = setting({
      ...{ ...awaiting(), status: 'ORDERED', decidedBy: "ada's name", decidedById: 'ada' },
    });
    expect(await as('ada')(approve)).toMatchObject({ accepted: true, status: 'ORDERED' });
    expect(await as('ada')(reject('no'))).toMatchObject({ accepted: false });
    expect(woken).toEqual(['po-1 APPROVED']);
  });

  it('asks for a reason to reject', async () => {
    const { as, woken } = setting(awaiting());
    await expect(as('ada')(reject('  '))).rejects.toThrow('reason');
    expect(woken).toEqual([]);
  });

  it('keeps the reason of a rejection', async () => {
    const { as } = setting(awaiting());
    expect(await as('ada')(reject(' too dear '))).toMatchObject({
      accepted: true,
      status: 'REJECTED',
      note: 'too dear',
    });
  });

  it('tells the second decider who was first, and changes nothing', async () => {
    const { as, woken } = setting(awaiting());
    await as('ada')(approve);
    const second = await as('bob')(reject('too dear'));
    expect(second).toMatchObject({ accepted: false, status: 'APPROVED', decidedBy: "ada's name" });
    expect(second.message).toContain("Approved by ada's name");
    expect(woken).toEqual(['po-1 APPROVED']);
  });

  it('refuses the opposite decision of the same person', async () => {
    const { as } = setting(awaiting());
    await as('ada')(approve);
    expect(await as('ada')(reject('changed my mind'))).toMatchObject({ accepted: false, status: 'APPROVED' });
  });

  it('sends the callback again when the same person repeats the decision', async () => {
    const { as, woken } = setting(awaiting());
    await as('ada')(approve);
    expect(await as('ada')(approve)).toMatchObject({ accepted: true });
    expect(woken).toEqual(['po-1 APPROVED', 'po-1 APPROVED']);
  });

  it.each([
    ['requestedById', 'You requested it'],
    ['firstApprovedById', 'You have approved it'],
  ])('refuses who is its %s, and takes anybody else', async (field, why) => {
    const { as, woken } = setting({ ...awaiting(), [field]: 'ada' });
    expect(await as('ada')(approve)).toMatchObject({ accepted: false, message: expect.stringContaining(why) });
    expect(woken).toEqual([]);
    expect(await as('bob')(approve)).toMatchObject({ accepted: true });
  });

  it('says who cancelled it', async () => {
    const { as } = setting({ ...awaiting(), status: 'CANCELLED', closedBy: 'Oscar', closedAt: NOW });
    expect(await as('ada')(approve)).toMatchObject({ accepted: false, message: `Cancelled by Oscar at ${NOW}.` });
  });

  it('refuses a decision after the deadline', async () => {
    const { as, woken } = setting(awaiting(), DEADLINE);
    expect(await as('ada')(approve)).toMatchObject({ accepted: false, message: expect.stringContaining('deadline') });
    expect(woken).toEqual([]);
  });

  it('refuses a decision before anybody can decide', async () => {
    const { as } = setting({ ...awaiting(), status: 'PENDING' });
    expect(await as('ada')(approve)).toMatchObject({ accepted: false, message: expect.stringContaining('prepared') });
  });

  it('names an unknown purchase order', async () => {
    const { as } = setting(undefined);
    await expect(as('ada')(approve)).rejects.toThrow('There is no purchase order po-1');
  });
});
