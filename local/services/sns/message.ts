import type { House } from '../../gateway/service.ts';
import { invalid } from './errors.ts';
import type { MessageAttribute, MessageAttributes, Notification, Subscription } from './topic.ts';

export interface PublishInput {
  Message?: string;
  Subject?: string;
  MessageStructure?: string;
  MessageAttributes?: MessageAttributes;
}

const binaryText = (value: string | Uint8Array) =>
  typeof value === 'string' ? value : Buffer.from(value).toString('base64');

/** AWS: ASCII, at most 100 characters, no line breaks or control characters, no space in front. */
export function checkSubject(subject: string | undefined): void {
  if (subject !== undefined && !/^[\x21-\x7e][\x20-\x7e]{0,99}$/.test(subject)) throw invalid('Subject');
}

export function checkAttributes(attributes: MessageAttributes = {}): MessageAttributes {
  const checked: MessageAttributes = {};
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    if (!/^[\w.-]{1,256}$/.test(name))
      throw invalid(`MessageAttributes Reason: The message attribute name '${name}' is invalid`);
    const type = DataType?.split('.')[0] ?? '';
    if (!['String', 'Number', 'Binary'].includes(type)) {
      throw invalid(
        `MessageAttributes Reason: The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
      );
    }
    const value = type === 'Binary' ? BinaryValue : StringValue;
    if (value === undefined || value.length === 0) {
      throw invalid(
        `MessageAttributes Reason: The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${type}'.`,
      );
    }
    if (type === 'Number' && !Number.isFinite(Number(StringValue))) {
      throw invalid(`MessageAttributes Reason: Could not cast message attribute '${name}' value to number.`);
    }
    checked[name] =
      type === 'Binary' && BinaryValue ? { DataType, BinaryValue: binaryText(BinaryValue) } : { DataType, StringValue };
  }
  return checked;
}

export function sizeOf({ Message = '', MessageAttributes = {} }: PublishInput): number {
  let size = Buffer.byteLength(Message);
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(MessageAttributes)) {
    const value =
      BinaryValue === undefined
        ? Buffer.byteLength(StringValue ?? '')
        : Buffer.byteLength(binaryText(BinaryValue), 'base64');
    size += Buffer.byteLength(name) + Buffer.byteLength(DataType) + value;
  }
  return size;
}

/** With MessageStructure `json` each protocol may have a text of its own; `default` must be there. */
export function messageByProtocol({ Message = '', MessageStructure }: PublishInput): (protocol: string) => string {
  if (MessageStructure === undefined) return () => Message;
  if (MessageStructure !== 'json') throw invalid('MessageStructure');
  let texts: Record<string, unknown> | undefined;
  try {
    texts = JSON.parse(Message);
  } catch {
    throw invalid('Message Structure - JSON message body failed to parse');
  }
  const fallback = texts?.default;
  if (typeof fallback !== 'string') throw invalid('Message Structure - No default entry in JSON message body');
  return (protocol) => (typeof texts?.[protocol] === 'string' ? (texts[protocol] as string) : fallback);
}

const envelopeAttributes = (attributes: MessageAttributes) =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]: [string, MessageAttribute]) => [
      name,
      { Type: DataType, Value: StringValue ?? BinaryValue },
    ]),
  );

const unsubscribeUrl = (house: House, { arn }: Subscription) =>
  `${house.url}/?Action=Unsubscribe&SubscriptionArn=${encodeURIComponent(arn)}`;

/** The JSON that a queue or an `email-json` reader gets. The signature's members are there; nothing is signed locally. */
export function envelope(house: House, notification: Notification, subscription: Subscription): string {
  const { id, topicArn, subject, message, timestamp, attributes } = notification;
  return JSON.stringify({
    Type: 'Notification',
    MessageId: id,
    TopicArn: topicArn,
    Subject: subject,
    Message: message,
    Timestamp: timestamp,
    SignatureVersion: '1',
    Signature: '',
    SigningCertURL: '',
    UnsubscribeURL: unsubscribeUrl(house, subscription),
    MessageAttributes: Object.keys(attributes).length ? envelopeAttributes(attributes) : undefined,
  });
}

/** The event that a subscribed function gets. */
export function lambdaEvent(house: House, notification: Notification, subscription: Subscription): string {
  const { id, topicArn, subject = null, message, timestamp, attributes } = notification;
  return JSON.stringify({
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: subscription.arn,
        Sns: {
          Type: 'Notification',
          MessageId: id,
          TopicArn: topicArn,
          Subject: subject,
          Message: message,
          Timestamp: timestamp,
          SignatureVersion: '1',
          Signature: '',
          SigningCertUrl: '',
          UnsubscribeUrl: unsubscribeUrl(house, subscription),
          MessageAttributes: envelopeAttributes(attributes),
        },
      },
    ],
  });
}
