import { randomUUID } from 'node:crypto';
import { Unsupported } from '../../gateway/aws-error.ts';
import type { Call, Operation } from '../../gateway/service.ts';
import { checkBatch, eachEntry } from './batch.ts';
import { invalidParameter, invalidReceiptHandle, messageNotInFlight, missingParameter } from './errors.ts';
import { type Message, type MessageAttributes, md5, md5OfAttributes } from './message.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';

interface ReceiveInput {
  QueueUrl?: string;
  MaxNumberOfMessages?: number;
  VisibilityTimeout?: number;
  WaitTimeSeconds?: number;
  AttributeNames?: string[];
  MessageSystemAttributeNames?: string[];
  MessageAttributeNames?: string[];
  ReceiveRequestAttemptId?: string;
}

const inRange = (name: string, value: number, min: number, max: number) => {
  if (!Number.isInteger(value) || value < min || value > max) {
    throw invalidParameter(
      `Value ${value} for parameter ${name} is invalid. Reason: Must be >= ${min} and <= ${max}, if provided.`,
    );
  }
  return value;
};

async function receive(queues: Queues, input: ReceiveInput, { signal }: Call) {
  const queue = queues.byUrl(input.QueueUrl);
  if (input.ReceiveRequestAttemptId !== undefined) throw new Unsupported('SQS ReceiveRequestAttemptId');
  const max = inRange('MaxNumberOfMessages', input.MaxNumberOfMessages ?? 1, 1, 10);
  const { VisibilityTimeout } = queue.record.attributes;
  const visibility =
    inRange('VisibilityTimeout', input.VisibilityTimeout ?? Number(VisibilityTimeout), 0, 43_200) * 1000;
  const { ReceiveMessageWaitTimeSeconds } = queue.record.attributes;
  const wait = inRange('WaitTimeSeconds', input.WaitTimeSeconds ?? Number(ReceiveMessageWaitTimeSeconds), 0, 20) * 1000;
  const messages = await queues.poll(queue, () => queue.take(max, visibility, randomUUID), wait, signal);
  // AWS leaves the member out when there is nothing.
  return messages.length ? { Messages: messages.map((message) => shape(message, queue, input)) } : {};
}

function shape(
  message: Message,
  queue: Queue,
  { AttributeNames, MessageSystemAttributeNames, MessageAttributeNames }: ReceiveInput,
) {
  const attributes = chooseAttributes(message.attributes, MessageAttributeNames);
  return {
    MessageId: message.id,
    ReceiptHandle: handleOf(message, queue),
    MD5OfBody: md5(message.body),
    Body: message.body,
    Attributes: systemAttributes(message, queue, MessageSystemAttributeNames ?? AttributeNames ?? []),
    MessageAttributes: attributes,
    MD5OfMessageAttributes: attributes && md5OfAttributes(attributes),
  };
}

function systemAttributes(message: Message, queue: Queue, names: string[]): Record<string, string> | undefined {
  const all: Record<string, string | undefined> = {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    AWSTraceHeader: message.traceHeader,
    DeadLetterQueueSourceArn: message.deadLetterSource,
    MessageGroupId: message.groupId,
    MessageDeduplicationId: message.deduplicationId,
    SequenceNumber: queue.fifo ? message.sequence : undefined,
  };
  const chosen: Record<string, string> = {};
  for (const [name, value] of Object.entries(all)) {
    if (value !== undefined && (names.includes('All') || names.includes(name))) chosen[name] = value;
  }
  return Object.keys(chosen).length ? chosen : undefined;
}

/** By name, `All`, `.*`, or a prefix such as `order.*`. */
function chooseAttributes(
  attributes: MessageAttributes | undefined,
  names: string[] = [],
): MessageAttributes | undefined {
  const wanted = (name: string) =>
    names.some(
      (given) => given === 'All' || given === name || (given.endsWith('.*') && name.startsWith(given.slice(0, -2))),
    );
  const chosen = Object.entries(attributes ?? {}).filter(([name]) => wanted(name));
  return chosen.length ? Object.fromEntries(chosen) : undefined;
}

const handleOf = (message: Message, queue: Queue) =>
  Buffer.from(JSON.stringify([queue.record.name, message.id, message.receipt])).toString('base64');

/** The message a receipt handle opens: undefined when it is gone or was received again since. */
function open(queue: Queue, handle: unknown): { message?: Message; known: boolean } {
  if (!handle) throw missingParameter('ReceiptHandle');
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(String(handle), 'base64').toString());
  } catch {
    throw invalidReceiptHandle();
  }
  if (!Array.isArray(parts) || parts.length !== 3 || parts[0] !== queue.record.name) throw invalidReceiptHandle();
  const message = queue.find(String(parts[1]));
  return { message: message?.receipt === parts[2] ? message : undefined, known: message !== undefined };
}

/** Deleting what is gone succeeds; an outdated handle succeeds too, but leaves the message, as AWS documents. */
function deleteOne(queue: Queue, handle: unknown): object {
  const { message } = open(queue, handle);
  if (message) queue.remove(message);
  return {};
}

function changeVisibility(queue: Queue, handle: unknown, seconds: unknown): object {
  const visibility = inRange('VisibilityTimeout', Number(seconds), 0, 43_200) * 1000;
  const { message, known } = open(queue, handle);
  if (!message && !known) {
    throw invalidParameter(
      `Value for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    );
  }
  if (!message?.inFlight) throw messageNotInFlight();
  queue.changeVisibility(message, visibility);
  return {};
}

interface Handled {
  Id: string;
  ReceiptHandle?: string;
  VisibilityTimeout?: number;
}

export function receiveOperations(queues: Queues): Record<string, Operation> {
  const { store, activity } = queues.house;
  return {
    ReceiveMessage: (input, call) => receive(queues, input, call),
    DeleteMessage({ QueueUrl, ReceiptHandle }) {
      deleteOne(queues.byUrl(QueueUrl), ReceiptHandle);
      activity.changed();
    },
    DeleteMessageBatch({ QueueUrl, Entries }: { QueueUrl?: string; Entries?: Handled[] }) {
      const queue = queues.byUrl(QueueUrl);
      const entries = checkBatch(Entries);
      return store.transaction(() => eachEntry(entries, ({ ReceiptHandle }) => deleteOne(queue, ReceiptHandle)));
    },
    ChangeMessageVisibility: ({ QueueUrl, ReceiptHandle, VisibilityTimeout }) =>
      void changeVisibility(queues.byUrl(QueueUrl), ReceiptHandle, VisibilityTimeout),
    ChangeMessageVisibilityBatch({ QueueUrl, Entries }: { QueueUrl?: string; Entries?: Handled[] }) {
      const queue = queues.byUrl(QueueUrl);
      return eachEntry(checkBatch(Entries), ({ ReceiptHandle, VisibilityTimeout }) =>
        changeVisibility(queue, ReceiptHandle, VisibilityTimeout),
      );
    },
  };
}
