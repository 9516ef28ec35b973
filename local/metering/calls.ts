/** What AWS bills for an API call that succeeded, where the call itself shows it. */
import type { Call } from '../gateway/service.ts';
import { chunksOf, KB } from './chunks.ts';
import type { Usage } from './usage.ts';

type Rule = (usage: Usage, call: Call, output: unknown) => void;

/** EventBridge, SQS and SNS bill payloads by 64 KB (their pricing pages). */
const PAYLOAD_CHUNK = 64 * KB;

const bytesOf = (text: unknown): number => (typeof text === 'string' ? Buffer.byteLength(text) : 0);
const lastPart = (text: unknown, separator: string): string => {
  const name = String(text ?? '');
  return name.slice(name.lastIndexOf(separator) + 1);
};

interface EventEntry {
  EventBusName?: string;
  Source?: string;
  DetailType?: string;
  Detail?: string;
  Resources?: string[];
}

/**
 * Amazon EventBridge Pricing: every custom event that a bus took, by 64 KB. Events of AWS services are free, and so is
 * their delivery to targets in the same account. An event that was refused is not billed.
 */
const putEvents: Rule = (usage, { operation, input }, output) => {
  const { Entries: results = [] } = output as { Entries?: { EventId?: string }[] };
  const entries = input.Entries as EventEntry[];
  entries.forEach(({ EventBusName = 'default', Source = '', DetailType, Detail, Resources = [] }, index) => {
    if (results[index]?.EventId === undefined || Source.startsWith('aws.')) return;
    const bytes = [Source, DetailType, Detail, ...Resources].reduce((sum, text) => sum + bytesOf(text), 0);
    const bus = lastPart(EventBusName, '/');
    usage.add('events/custom-event', operation, `${bus}/${DetailType}`, chunksOf(bytes, PAYLOAD_CHUNK));
  });
};

interface SqsMessage {
  MessageBody?: string;
  Body?: string;
}

/**
 * Amazon SQS Pricing: every action is a request, also a receive that finds nothing; a batch is one; payloads count by
 * 64 KB. A service sends its messages one by one: that the endpoint gathers them into a batch is its own affair.
 */
const sqs: Rule = (usage, call, output) => {
  const queue = lastPart(call.input.QueueUrl, '/');
  const usageType = queue.endsWith('.fifo') ? 'sqs/fifo-request' : 'sqs/request';
  usage.add(usageType, call.operation, queue, sqsRequests(call, output));
};

const sqsRequests = ({ operation, input, billed }: Call, output: unknown): number => {
  const size = (messages: SqsMessage[]) =>
    messages.reduce((sum, { MessageBody, Body }) => sum + bytesOf(MessageBody ?? Body), 0);
  if (operation === 'SendMessage') return chunksOf(bytesOf(input.MessageBody), PAYLOAD_CHUNK);
  if (operation === 'ReceiveMessage') {
    const { Messages = [] } = (output ?? {}) as { Messages?: SqsMessage[] };
    return chunksOf(size(Messages), PAYLOAD_CHUNK);
  }
  if (operation !== 'SendMessageBatch') return 1;
  const entries = input.Entries as SqsMessage[];
  if (billed !== 'by-entry') return chunksOf(size(entries), PAYLOAD_CHUNK);
  return entries.reduce((sum, entry) => sum + chunksOf(size([entry]), PAYLOAD_CHUNK), 0);
};

interface SnsMessage {
  Message?: string;
  Subject?: string;
}

/** Amazon SNS Pricing: every publish is a request for each 64 KB; so is a batch, for its whole payload. */
const publish: Rule = (usage, { operation, input }) => {
  const messages = (input.PublishBatchRequestEntries as SnsMessage[] | undefined) ?? [input as SnsMessage];
  const bytes = messages.reduce((sum, { Message, Subject }) => sum + bytesOf(Message) + bytesOf(Subject), 0);
  usage.add('sns/request', operation, lastPart(input.TopicArn, ':'), chunksOf(bytes, PAYLOAD_CHUNK));
};

/** Amazon CloudWatch Pricing: log data as it comes in, uncompressed. */
const putLogEvents: Rule = (usage, { operation, input }) => {
  const events = input.logEvents as { message?: string }[];
  const bytes = events.reduce((sum, { message }) => sum + bytesOf(message), 0);
  usage.add('logs/byte', operation, String(input.logGroupName), bytes);
};

/** Amazon DynamoDB Pricing: every GetRecords is a read request unit of the stream, but for those that Lambda makes. */
const getRecords: Rule = (usage, { operation, input }) => {
  const table = /:table\/([^/]+)\//.exec(String(input.ShardIterator))?.[1] ?? '';
  usage.add('dynamodb/stream-read-unit', operation, table);
};

/** By service and operation; `*` stands for every operation of a service. */
const RULES: Record<string, Record<string, Rule>> = {
  events: { PutEvents: putEvents },
  sqs: { '*': sqs },
  sns: { Publish: publish, PublishBatch: publish },
  logs: { PutLogEvents: putLogEvents },
  dynamodb: { GetRecords: getRecords },
};

export const billCall = (usage: Usage, call: Call, output: unknown): void => {
  const rules = RULES[call.service];
  if (!rules || call.billed === 'not') return;
  (rules[call.operation] ?? rules['*'])?.(usage, call, output);
};
