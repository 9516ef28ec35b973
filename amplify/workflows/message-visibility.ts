import { ChangeMessageVisibilityBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';

/** Lets messages that are given back come again sooner than after their queue's visibility timeout. */
export type ShowAgain = (messages: Pick<SQSRecord, 'receiptHandle' | 'attributes'>[]) => Promise<void>;

const ENTRIES_PER_CALL = 10;
const LONGEST_S = 60;
/** 2, 8, 32 seconds: who loses again and again must not be put aside for it while the same rush lasts. */
const hiddenFor = ({ ApproximateReceiveCount }: SQSRecord['attributes']): number =>
  Math.min(LONGEST_S, 2 * 4 ** (Number(ApproximateReceiveCount) - 1));

/**
 * Lambda leaves what a partial response names hidden until the timeout is over; the function that names it may change that
 * (docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html).
 */
export const messageVisibility =
  (client: Pick<SQSClient, 'send'>, QueueUrl: string): ShowAgain =>
  async (messages) => {
    for (let from = 0; from < messages.length; from += ENTRIES_PER_CALL) {
      const Entries = messages.slice(from, from + ENTRIES_PER_CALL).map(({ receiptHandle, attributes }, index) => ({
        Id: String(index),
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: hiddenFor(attributes),
      }));
      await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
    }
  };
