import type { ChangeMessageVisibilityBatchCommandInput } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { expect, it } from 'vitest';
import { messageVisibility } from './message-visibility.ts';

it('lets messages come again in tens, later each time they came, and never as late as the queue would', async () => {
  const sent: ChangeMessageVisibilityBatchCommandInput[] = [];
  const client = { send: async ({ input }: { input: ChangeMessageVisibilityBatchCommandInput }) => sent.push(input) };
  const messages = Array.from({ length: 12 }, (_, index) => ({
    receiptHandle: `handle-${index}`,
    attributes: { ApproximateReceiveCount: String(index + 1) } as SQSRecord['attributes'],
  }));
  await messageVisibility(client as never, 'url')(messages);
  expect(sent.map(({ QueueUrl, Entries }) => [QueueUrl, Entries?.length])).toEqual([
    ['url', 10],
    ['url', 2],
  ]);
  const hidden = sent.flatMap(({ Entries = [] }) => Entries.map(({ VisibilityTimeout }) => VisibilityTimeout));
  expect(hidden.slice(0, 5)).toEqual([2, 8, 32, 60, 60]);
  expect(sent.flatMap(({ Entries = [] }) => Entries.map(({ ReceiptHandle }) => ReceiptHandle))).toEqual(
    messages.map(({ receiptHandle }) => receiptHandle),
  );
});
