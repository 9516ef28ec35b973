import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
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
  change(email: string, categories: MailCategory[]): Promise<void>;
  remove(email: string): Promise<void>;
};

/** The subscriptions by e-mail of a topic: SNS itself keeps who they are. */
export const topicRecipients = (client: Pick<SNSClient, 'send'>, TopicArn: string): TopicRecipients => {
  const subscriptions = async (): Promise<Subscription[]> => {
    const { Subscriptions = [] } = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    return Subscriptions.filter(({ Protocol }) => Protocol === 'email');
  };
  const isConfirmed = ({ SubscriptionArn = '' }: Subscription) => SubscriptionArn.startsWith('arn:');
  const arnOf = async (email: string) =>
    (await subscriptions()).find(({ Endpoint }) => Endpoint === email)?.SubscriptionArn;
  const recipient = async (subscription: Subscription): Promise<Recipient> => {
    const { Endpoint: email = '', SubscriptionArn } = subscription;
    // Nobody may look at one that is not confirmed yet: SNS does not even tell its ARN.
    if (!isConfirmed(subscription)) return { email, categories: [], confirmed: false };
    const { Attributes = {} } = await client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    return { email, categories: categoriesOf(Attributes.FilterPolicy), confirmed: true };
  };
  return {
    list: async () => Promise.all((await subscriptions()).map(recipient)),
    async add(Endpoint, categories) {
      const Attributes = { FilterPolicy: filterPolicyOf(categories) };
      await client.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint, Attributes }));
    },
    async change(email, categories) {
      const SubscriptionArn = await arnOf(email);
      const AttributeValue = filterPolicyOf(categories);
      await client.send(
        new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName: 'FilterPolicy', AttributeValue }),
      );
    },
    async remove(email) {
      const SubscriptionArn = await arnOf(email);
      await client.send(new UnsubscribeCommand({ SubscriptionArn }));
    },
  };
};
