import { randomBytes, randomUUID } from 'node:crypto';
import { Unsupported } from '../../gateway/aws-error.ts';
import type { House } from '../../gateway/service.ts';
import type { Collection } from '../../store/store.ts';
import { checkSubscriptionAttributes, checkTopicAttributes } from './attributes.ts';
import { invalid, subscriptionNotFound, topicNotFound } from './errors.ts';
import type { Outbox } from './outbox.ts';
import type { Subscription, SubscriptionProtocol, Topic } from './topic.ts';

export interface NewSubscription {
  TopicArn?: unknown;
  Protocol?: unknown;
  Endpoint?: unknown;
  Attributes?: Record<string, unknown>;
}

/** Topics and their subscriptions, as the operations and CloudFormation both change them. */
export class Topics {
  readonly house: House;
  readonly outbox: Outbox;
  #topics: Collection<Topic>;
  #stored: Collection<Subscription>;
  #subscriptions = new Map<string, Subscription>();

  constructor(house: House, outbox: Outbox) {
    this.house = house;
    this.outbox = outbox;
    this.#topics = house.store.collection('sns.topic');
    this.#stored = house.store.collection('sns.subscription');
    for (const [arn, subscription] of this.#stored.entries()) this.#subscriptions.set(arn, subscription);
  }

  /** The topic of this name, made if there is none. */
  create(name: unknown, attributes: Record<string, unknown> = {}, tags: Record<string, string> = {}): Topic {
    if (String(attributes.FifoTopic) === 'true') throw new Unsupported('FIFO topics');
    if (typeof name !== 'string' || !/^[\w-]{1,256}$/.test(name)) throw invalid('Topic Name');
    const { FifoTopic: _standard, ...given } = attributes;
    const checked = checkTopicAttributes(given);
    const arn = `arn:aws:sns:${this.house.region}:${this.house.account}:${name}`;
    const known = this.#topics.get(arn);
    if (known) return known;
    const topic = { name, arn, attributes: checked, tags };
    this.save(topic);
    return topic;
  }

  save(topic: Topic): void {
    this.#topics.put(topic.arn, topic);
  }

  setAttributes(topic: Topic, attributes: Record<string, unknown>): void {
    Object.assign(topic.attributes, checkTopicAttributes(attributes));
    this.save(topic);
  }

  arn(name: string): string {
    return `arn:aws:sns:${this.house.region}:${this.house.account}:${name}`;
  }

  find(arn: unknown): Topic | undefined {
    return this.#topics.get(String(arn));
  }

  topic(arn: unknown): Topic {
    if (typeof arn !== 'string' || !arn.startsWith('arn:')) throw invalid('TopicArn');
    const topic = this.#topics.get(arn);
    if (!topic) throw topicNotFound();
    return topic;
  }

  topics(): Topic[] {
    return this.#topics.entries().map(([, topic]) => topic);
  }

  /** Its subscriptions go with it. */
  delete(topic: Topic): void {
    this.house.store.transaction(() => {
      for (const subscription of this.subscriptions(topic.arn)) this.unsubscribe(subscription);
      this.#topics.delete(topic.arn);
    });
  }

  subscriptions(topicArn?: string): Subscription[] {
    const all = [...this.#subscriptions.values()];
    return topicArn === undefined ? all : all.filter((subscription) => subscription.topicArn === topicArn);
  }

  subscription(arn: unknown): Subscription {
    const subscription = this.#subscriptions.get(String(arn));
    if (!subscription) throw subscriptionNotFound();
    return subscription;
  }

  subscribe({ TopicArn, Protocol, Endpoint, Attributes = {} }: NewSubscription): Subscription {
    const topic = this.topic(TopicArn);
    const protocol = checkEndpoint(Protocol, Endpoint);
    const endpoint = String(Endpoint);
    const attributes = checkSubscriptionAttributes(protocol, Attributes);
    const known = this.subscriptions(topic.arn).find(
      (other) => other.protocol === protocol && other.endpoint === endpoint,
    );
    if (known) {
      const differs = Object.entries(attributes).some(([name, value]) => known.attributes[name] !== value);
      if (differs) throw invalid('Attributes Reason: Subscription already exists with different attributes');
      if (known.token !== undefined) this.#askToConfirm(known, topic);
      return known;
    }
    const byMail = protocol === 'email' || protocol === 'email-json';
    const subscription: Subscription = {
      arn: `${topic.arn}:${randomUUID()}`,
      topicArn: topic.arn,
      ...{ protocol, endpoint, attributes },
      token: byMail ? randomBytes(32).toString('hex') : undefined,
    };
    this.saveSubscription(subscription);
    if (byMail) this.#askToConfirm(subscription, topic);
    return subscription;
  }

  #askToConfirm({ endpoint, token }: Subscription, topic: Topic): void {
    this.outbox.send({
      to: endpoint,
      subject: 'Confirm your subscription',
      body: `This address was subscribed to the topic ${topic.attributes.DisplayName || topic.name}:\n${topic.arn}\n\nUntil you confirm, it receives nothing. If you did not ask for this, do nothing.`,
      confirmationToken: token,
    });
  }

  confirm(token: string): Subscription | undefined {
    const subscription = token === '' ? undefined : this.subscriptions().find((candidate) => candidate.token === token);
    if (!subscription) return undefined;
    const { token: _spent, ...confirmed } = subscription;
    this.saveSubscription(confirmed);
    return confirmed;
  }

  saveSubscription(subscription: Subscription): void {
    this.#stored.put(subscription.arn, subscription);
    this.#subscriptions.set(subscription.arn, subscription);
  }

  unsubscribe({ arn }: Subscription): void {
    this.#stored.delete(arn);
    this.#subscriptions.delete(arn);
  }
}

function checkEndpoint(protocol: unknown, endpoint: unknown): SubscriptionProtocol {
  const text = String(endpoint ?? '');
  switch (protocol) {
    case 'email':
    case 'email-json':
      if (!/^[^\s@<>]+@[^\s@<>]+$/.test(text)) throw invalid('Email address');
      return protocol;
    case 'sqs':
      if (!/^arn:aws:sqs:[\w-]+:\d{12}:[\w-]+$/.test(text)) throw invalid('SQS endpoint ARN');
      return protocol;
    case 'lambda':
      if (!/^arn:aws:lambda:[\w-]+:\d{12}:function:.+$/.test(text)) throw invalid('Lambda endpoint ARN');
      return protocol;
    case 'http':
    case 'https':
    case 'sms':
    case 'application':
    case 'firehose':
      throw new Unsupported(`SNS subscriptions by ${protocol}`);
    default:
      throw invalid('Protocol');
  }
}
