import { AwsError } from '../../gateway/aws-error.ts';
import type { Operation } from '../../gateway/service.ts';
import { checkSubscriptionAttributes } from './attributes.ts';
import { invalid } from './errors.ts';
import type { Publisher } from './publisher.ts';
import type { Subscription, Topic } from './topic.ts';
import type { Topics } from './topics.ts';

type Tag = { Key: string; Value: string };
export const tagMap = (tags: Tag[] = []): Record<string, string> =>
  Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));

function page<T>(items: T[], NextToken: unknown) {
  const from = Number(NextToken ?? 0);
  const to = from + 100;
  return { items: items.slice(from, to), next: to < items.length ? String(to) : undefined };
}

const subscriptionShape = (topics: Topics, subscription: Subscription) => ({
  SubscriptionArn: subscription.token === undefined ? subscription.arn : 'PendingConfirmation',
  Owner: topics.house.account,
  Protocol: subscription.protocol,
  Endpoint: subscription.endpoint,
  TopicArn: subscription.topicArn,
});

/** A Map is how the query protocol writes `<entry>` pairs. */
function topicAttributes(topics: Topics, topic: Topic): Map<string, string> {
  const all = topics.subscriptions(topic.arn);
  const pending = all.filter(({ token }) => token !== undefined).length;
  const defaultPolicy = {
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: ['SNS:Publish', 'SNS:Subscribe', 'SNS:GetTopicAttributes', 'SNS:SetTopicAttributes', 'SNS:DeleteTopic'],
        Resource: topic.arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': topics.house.account } },
      },
    ],
  };
  return new Map(
    Object.entries({
      DisplayName: '',
      Policy: JSON.stringify(defaultPolicy),
      ...topic.attributes,
      TopicArn: topic.arn,
      Owner: topics.house.account,
      SubscriptionsConfirmed: String(all.length - pending),
      SubscriptionsPending: String(pending),
      SubscriptionsDeleted: '0',
    }),
  );
}

const subscriptionAttributes = (topics: Topics, subscription: Subscription) =>
  new Map(
    Object.entries({
      RawMessageDelivery: 'false',
      ...(subscription.attributes.FilterPolicy && { FilterPolicyScope: 'MessageAttributes' }),
      ...subscription.attributes,
      SubscriptionArn: subscription.arn,
      TopicArn: subscription.topicArn,
      Owner: topics.house.account,
      Protocol: subscription.protocol,
      Endpoint: subscription.endpoint,
      PendingConfirmation: String(subscription.token !== undefined),
      ConfirmationWasAuthenticated: 'true',
    }),
  );

export function setSubscriptionAttributes(
  topics: Topics,
  subscription: Subscription,
  given: Record<string, unknown>,
): void {
  // A filter and its scope are checked together, whichever of them changes.
  const { FilterPolicy, FilterPolicyScope } = subscription.attributes;
  const checked = checkSubscriptionAttributes(subscription.protocol, { FilterPolicy, FilterPolicyScope, ...given });
  const attributes = { ...subscription.attributes, ...checked };
  for (const [name, value] of Object.entries(attributes)) if (value === '') delete attributes[name];
  topics.saveSubscription({ ...subscription, attributes });
}

export function snsOperations(topics: Topics, publisher: Publisher): Record<string, Operation> {
  return {
    CreateTopic: ({ Name, Attributes, Tags }) => ({ TopicArn: topics.create(Name, Attributes, tagMap(Tags)).arn }),
    /** Deleting a topic that is not there succeeds, as on AWS. */
    DeleteTopic({ TopicArn }) {
      const topic = topics.find(TopicArn);
      if (topic) topics.delete(topic);
    },
    ListTopics({ NextToken }) {
      const { items, next } = page(topics.topics(), NextToken);
      return { Topics: items.map(({ arn }) => ({ TopicArn: arn })), NextToken: next };
    },
    GetTopicAttributes: ({ TopicArn }) => ({ Attributes: topicAttributes(topics, topics.topic(TopicArn)) }),
    SetTopicAttributes: ({ TopicArn, AttributeName, AttributeValue = '' }) =>
      topics.setAttributes(topics.topic(TopicArn), { [AttributeName]: AttributeValue }),
    Subscribe({ ReturnSubscriptionArn, ...input }) {
      const { arn, token } = topics.subscribe(input);
      const always = String(ReturnSubscriptionArn) === 'true';
      return { SubscriptionArn: token === undefined || always ? arn : 'pending confirmation' };
    },
    ConfirmSubscription({ TopicArn, Token }) {
      topics.topic(TopicArn);
      const subscription = topics.confirm(String(Token ?? ''));
      if (!subscription) throw invalid('Token');
      return { SubscriptionArn: subscription.arn };
    },
    /** Unsubscribing what is not there any more succeeds, as on AWS. */
    Unsubscribe({ SubscriptionArn }) {
      if (!String(SubscriptionArn ?? '').startsWith('arn:')) throw invalid('SubscriptionArn');
      const subscription = topics.subscriptions().find(({ arn }) => arn === SubscriptionArn);
      if (subscription) topics.unsubscribe(subscription);
    },
    ListSubscriptions({ NextToken }) {
      const { items, next } = page(topics.subscriptions(), NextToken);
      return { Subscriptions: items.map((item) => subscriptionShape(topics, item)), NextToken: next };
    },
    ListSubscriptionsByTopic({ TopicArn, NextToken }) {
      const { items, next } = page(topics.subscriptions(topics.topic(TopicArn).arn), NextToken);
      return { Subscriptions: items.map((item) => subscriptionShape(topics, item)), NextToken: next };
    },
    GetSubscriptionAttributes: ({ SubscriptionArn }) => ({
      Attributes: subscriptionAttributes(topics, topics.subscription(SubscriptionArn)),
    }),
    SetSubscriptionAttributes: ({ SubscriptionArn, AttributeName, AttributeValue = '' }) =>
      setSubscriptionAttributes(topics, topics.subscription(SubscriptionArn), { [AttributeName]: AttributeValue }),
    Publish: (input) => publisher.publish(input),
    PublishBatch: (input) => publisher.publishBatch(input),
    TagResource({ ResourceArn, Tags }) {
      const topic = taggable(topics, ResourceArn);
      topics.save({ ...topic, tags: { ...topic.tags, ...tagMap(Tags) } });
      return {};
    },
    UntagResource({ ResourceArn, TagKeys = [] }) {
      const topic = taggable(topics, ResourceArn);
      const left = Object.entries(topic.tags).filter(([key]) => !TagKeys.includes(key));
      topics.save({ ...topic, tags: Object.fromEntries(left) });
      return {};
    },
    ListTagsForResource: ({ ResourceArn }) => ({
      Tags: Object.entries(taggable(topics, ResourceArn).tags).map(([Key, Value]) => ({ Key, Value })),
    }),
  };
}

function taggable(topics: Topics, arn: unknown): Topic {
  const topic = topics.find(arn);
  if (!topic) throw new AwsError('ResourceNotFound', 'Resource does not exist', { status: 404 });
  return topic;
}
