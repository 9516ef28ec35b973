import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import type { BatchItem } from '../../../domain/batch.ts';
import { pollOrders } from './poll-orders.ts';

const record = (messageId: string, body: string) =>
  ({ messageId, body, receiptHandle: `handle-${messageId}` }) as SQSRecord;
const order = (orderId: string) => JSON.stringify({ detail: { orderId, productId: 'tv', quantity: 1 } });

const NOTHING_AGAIN = { contended: [], failed: [] };
/** A poller over the workflow, what it warned of, and the receipt handles it let come again soon. */
const polling = (workflow: Parameters<typeof pollOrders>[0]['workflow'], visibility = () => Promise.resolve()) => {
  const warnings: string[] = [];
  const soon: string[] = [];
  const poll = pollOrders({
    workflow,
    showAgain: (messages) => {
      soon.push(...messages.map(({ receiptHandle }) => receiptHandle));
      return visibility();
    },
    warn: (text) => warnings.push(text),
  });
  return { poll, warnings, soon };
};

const IN_TIME = { getRemainingTimeInMillis: () => 30_000 };

describe('the poller', () => {
  it('starts one execution for a batch, the unreadable beside the others', async () => {
    const inputs: { items: BatchItem[] }[] = [];
    const { poll } = polling(async (input) => {
      inputs.push(input);
      return NOTHING_AGAIN;
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

  it('gives back only the messages that the workflow names, and soon those that only lost a race', async () => {
    const records = ['1', '2', '3', '4'].map((id) => record(id, order(id)));
    const { poll, soon, warnings } = polling(async () => ({ contended: ['2', '3'], failed: ['3'] }));
    const { batchItemFailures } = await poll({ Records: records }, IN_TIME);
    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort()).toEqual(['2', '3']);
    expect(soon).toEqual(['handle-2']);
    expect(warnings).toEqual(['reserve-stock lost every race for 1 messages, and will see them again soon']);
  });

  it('leaves it to the timeout of the queue when that cannot be changed', async () => {
    const workflow = async () => ({ contended: ['1'], failed: [] });
    const { poll, warnings } = polling(workflow, () => Promise.reject(new Error('throttled')));
    const { batchItemFailures } = await poll({ Records: [record('1', order('a'))] }, IN_TIME);
    expect(batchItemFailures).toEqual([{ itemIdentifier: '1' }]);
    expect(warnings.at(-1)).toContain('throttled');
  });

  it('gives back all of an execution that failed, and says so without their content', async () => {
    const { poll, warnings, soon } = polling(() => Promise.reject(new Error('throttled')));
    expect((await poll({ Records: [record('1', order('a'))] }, IN_TIME)).batchItemFailures).toEqual([
      { itemIdentifier: '1' },
    ]);
    expect(warnings).toEqual(['reserve-stock will see 1 messages again: Error: throttled']);
    expect(soon).toEqual([]);
  });

  it('begins no execution that would be cut off, and gives its messages back', async () => {
    const large = (orderId: string) => order(`${orderId}-${'x'.repeat(100)}`);
    const records = Array.from({ length: 900 }, (_, index) => record(`${index}`, large(`order-${index}`)));
    const times = [30_000, 9_000];
    let executions = 0;
    const { poll } = polling(async () => {
      executions += 1;
      return NOTHING_AGAIN;
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
