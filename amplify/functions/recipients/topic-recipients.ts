import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  NotFoundException,
  SetSubscriptionAttributesCommand,
  type SNSClient,
  SubscribeCommand,
  type Subscription,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { categoriesOf, filterPolicyOf, type MailCategory, type Recipient } from '../../domain/recipients.ts';

/** What a page of ListSubscriptionsByTopic holds. */
export const MOST_RECIPIENTS = 100;

export type TopicRecipients = {
  list(): Promise<Recipient[]>;
  /** Asks the owner of the address, once. */
  add(email: string, categories: MailCategory[]): Promise<void>;
  /** Answers false where the address is not on the list, or not yet: somebody has taken it off meanwhile. */
  change(email: string, categories: MailCategory[]): Promise<boolean>;
  /** Does nothing where it is gone already. */
  remove(email: string): Promise<void>;
};

/** An answer of SNS, or undefined where what it was asked about is not there any more. */
const unlessGone = <Answer>(answer: Promise<Answer>): Promise<Answer | undefined> =>
  answer.catch((error: unknown) => {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  });

/** The subscriptions by e-mail of a topic: SNS itself keeps who they are. */
export const topicRecipients = (client: Pick<SNSClient, 'send'>, TopicArn: string): TopicRecipients => {
  const subscriptions = async (): Promise<Subscription[]> => {
    const { Subscriptions = [] } = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    return Subscriptions.filter(({ Protocol }) => Protocol === 'email');
  };
  const isConfirmed = ({ SubscriptionArn = '' }: Subscription) => SubscriptionArn.startsWith('arn:');
  const arnOf = async (email: string) =>
    (await subscriptions()).find((each) => each.Endpoint === email && isConfirmed(each))?.SubscriptionArn;
  const recipient = async (subscription: Subscription): Promise<Recipient | undefined> => {
    const { Endpoint: email = '', SubscriptionArn } = subscription;
    // Nobody may look at one that is not confirmed yet: SNS does not even tell its ARN.
    if (!isConfirmed(subscription)) return { email, categories: [], confirmed: false };
    const answer = await unlessGone(client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn })));
    return answer && { email, categories: categoriesOf(answer.Attributes?.FilterPolicy), confirmed: true };
  };
  return {
    async list() {
      const all = await Promise.all((await subscriptions()).map(recipient));
      return all.filter((each) => each !== undefined);
    },
    async add(Endpoint, categories) {
      const Attributes = { FilterPolicy: filterPolicyOf(categories) };
      await client.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint, Attributes }));
    },
    async change(email, categories) {
      const SubscriptionArn = await arnOf(email);
      if (SubscriptionArn === undefined) return false;
      const policy = { AttributeName: 'FilterPolicy', AttributeValue: filterPolicyOf(categories) };
      const command = new SetSubscriptionAttributesCommand({ SubscriptionArn, ...policy });
      return (await unlessGone(client.send(command))) !== undefined;
    },
    async remove(email) {
      const SubscriptionArn = await arnOf(email);
      if (SubscriptionArn) await unlessGone(client.send(new UnsubscribeCommand({ SubscriptionArn })));
    },
  };
};
