import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { type BatchItem, groupMessages, messageIdsOf, splitByPayload } from '../../../domain/batch.ts';
import { parseOrderMessage } from '../../../domain/order-message.ts';
import type { ShowAgain } from '../../message-visibility.ts';
import type { SyncWorkflow } from '../../sync-workflow.ts';

/** What an execution of full size takes when many others run: none is begun that would be cut off. */
const LONGEST_EXECUTION_MS = 10_000;

type Deps = {
  workflow: SyncWorkflow<{ items: BatchItem[] }, { contended: string[]; failed: string[] }>;
  showAgain: ShowAgain;
  warn: (text: string) => void;
};

/**
 * One synchronous execution for a batch: a message leaves the queue only after its outcome is kept and told. Whatever a
 * record holds, only the messages that the workflow names, or all of a failed execution, come again.
 */
export const pollOrders =
  ({ workflow, showAgain, warn }: Deps) =>
  async (
    event: Pick<SQSEvent, 'Records'>,
    { getRemainingTimeInMillis }: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<SQSBatchResponse> => {
    const messages = event.Records.map((record) => parseOrderMessage(record.messageId, record.body));
    const contended = new Set<string>();
    const failed = new Set<string>();
    for (const items of splitByPayload(groupMessages(messages))) {
      try {
        if (getRemainingTimeInMillis() < LONGEST_EXECUTION_MS) throw new Error('there is no time left for them');
        const outcome = await workflow({ items });
        for (const messageId of outcome.contended) contended.add(messageId);
        for (const messageId of outcome.failed) failed.add(messageId);
      } catch (error) {
        // The queue is the one that retries and, after five tries, keeps the message in its dead-letter queue.
        const messageIds = new Set(items.flatMap(messageIdsOf));
        warn(`reserve-stock will see ${messageIds.size} messages again: ${error}`);
        for (const messageId of messageIds) failed.add(messageId);
      }
    }
    const soon = event.Records.filter(({ messageId }) => contended.has(messageId) && !failed.has(messageId));
    if (soon.length > 0) {
      warn(`reserve-stock lost every race for ${soon.length} messages, and will see them again soon`);
      await showAgain(soon).catch((error: unknown) => warn(`only after the queue's timeout, though: ${error}`));
    }
    return { batchItemFailures: [...new Set([...failed, ...contended])].map((itemIdentifier) => ({ itemIdentifier })) };
  };
