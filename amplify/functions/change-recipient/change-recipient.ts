import { isEmail, type MailCategory, type Recipient } from '../../domain/recipients.ts';
import type { FieldCall } from '../caller.ts';
import { MOST_RECIPIENTS, type TopicRecipients } from '../recipients/topic-recipients.ts';

/** Why nothing was changed, in words for whoever asked. */
export class InvalidRecipient extends Error {
  override name = 'InvalidRecipient';
}

type Arguments = { email: string; categories: MailCategory[] };

/**
 * Lets an address have mail of these categories, and none where there is no category. An address that is new is asked
 * first, by SNS; until its owner has answered nothing is sent to it, and nothing about it can be changed.
 */
export const changeRecipient =
  ({ topic }: { topic: TopicRecipients }) =>
  async (call: FieldCall<Arguments>): Promise<Recipient> => {
    const email = call.arguments.email.trim();
    const categories = [...new Set(call.arguments.categories)];
    if (!isEmail(email)) throw new InvalidRecipient('This is no e-mail address.');
    const all = await topic.list();
    const known = all.find((recipient) => recipient.email === email);
    if (known && !known.confirmed) throw new InvalidRecipient(`${email} has not confirmed yet: SNS asked by mail.`);
    if (categories.length === 0) {
      if (known) await topic.remove(email);
      return { email, categories, confirmed: false };
    }
    if (known) {
      if (!(await topic.change(email, categories)))
        throw new InvalidRecipient(`Somebody has just taken ${email} off the list.`);
      return { email, categories, confirmed: true };
    }
    if (all.length >= MOST_RECIPIENTS)
      throw new InvalidRecipient(`There are ${MOST_RECIPIENTS} recipients: let one of them be a mailing list.`);
    await topic.add(email, categories);
    return { email, categories, confirmed: false };
  };
