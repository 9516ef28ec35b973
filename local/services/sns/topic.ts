export interface Topic {
  name: string;
  arn: string;
  /** What SetTopicAttributes holds: DisplayName, Policy, … */
  attributes: Record<string, string>;
  tags: Record<string, string>;
}

export type SubscriptionProtocol = 'email' | 'email-json' | 'sqs' | 'lambda';

export interface Subscription {
  arn: string;
  topicArn: string;
  protocol: SubscriptionProtocol;
  endpoint: string;
  /** Set while an e-mail subscription waits for its owner to confirm it. */
  token?: string;
  /** What SetSubscriptionAttributes holds: FilterPolicy, RawMessageDelivery, … */
  attributes: Record<string, string>;
}

export interface MessageAttribute {
  DataType: string;
  StringValue?: string;
  /** Base64 text, or bytes from a caller inside the endpoint. */
  BinaryValue?: string | Uint8Array;
}

export type MessageAttributes = Record<string, MessageAttribute>;

export interface Notification {
  id: string;
  topicArn: string;
  subject?: string;
  message: string;
  timestamp: string;
  attributes: MessageAttributes;
}

/** One notification on its way to a queue or a function. */
export interface Shipment {
  protocol: 'sqs' | 'lambda';
  endpoint: string;
  subscriptionArn: string;
  topicArn: string;
  /** The message as the endpoint gets it: the envelope, or the bare message with raw delivery. */
  payload: string;
  /** With raw delivery, message attributes become attributes of the queue's message. */
  attributes?: MessageAttributes;
  deadLetterArn?: string;
}

/** Joins topics with the services that can subscribe to them. */
export interface TopicEndpoints {
  /** Sends what one subscription is owed; answers an error in the place of each that failed. */
  send(shipments: Shipment[]): Promise<(Error | undefined)[]>;
}
