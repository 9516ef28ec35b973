import { createHash } from 'node:crypto';
import type { Call, Principal } from '../../gateway/service.ts';
import type { Collection } from '../../store/store.ts';
import { type BatchEntry, checkBatch, eachEntry } from './batch.ts';
import { batchTooLong, invalidParameter, missingParameter } from './errors.ts';
import {
  checkAttributes,
  checkBody,
  type Message,
  type MessageAttributes,
  md5,
  md5OfAttributes,
  sizeOf,
} from './message.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';

export interface SendInput {
  MessageBody?: string;
  DelaySeconds?: number;
  MessageAttributes?: MessageAttributes;
  MessageSystemAttributes?: Record<string, { StringValue?: string }>;
  MessageGroupId?: string;
  MessageDeduplicationId?: string;
}

interface Sent {
  message: Message;
  /** Whether it repeats a message of the last five minutes and is not stored again. */
  repeated: boolean;
}

interface Seen {
  id: string;
  sequence: string;
  at: number;
}

const DEDUPLICATION_INTERVAL = 5 * 60_000;
const BATCH_LIMIT = 1_048_576;

export class Sender {
  #queues: Queues;
  #seen: Collection<Seen>;

  constructor(queues: Queues) {
    this.#queues = queues;
    this.#seen = queues.house.store.collection('sqs.deduplication');
  }

  send({ QueueUrl, ...input }: SendInput & { QueueUrl?: string }, { principal }: Call) {
    const queue = this.#queues.byUrl(QueueUrl);
    if (input.MessageBody === undefined) throw missingParameter('MessageBody');
    return this.#queues.house.store.transaction(() => {
      const sent = this.#prepare(queue, input, principal);
      if (!sent.repeated) queue.add([sent.message]);
      return answer(sent, queue);
    });
  }

  sendBatch({ QueueUrl, Entries }: { QueueUrl?: string; Entries?: (SendInput & BatchEntry)[] }, { principal }: Call) {
    const queue = this.#queues.byUrl(QueueUrl);
    const entries = checkBatch(Entries);
    const size = entries.reduce((sum, entry) => sum + sizeOf(entry.MessageBody ?? '', entry.MessageAttributes), 0);
    if (size > BATCH_LIMIT) throw batchTooLong(BATCH_LIMIT, size);
    return this.#queues.house.store.transaction(() => {
      const fresh: Message[] = [];
      const result = eachEntry(entries, (entry) => {
        const sent = this.#prepare(queue, entry, principal);
        if (!sent.repeated) fresh.push(sent.message);
        return answer(sent, queue);
      });
      queue.add(fresh);
      return result;
    });
  }

  #prepare(queue: Queue, input: SendInput, principal: Principal): Sent {
    const body = checkBody(input.MessageBody);
    const attributes = checkAttributes(input.MessageAttributes);
    const limit = Number(queue.record.attributes.MaximumMessageSize);
    if (sizeOf(body, attributes) > limit) {
      throw invalidParameter(
        `One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`,
      );
    }
    const now = this.#queues.house.clock.now();
    const message: Message = {
      sequence: this.#queues.nextSequence(),
      id: this.#queues.newId(),
      body,
      attributes,
      traceHeader: traceHeaderOf(input),
      senderId: senderOf(principal, this.#queues.house.account),
      sentAt: now,
      visibleAt: now + delayOf(queue, input),
      inFlight: false,
      receiveCount: 0,
      arrivedWith: 0,
      groupId: input.MessageGroupId,
    };
    return queue.fifo ? this.#deduplicate(queue, message, input) : { message, repeated: false };
  }

  #deduplicate(queue: Queue, message: Message, input: SendInput): Sent {
    if (!input.MessageGroupId) throw missingParameter('MessageGroupId');
    const byContent = queue.record.attributes.ContentBasedDeduplication === 'true';
    const id =
      input.MessageDeduplicationId ?? (byContent ? createHash('sha256').update(message.body).digest('hex') : undefined);
    if (!id) {
      throw invalidParameter(
        'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
      );
    }
    message.deduplicationId = id;
    const scope = queue.record.attributes.DeduplicationScope === 'messageGroup' ? `${message.groupId}/` : '';
    const key = `${queue.record.name}/${scope}${id}`;
    const earlier = this.#seen.get(key);
    if (earlier && message.sentAt - earlier.at < DEDUPLICATION_INTERVAL) {
      return { message: { ...message, id: earlier.id, sequence: earlier.sequence }, repeated: true };
    }
    this.#forgetOld(message.sentAt);
    this.#seen.put(key, { id: message.id, sequence: message.sequence, at: message.sentAt });
    return { message, repeated: false };
  }

  #nextForget = 0;
  #forgetOld(now: number): void {
    if (now < this.#nextForget) return;
    this.#nextForget = now + DEDUPLICATION_INTERVAL;
    for (const [key, { at }] of this.#seen.entries()) if (now - at >= DEDUPLICATION_INTERVAL) this.#seen.delete(key);
  }
}

const answer = ({ message }: Sent, queue: Queue) => ({
  MessageId: message.id,
  MD5OfMessageBody: md5(message.body),
  MD5OfMessageAttributes: message.attributes && md5OfAttributes(message.attributes),
  MD5OfMessageSystemAttributes:
    message.traceHeader === undefined
      ? undefined
      : md5OfAttributes({ AWSTraceHeader: { DataType: 'String', StringValue: message.traceHeader } }),
  SequenceNumber: queue.fifo ? message.sequence : undefined,
});

function delayOf(queue: Queue, { DelaySeconds }: SendInput): number {
  if (DelaySeconds === undefined) return queue.milliseconds('DelaySeconds');
  const refuse = (reason: string) =>
    invalidParameter(`Value ${DelaySeconds} for parameter DelaySeconds is invalid. Reason: ${reason}`);
  if (!Number.isInteger(DelaySeconds) || DelaySeconds < 0 || DelaySeconds > 900)
    throw refuse('DelaySeconds must be >= 0 and <= 900.');
  if (queue.fifo && DelaySeconds > 0)
    throw refuse('The request include parameter that is not valid for this queue type.');
  return DelaySeconds * 1000;
}

function traceHeaderOf({ MessageSystemAttributes = {} }: SendInput): string | undefined {
  for (const name of Object.keys(MessageSystemAttributes)) {
    if (name !== 'AWSTraceHeader') throw invalidParameter(`Message system attribute name '${name}' is invalid.`);
  }
  return MessageSystemAttributes.AWSTraceHeader?.StringValue;
}

/** AWS answers the unique id of the caller; a role's is followed by its session name. */
function senderOf(principal: Principal, account: string): string {
  switch (principal.kind) {
    case 'role':
      return `${principal.roleArn.slice(principal.roleArn.lastIndexOf('/') + 1)}:${principal.sessionName}`;
    case 'service':
      return principal.service;
    default:
      return account;
  }
}
