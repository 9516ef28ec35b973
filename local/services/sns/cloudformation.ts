import { Unsupported } from '../../gateway/aws-error.ts';
import type { Properties, ResourceContext, ResourceProvider } from '../../gateway/service.ts';
import { setSubscriptionAttributes, tagMap } from './operations.ts';
import type { Topic } from './topic.ts';
import type { Topics } from './topics.ts';

const topicAttributes = ['DisplayName', 'TracingConfig', 'SignatureVersion', 'KmsMasterKeyId', 'MaximumMessageSize'];
const topicProperties = new Set([...topicAttributes, 'TopicName', 'FifoTopic', 'Subscription', 'Tags']);

const pick = (properties: Properties, names: string[]) =>
  Object.fromEntries(names.filter((name) => properties[name] !== undefined).map((name) => [name, properties[name]]));

type Inline = { Protocol: string; Endpoint: string };

/** `Ref` is the ARN. */
export function topicResource(topics: Topics): ResourceProvider {
  const state = ({ arn, name }: Topic) => ({ physicalId: arn, attributes: { TopicArn: arn, TopicName: name } });
  const tagsOf = ({ Tags }: Properties, { tags }: ResourceContext) => ({
    ...tags,
    ...tagMap(Tags as { Key: string; Value: string }[]),
  });
  const check = (properties: Properties) => {
    for (const name of Object.keys(properties)) {
      if (!topicProperties.has(name)) throw new Unsupported(`the property ${name} of AWS::SNS::Topic`);
    }
  };
  const subscribe = (topic: Topic, { Subscription = [] }: Properties) => {
    for (const { Protocol, Endpoint } of Subscription as Inline[])
      topics.subscribe({ TopicArn: topic.arn, Protocol, Endpoint });
  };
  return {
    async create(properties, context) {
      check(properties);
      const attributes = pick(properties, [...topicAttributes, 'FifoTopic']);
      const name = properties.TopicName ?? context.generateName(256);
      const topic = topics.create(name, attributes, tagsOf(properties, context));
      subscribe(topic, properties);
      return state(topic);
    },
    async update({ physicalId }, properties, previous, context) {
      check(properties);
      if (properties.TopicName !== previous.TopicName || properties.FifoTopic !== previous.FifoTopic) return 'replace';
      const topic = topics.topic(physicalId);
      for (const name of topicAttributes) if (properties[name] === undefined) delete topic.attributes[name];
      topic.tags = tagsOf(properties, context);
      topics.setAttributes(topic, pick(properties, topicAttributes));
      const kept = new Set(
        ((properties.Subscription ?? []) as Inline[]).map(({ Protocol, Endpoint }) => `${Protocol} ${Endpoint}`),
      );
      for (const { Protocol, Endpoint } of (previous.Subscription ?? []) as Inline[]) {
        if (kept.has(`${Protocol} ${Endpoint}`)) continue;
        const gone = topics
          .subscriptions(topic.arn)
          .find(({ protocol, endpoint }) => protocol === Protocol && endpoint === Endpoint);
        if (gone) topics.unsubscribe(gone);
      }
      subscribe(topic, properties);
      return state(topic);
    },
    async delete({ physicalId }) {
      const topic = topics.find(physicalId);
      if (topic) topics.delete(topic);
    },
  };
}

const changeable = [
  'FilterPolicy',
  'FilterPolicyScope',
  'RawMessageDelivery',
  'RedrivePolicy',
  'DeliveryPolicy',
  'SubscriptionRoleArn',
  'ReplayPolicy',
];

/** `Ref` is the ARN, also while the subscription waits to be confirmed. */
export function subscriptionResource(topics: Topics): ResourceProvider {
  return {
    async create(properties) {
      const { TopicArn, Protocol, Endpoint } = properties;
      const { arn } = topics.subscribe({ TopicArn, Protocol, Endpoint, Attributes: pick(properties, changeable) });
      return { physicalId: arn, attributes: { Arn: arn } };
    },
    async update(state, properties, previous) {
      if (['TopicArn', 'Protocol', 'Endpoint'].some((name) => properties[name] !== previous[name])) return 'replace';
      const removed = Object.keys(pick(previous, changeable)).filter((name) => properties[name] === undefined);
      const initial = Object.fromEntries(removed.map((name) => [name, removedValues[name] ?? '']));
      setSubscriptionAttributes(topics, topics.subscription(state.physicalId), {
        ...initial,
        ...pick(properties, changeable),
      });
      return state;
    },
    async delete({ physicalId }) {
      const subscription = topics.subscriptions().find(({ arn }) => arn === physicalId);
      if (subscription) topics.unsubscribe(subscription);
    },
  };
}

const removedValues: Record<string, string> = { RawMessageDelivery: 'false', FilterPolicyScope: 'MessageAttributes' };

export function topicPolicyResource(topics: Topics): ResourceProvider {
  const put = ({ Topics: arns, PolicyDocument }: Properties) => {
    for (const arn of arns as string[]) topics.setAttributes(topics.topic(arn), { Policy: PolicyDocument });
  };
  const clear = (arns: string[]) => {
    for (const arn of arns) {
      const topic = topics.find(arn);
      if (!topic) continue;
      delete topic.attributes.Policy;
      topics.save(topic);
    }
  };
  return {
    async create(properties, context) {
      put(properties);
      const id = context.generateName();
      return { physicalId: id, attributes: { Id: id } };
    },
    async update(state, properties, previous) {
      const kept = new Set(properties.Topics as string[]);
      clear((previous.Topics as string[]).filter((arn) => !kept.has(arn)));
      put(properties);
      return state;
    },
    async delete(_state, { Topics: arns }) {
      clear(arns as string[]);
    },
  };
}
