import type { DynamoDBStreamEvent } from 'aws-lambda';
import { latestChanges, messagesOf } from './changes.ts';
import { countByMinute, type MinuteCount } from './order-rate.ts';
import { countByDay, type StockDayCount } from './stock-days.ts';

export interface Deps {
  /** The model of each table, by table name. */
  models: Record<string, string>;
  /** Sends one message to every dashboard; throws when AppSync did not take it. */
  publish: (changes: string) => Promise<void>;
  addToOrderRate: (counts: MinuteCount[]) => Promise<void>;
  addToStockDays: (counts: StockDayCount[]) => Promise<void>;
}

/**
 * Tells the dashboards what changed. Amplify's own subscriptions see only what AppSync writes, and the workflows write
 * the tables themselves; so the tables' streams come here. A failure fails the batch, and the stream repeats it.
 */
export const publishChanges =
  ({ models, publish, addToOrderRate, addToStockDays }: Deps) =>
  async ({ Records }: DynamoDBStreamEvent): Promise<void> => {
    for (const message of messagesOf(latestChanges(Records, models))) await publish(message);
    await Promise.all([addToOrderRate(countByMinute(Records, models)), addToStockDays(countByDay(Records, models))]);
  };
