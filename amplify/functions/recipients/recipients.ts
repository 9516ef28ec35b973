import type { Recipient } from '../../domain/recipients.ts';
import type { TopicRecipients } from './topic-recipients.ts';

/** Whom the system mails about stock and purchase orders, by address. */
export const recipients =
  ({ topic }: { topic: Pick<TopicRecipients, 'list'> }) =>
  async (): Promise<Recipient[]> =>
    (await topic.list()).sort((one, other) => (one.email < other.email ? -1 : 1));
