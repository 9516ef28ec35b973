import { randomUUID } from 'node:crypto';
import { sendDeadLetter } from '../../dead-letter.ts';
import { type Delivery, DeliveryQueue, type GivenUp } from '../../delivery.ts';
import { AwsError, Unsupported } from '../../gateway/aws-error.ts';
import { asAwsError } from '../../gateway/door.ts';
import { deadLetterArnOf } from './attributes.ts';
import { invalid } from './errors.ts';
import { passes } from './filter.ts';
import {
  checkAttributes,
  checkSubject,
  envelope,
  lambdaEvent,
  messageByProtocol,
  type PublishInput,
  sizeOf,
} from './message.ts';
import type { Notification, Shipment, Subscription, Topic, TopicEndpoints } from './topic.ts';
import type { Topics } from './topics.ts';

interface BatchEntry extends PublishInput {
  Id: string;
}

const DEFAULT_SIZE = 262_144;
const BATCH_SIZE = 1_048_576;

/** AWS's schedule for queues and functions: 3 at once, 2 a second apart, 10 up to 20 s, then every 20 s for 23 days. */
const retryPolicy = {
  maximumRetries: 100_015,
  maximumAgeMilliseconds: 23 * 86_400_000,
  backoffMilliseconds(retry: number) {
    if (retry <= 3) return 0;
    return retry <= 5 ? 1000 : Math.min(20_000, Math.round(1000 * 1.4 ** (retry - 5)));
  },
};

export class Publisher {
  #topics: Topics;
  #deliveries: DeliveryQueue<Shipment>;

  constructor(topics: Topics, endpoints: TopicEndpoints) {
    this.#topics = topics;
    this.#deliveries = new DeliveryQueue<Shipment>(topics.house, {
      collection: 'sns.delivery',
      policy: () => retryPolicy,
      send: (deliveries) => endpoints.send(deliveries.map(({ item }) => item)),
      giveUp: (delivery, reason) => this.#bury(delivery, reason),
    });
  }

  publish(input: PublishInput & { TopicArn?: string; TargetArn?: string; PhoneNumber?: string }): {
    MessageId: string;
  } {
    if (input.PhoneNumber !== undefined) throw new Unsupported('SNS messages to a phone number');
    const topic = this.#topics.topic(input.TopicArn ?? input.TargetArn);
    return this.#topics.house.store.transaction(() => this.#publishTo(topic, input));
  }

  publishBatch({
    TopicArn,
    PublishBatchRequestEntries,
  }: {
    TopicArn?: string;
    PublishBatchRequestEntries?: BatchEntry[];
  }) {
    const topic = this.#topics.topic(TopicArn);
    const entries = checkBatch(PublishBatchRequestEntries);
    return this.#topics.house.store.transaction(() => {
      const Successful: { Id: string; MessageId: string }[] = [];
      const Failed: { Id: string; Code: string; Message: string; SenderFault: boolean }[] = [];
      for (const entry of entries) {
        try {
          Successful.push({ Id: entry.Id, ...this.#publishTo(topic, entry) });
        } catch (error) {
          const { code, message, status } = asAwsError(error);
          Failed.push({ Id: entry.Id, Code: code, Message: message, SenderFault: status < 500 });
        }
      }
      return { Successful, Failed };
    });
  }

  #publishTo(topic: Topic, input: PublishInput): { MessageId: string } {
    if (!input.Message) throw invalid('Empty message');
    checkSubject(input.Subject);
    const limit = Number(topic.attributes.MaximumMessageSize ?? DEFAULT_SIZE);
    if (sizeOf(input) > limit) throw invalid('Message too long');
    const attributes = checkAttributes(input.MessageAttributes);
    const textFor = messageByProtocol(input);
    const id = randomUUID();
    const timestamp = new Date(this.#topics.house.clock.now()).toISOString();
    const owed: { lane: string; item: Shipment }[] = [];
    for (const subscription of this.#topics.subscriptions(topic.arn)) {
      const message = textFor(subscription.protocol);
      const notification: Notification = {
        id,
        topicArn: topic.arn,
        subject: input.Subject,
        message,
        timestamp,
        attributes,
      };
      // Who has not confirmed gets nothing, now or later.
      if (subscription.token !== undefined || !passes(subscription, notification)) continue;
      const item = this.#address(topic, notification, subscription);
      if (item) owed.push({ lane: subscription.arn, item });
    }
    this.#deliveries.add(owed);
    return { MessageId: id };
  }

  /** What goes to a queue or a function; a mail goes into the outbox at once. */
  #address(topic: Topic, notification: Notification, subscription: Subscription): Shipment | undefined {
    const { house, outbox } = this.#topics;
    const { protocol, endpoint, attributes } = subscription;
    const raw = attributes.RawMessageDelivery === 'true';
    const common = {
      ...{ endpoint, topicArn: topic.arn, subscriptionArn: subscription.arn },
      deadLetterArn: deadLetterArnOf(attributes.RedrivePolicy),
    };
    switch (protocol) {
      case 'lambda':
        return { ...common, protocol, payload: lambdaEvent(house, notification, subscription) };
      case 'sqs':
        return raw
          ? { ...common, protocol, payload: notification.message, attributes: notification.attributes }
          : { ...common, protocol, payload: envelope(house, notification, subscription) };
      default:
        // Amazon SNS Pricing: e-mail by delivery; deliveries to queues and functions are free.
        house.usage.add('sns/email', 'Deliver', topic.arn.slice(topic.arn.lastIndexOf(':') + 1));
        outbox.send({
          to: endpoint,
          subject: notification.subject ?? 'AWS Notification Message',
          body: protocol === 'email' ? notification.message : envelope(house, notification, subscription),
        });
        return undefined;
    }
  }

  async #bury({ item }: Delivery<Shipment>, { error }: GivenUp): Promise<void> {
    if (item.deadLetterArn === undefined) return;
    const { code, message } = asAwsError(error);
    await sendDeadLetter(this.#topics.house, {
      queueArn: item.deadLetterArn,
      body: item.payload,
      attributes: { RequestID: randomUUID(), ErrorCode: code, ErrorMessage: message || code },
      principal: { kind: 'service', service: 'sns.amazonaws.com', sourceArn: item.topicArn },
    });
  }

  start(): void {
    this.#deliveries.start();
  }

  stop(): void {
    this.#deliveries.stop();
  }
}

function checkBatch(entries: BatchEntry[] | undefined): BatchEntry[] {
  if (!entries?.length) throw new AwsError('EmptyBatchRequest', "The batch request doesn't contain any entries.");
  if (entries.length > 10)
    throw new AwsError('TooManyEntriesInBatchRequest', 'The batch request contains more entries than permissible.');
  const ids = new Set(entries.map(({ Id }) => Id));
  if (ids.size < entries.length) {
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  }
  for (const id of ids) {
    if (!/^[\w-]{1,80}$/.test(id ?? ''))
      throw new AwsError('InvalidBatchEntryId', "The Id of a batch entry doesn't abide by the specification.");
  }
  if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > BATCH_SIZE) {
    throw new AwsError(
      'BatchRequestTooLong',
      'The length of all the batch messages put together is more than the limit.',
    );
  }
  return entries;
}
