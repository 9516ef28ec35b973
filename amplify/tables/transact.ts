import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { type CancellationReason, cancellationReasons, isContention } from './cancellation.ts';
import { fullJitter, type Pause } from './pause.ts';

export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const MAX_CONFLICTS = 5;

/**
 * Commits all writes or none. Undefined means committed; otherwise the reasons of a condition that did not hold, in the
 * order of the writes. Contention alone is tried again; after five times it is thrown for the caller's own retry.
 */
export const transact = async (
  client: DynamoDBDocumentClient,
  pause: Pause,
  writes: Write[],
): Promise<CancellationReason[] | undefined> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems: writes }));
      return undefined;
    } catch (error) {
      const reasons = cancellationReasons(error);
      if (!reasons) throw error;
      if (!reasons.every((reason) => reason.code === 'None' || isContention(reason))) return reasons;
      if (attempt >= MAX_CONFLICTS) throw error;
      await pause(fullJitter(attempt, 25));
    }
  }
};
