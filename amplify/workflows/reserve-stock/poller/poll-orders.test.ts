import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import type { BatchItem } from '../../../domain/batch.ts';
import { pollOrders } from './poll-orders.ts';

const record = (messageId: string, body: string) => ({ messageId, body }) as SQSRecord;
const order = (orderId: string) => JSON.stringify({ detail: { orderId, productId: 'tv', quantity: 1 } });

const IN_TIME = { getRemainingTimeInMillis: () => 30_000 };

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
    const answer = await poll(
      { Records: [record('1', order('a')), record('2', 'nonsense'), record('3', order('b'))] },
      IN_TIME,
    );
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(inputs).toMatchObject([
      { items: [{ lines: [{ orderId: 'a' }, { orderId: 'b' }] }, { rejections: [{ messageIds: ['2'] }] }] },
    ]);
  });

  it('gives back only the messages that the workflow names', async () => {
    const poll = pollOrders({ workflow: async () => ({ retry: ['2'] }), warn: () => {} });
    expect(await poll({ Records: [record('1', order('a')), record('2', order('b'))] }, IN_TIME)).toEqual({
      batchItemFailures: [{ itemIdentifier: '2' }],
    });
  });

  it('gives back all of an execution that failed, and says so without their content', async () => {
    const warnings: string[] = [];
    const poll = pollOrders({
      workflow: () => Promise.reject(new Error('throttled')),
      warn: (text) => warnings.push(text),
    });
    expect((await poll({ Records: [record('1', order('a'))] }, IN_TIME)).batchItemFailures).toEqual([
      { itemIdentifier: '1' },
    ]);
    expect(warnings).toEqual(['reserve-stock will see 1 messages again: Error: throttled']);
  });

  it('begins no execution that would be cut off, and gives its messages back', async () => {
    const large = (orderId: string) => order(`${orderId}-${'x'.repeat(100)}`);
    const records = Array.from({ length: 900 }, (_, index) => record(`${index}`, large(`order-${index}`)));
    const times = [30_000, 9_000];
    let executions = 0;
    const poll = pollOrders({
      workflow: async () => {
        executions += 1;
        return { retry: [] };
      },
      warn: () => {},
    });
    const { batchItemFailures } = await poll(
      { Records: records },
      { getRemainingTimeInMillis: () => times.shift() ?? 0 },
    );
    expect(executions).toBe(1);
    expect(batchItemFailures.length).toBeGreaterThan(300);
    expect(batchItemFailures.length).toBeLessThan(900);
  });
});
