import { SendTaskSuccessCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Decision } from '../../domain/vocabulary.ts';

export type WakeWorkflow = (purchaseOrderId: string, decision: Decision | 'CANCELLED') => Promise<void>;

/** A workflow that no longer waits has been woken before, or reads the decision from the row by itself. */
const NO_LONGER_WAITING = ['TaskDoesNotExist', 'TaskTimedOut', 'InvalidToken'];

/**
 * Gives the waiting workflow its answer. A failure is logged and no more: the decision is recorded, and the sweep
 * repeats the call. The task token appears in no log.
 */
export const wakeWorkflow =
  (
    documents: Pick<DynamoDBDocumentClient, 'send'>,
    taskTokenTable: string,
    workflows: Pick<SFNClient, 'send'>,
  ): WakeWorkflow =>
  async (purchaseOrderId, decision) => {
    try {
      const { Item } = await documents.send(
        new GetCommand({ TableName: taskTokenTable, Key: { purchaseOrderId }, ConsistentRead: true }),
      );
      if (!Item) return;
      const output = JSON.stringify({ purchaseOrderId, decision });
      await workflows.send(new SendTaskSuccessCommand({ taskToken: String(Item.taskToken), output }));
    } catch (error) {
      const name = error instanceof Error ? error.name : 'Error';
      if (!NO_LONGER_WAITING.includes(name)) {
        console.warn(
          JSON.stringify({ message: 'The workflow could not be woken; the sweep will.', purchaseOrderId, error: name }),
        );
      }
    }
  };
