import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import type { BatchItem } from '../../../domain/batch.ts';
import { pollOrders } from './poll-orders.ts';

const record = (messageId: string, body: string) => ({ messageId, body }) as SQSRecord;
const order = (orderId: string) => JSON.stringify({ detail: { orderId, productId: 'tv', quantity: 1 } });

describe('the poller', () => {
  it('starts one execution for a batch, the unreadable beside the others', async () => {
    const inputs: { items: BatchItem[] }[] = [];
    const poll = pollOrders({
      workflow: async (input) => {
        inputs.push(input);
        return { retry: [] };
      },
      warn: () => {},
    });
    const answer = await poll({ Records: [record('1', order('a')), record('2', 'nonsense'), record('3', order('b'))] });
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(inputs).toMatchObject([
      { items: [{ lines: [{ orderId: 'a' }, { orderId: 'b' }] }, { rejections: [{ messageIds: ['2'] }] }] },
    ]);
  });

  it('gives back only the messages that the workflow names', async () => {
    const poll = pollOrders({ workflow: async () => ({ retry: ['2'] }), warn: () => {} });
    expect(await poll({ Records: [record('1', order('a')), record('2', order('b'))] })).toEqual({
      batchItemFailures: [{ itemIdentifier: '2' }],
    });
  });

  it('gives back all of an execution that failed, and says so without their content', async () => {
    const warnings: string[] = [];
    const poll = pollOrders({
      workflow: () => Promise.reject(new Error('throttled')),
      warn: (text) => warnings.push(text),
    });
    expect((await poll({ Records: [record('1', order('a'))] })).batchItemFailures).toEqual([{ itemIdentifier: '1' }]);
    expect(warnings).toEqual(['reserve-stock will see 1 messages again: Error: throttled']);
  });
});
