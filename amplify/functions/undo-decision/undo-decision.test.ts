import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { undoDecision } from './undo-decision.ts';

const DECIDED = '2026-01-05T09:00:00.000Z';
const UNTIL = '2026-01-05T09:00:10.000Z';
const call = { arguments: { purchaseOrderId: 'po-1' } };

/** One purchase order behind the two calls that the operation makes, with DynamoDB's condition spelled out. */
function setting(row: Record<string, unknown> | undefined, now: string) {
  const documents = {
    async send(command: unknown) {
      if (command instanceof GetCommand) return { Item: row };
      if (!(command instanceof UpdateCommand)) throw new Error('unexpected command');
      const values = command.input.ExpressionAttributeValues ?? {};
      const decided = row?.status === 'APPROVED' || row?.status === 'REJECTED';
      const returnable = row?.phase === 'OPEN' && decided && String(row.undoUntil) > values[':now'];
      if (!row || !returnable || row.decidedById !== values[':id']) {
        throw new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });
      }
      for (const name of ['decidedAt', 'decidedBy', 'decidedById', 'undoUntil', 'note']) delete row[name];
      row.status = values[':awaiting'];
      return { Attributes: row };
    },
  };
  return (id: string) =>
    undoDecision({
      documents: documents as never,
      purchaseOrderTable: 'PurchaseOrder',
      identify: async () => ({ id, name: `${id}'s name` }),
      now: () => new Date(now),
    })(call);
}

const decided = (more = {}) => ({
  ...{ purchaseOrderId: 'po-1', status: 'APPROVED', phase: 'OPEN', deadline: '2026-01-06T09:00:00.000Z' },
  ...{ decidedAt: DECIDED, decidedBy: "ada's name", decidedById: 'ada', undoUntil: UNTIL, note: 'yes' },
  ...more,
});
const WITHIN = '2026-01-05T09:00:09.999Z';

describe('undoDecision', () => {
  it.each(['APPROVED', 'REJECTED'])('returns what was %s to its decider, whole', async (status) => {
    const undone = await setting(decided({ status }), WITHIN)('ada');
    expect(undone).toMatchObject({ accepted: true, status: 'AWAITING_DECISION' });
    expect(undone).toMatchObject({ decidedBy: undefined, decidedAt: undefined, note: undefined, undoUntil: undefined });
  });

  it('is the same when it is repeated', async () => {
    const undo = setting(decided(), WITHIN);
    await undo('ada');
    expect(await undo('ada')).toMatchObject({ accepted: true, status: 'AWAITING_DECISION' });
  });

  it('is refused to everybody else, who learn whose decision it is', async () => {
    const refused = await setting(decided(), WITHIN)('bob');
    expect(refused).toMatchObject({ accepted: false, status: 'APPROVED', decidedBy: "ada's name" });
    expect(refused.message).toBe(`Approved by ada's name at ${DECIDED}. Only they can return it.`);
  });

  it('comes too late from the instant that it was given', async () => {
    const refused = await setting(decided(), UNTIL)('ada');
    expect(refused).toMatchObject({ accepted: false, message: expect.stringContaining(`It was final at ${UNTIL}.`) });
  });

  it.each(['ORDERED', 'PARTIALLY_RECEIVED', 'RECEIVED'])('comes too late for what is %s', async (status) => {
    expect(await setting(decided({ status }), WITHIN)('ada')).toMatchObject({ accepted: false, status });
  });

  it('of an order that expired says so', async () => {
    const expired = { purchaseOrderId: 'po-1', status: 'EXPIRED', phase: 'CLOSED', deadline: DECIDED };
    expect(await setting(expired, WITHIN)('ada')).toMatchObject({
      accepted: false,
      message: expect.stringContaining('Nobody decided'),
    });
  });

  it('names an unknown purchase order', async () => {
    await expect(setting(undefined, WITHIN)('ada')).rejects.toThrow('There is no purchase order po-1');
  });
});
