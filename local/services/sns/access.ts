import { type AccessMap, actionsOn, actionsOnAll } from '../../authorization/access.ts';

const topic = ({ TopicArn }: { TopicArn?: string }) => String(TopicArn);
/** A subscription belongs to its topic: `<topic's ARN>:<id>`. */
const ofSubscription = ({ SubscriptionArn = '' }: { SubscriptionArn?: string }) =>
  String(SubscriptionArn).split(':').slice(0, 6).join(':');

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html */
export const snsAccess = (arnOf: (name: string) => string): AccessMap => ({
  ...actionsOn('sns', topic, [
    ...['DeleteTopic', 'GetTopicAttributes', 'SetTopicAttributes', 'ConfirmSubscription', 'ListSubscriptionsByTopic'],
    'Publish',
  ]),
  ...actionsOn('sns', ofSubscription, ['Unsubscribe', 'GetSubscriptionAttributes', 'SetSubscriptionAttributes']),
  ...actionsOn('sns', ({ ResourceArn }) => String(ResourceArn), [
    'TagResource',
    'UntagResource',
    'ListTagsForResource',
  ]),
  ...actionsOn('sns', ({ Name }) => arnOf(String(Name)), ['CreateTopic']),
  ...actionsOnAll('sns', ['ListTopics', 'ListSubscriptions']),
  PublishBatch: (input) => [{ action: 'sns:Publish', resource: topic(input) }],
  Subscribe: (input: { TopicArn?: string; Protocol?: string; Endpoint?: string }) => [
    {
      action: 'sns:Subscribe',
      resource: topic(input),
      context: { 'sns:protocol': String(input.Protocol), 'sns:endpoint': String(input.Endpoint) },
    },
  ],
});
