import type { DynamoDBStreamEvent } from 'aws-lambda';
import { latestChanges, messagesOf } from './changes.ts';
import { countByMinute, type MinuteCount } from './order-rate.ts';

export interface Deps {
  /** The model of each table, by table name. */
  models: Record<string, string>;
  /** Sends one message to every dashboard; throws when AppSync did not take it. */
  publish: (changes: string) => Promise<void>;
  addToOrderRate: (counts: MinuteCount[]) => Promise<void>;
}

/**
 * Tells the dashboards what changed. Amplify's own subscriptions see only what AppSync writes, and the workflows write
 * the tables themselves; so the tables' streams come here. A failure fails the batch, and the stream repeats it.
 */
export const publishChanges =
  ({ models, publish, addToOrderRate }: Deps) =>
  async ({ Records }: DynamoDBStreamEvent): Promise<void> => {
    for (const message of messagesOf(latestChanges(Records, models))) await publish(message);
    await addToOrderRate(countByMinute(Records, models));
  };
