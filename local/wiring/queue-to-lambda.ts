import type { Timer } from '../clock.ts';
import type { House } from '../gateway/service.ts';
import type { Lambda } from '../services/lambda/lambda.ts';
import type { Mapping } from '../services/lambda/mapping-record.ts';
import { AT_ONCE, Pace, type Polling } from './polling.ts';
import { MappedQueue, RECEIVE_AT_ONCE } from './queue-to-lambda-queue.ts';
import { type Message, matcher, recordOf } from './queue-to-lambda-record.ts';
import { failedIdentifiers } from './queue-to-lambda-response.ts';
import { invokeMapped, type Wiring, wireMappings } from './stream-to-lambda-mappings.ts';

/** What the wiring needs of the queues; the SQS service has it. */
export interface QueueSource {
  /** Calls `listener` whenever messages may be received that could not be before. Returns how to stop listening. */
  onMessages(queueArn: string, listener: () => void): () => void;
  visibleCount(queueArn: string): number;
}

/** Lambda starts a queue with five batches at a time and then takes more; here it stays at that, for a laptop's sake. */
const CONCURRENT_BATCHES = 5;
/**
 * What Lambda's pollers cost while a queue is empty: five of them, each with a long poll of 20 seconds ("Using Lambda with
 * Amazon SQS"; Amazon SQS Pricing bills a receive that finds nothing). The endpoint itself asks only when told of news.
 */
const IDLE_POLLS_A_MINUTE = 5 * (60 / 20);
/** Lambda polls on whatever happens to a poll; here less and less often, for a queue or function that is gone for good. */
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 60_000;
/** A batch ends before the invocation's payload would pass 6 MB. */
const MOST_BYTES = 5_500_000;

/** Carries messages from queues to functions, for every SQS event source mapping. */
export const connectQueues = (house: House, lambda: Lambda, queues: QueueSource, polling = AT_ONCE): Wiring =>
  wireMappings(lambda, 'sqs', (mapping) => new QueueConsumer(house, lambda, queues, mapping, polling));

interface Batch {
  messages: Message[];
  bytes: number;
}

class QueueConsumer {
  #house: House;
  #queues: QueueSource;
  #queue: MappedQueue;
  #mapping: Mapping;
  #matches: (record: object) => boolean;
  #running = 0;
  /** With a window one batch is gathered at a time, from its first receive on: of two that wait one would be forgotten. */
  #gathering = false;
  /** A batch that waits for more messages, until its window is over. */
  #open: { close: () => void } | undefined;
  #stopped = false;
  #end: (() => void)[];
  /** Nothing could be received although something is visible: news from the queue help, or time. */
  #stalled = false;
  #retry: Timer | undefined;
  #retryAfter = FIRST_RETRY_MS;
  #mostBatches: number;
  #pace: Pace;
  #nextPoll: Timer | undefined;

  constructor(house: House, lambda: Lambda, queues: QueueSource, mapping: Mapping, polling: Polling) {
    this.#house = house;
    this.#queues = queues;
    this.#queue = new MappedQueue(house, lambda, mapping);
    this.#mapping = mapping;
    this.#mostBatches = Math.min(mapping.ScalingConfig?.MaximumConcurrency ?? CONCURRENT_BATCHES, polling.batches);
    this.#pace = new Pace(house.clock, polling);
    this.#matches = matcher(mapping);
    this.#end = [
      house.usage.begin('sqs/request', 'ReceiveMessage (idle poll)', this.#queue.name, IDLE_POLLS_A_MINUTE),
      house.activity.addBacklog(() =>
        this.#stalled || this.#nextPoll ? 0 : queues.visibleCount(mapping.EventSourceArn),
      ),
      queues.onMessages(mapping.EventSourceArn, () => {
        this.#stalled = false;
        this.#pump();
      }),
    ];
    this.#pump();
  }

  stop(): void {
    this.#stopped = true;
    for (const end of this.#end) end();
    this.#retry?.cancel();
    this.#nextPoll?.cancel();
    // Its messages become visible again after their timeout.
    this.#open?.close();
  }

  #pump(): void {
    if (this.#stopped || this.#gathering || this.#running >= this.#mostBatches) return;
    const waiting = this.#queues.visibleCount(this.#mapping.EventSourceArn);
    if (waiting === 0 || (waiting < this.#mapping.BatchSize && this.#polledJustNow())) return;
    this.#pace.polled();
    this.#gathering = this.#mapping.MaximumBatchingWindowInSeconds > 0;
    this.#start(() => this.#oneBatch());
  }

  /** If so, it is polled again as soon as it may be. */
  #polledJustNow(): boolean {
    const { left } = this.#pace;
    if (left === 0) return false;
    this.#nextPoll ??= this.#house.clock.after(left, () => {
      this.#nextPoll = undefined;
      this.#pump();
    });
    return true;
  }

  #start(work: () => Promise<void>): void {
    this.#running += 1;
    void this.#house.activity
      .track(work)
      .then(() => {
        this.#retryAfter = FIRST_RETRY_MS;
      })
      .catch(() => {
        // The queue or the function is out of reach: what is in flight comes again by itself, what waits must be asked for.
        this.#stalled = true;
        this.#tryLater();
      })
      .finally(() => {
        this.#running -= 1;
        if (!this.#stalled) this.#pump();
        this.#house.activity.changed();
      });
  }

  #tryLater(): void {
    if (this.#retry || this.#stopped) return;
    this.#retry = this.#house.clock.after(this.#retryAfter, () => {
      this.#retry = undefined;
      this.#stalled = false;
      this.#pump();
    });
    this.#retryAfter = Math.min(this.#retryAfter * 2, LONGEST_RETRY_MS);
  }

  async #oneBatch(): Promise<void> {
    const batch: Batch = { messages: [], bytes: 0 };
    let kept = false;
    try {
      await this.#fill(batch);
      kept = this.#gathering && batch.messages.length > 0 && !this.#full(batch);
    } finally {
      this.#gathering = kept;
    }
    if (kept) return this.#keepOpen(batch);
    if (batch.messages.length === 0) {
      this.#stalled = true;
      return;
    }
    // While this batch runs, the next one may be gathered.
    this.#pump();
    await this.#process(batch.messages);
  }

  #full({ messages, bytes }: Batch): boolean {
    return messages.length >= this.#mapping.BatchSize || bytes >= MOST_BYTES;
  }

  /** Takes what is there, up to the size of a batch. */
  async #fill(batch: Batch): Promise<void> {
    // A receive that would find nothing is not made: AWS's pollers wait in a long poll, which is counted by time.
    while (!this.#full(batch) && !this.#stopped && this.#queues.visibleCount(this.#mapping.EventSourceArn) > 0) {
      const max = Math.min(RECEIVE_AT_ONCE, this.#mapping.BatchSize - batch.messages.length);
      const received = await this.#queue.receive(max);
      batch.messages.push(...received);
      batch.bytes += received.reduce((sum, { Body }) => sum + Buffer.byteLength(Body), 0);
      if (received.length < max) return;
    }
  }

  #keepOpen(batch: Batch): void {
    const { EventSourceArn, MaximumBatchingWindowInSeconds: window } = this.#mapping;
    let filling: Promise<void> = Promise.resolve();
    const close = () => {
      timer.cancel();
      endListening();
      this.#open = undefined;
      this.#gathering = false;
    };
    const finish = () => {
      if (this.#open?.close !== close) return;
      close();
      this.#start(async () => {
        await filling;
        await this.#process(batch.messages);
      });
      this.#pump();
    };
    const timer = this.#house.clock.after(window * 1000, finish);
    const endListening = this.#queues.onMessages(EventSourceArn, () => {
      // One after the other: two at once would take more than a batch holds.
      const fill = async () => {
        if (this.#open?.close === close) await this.#fill(batch);
        if (this.#full(batch)) finish();
      };
      filling = this.#house.activity.track(filling.then(fill)).catch(() => {});
    });
    this.#open = { close };
  }

  async #process(messages: Message[]): Promise<void> {
    const records = messages.map((message) => ({
      message,
      record: recordOf(message, this.#mapping, this.#house.region),
    }));
    const wanted = records.filter(({ record }) => this.#matches(record));
    const unwanted = records.filter((each) => !wanted.includes(each)).map(({ message }) => message);
    // As on AWS, what the filter leaves out is deleted from the queue.
    if (unwanted.length > 0) await this.#queue.delete(unwanted);
    if (wanted.length === 0) return;
    const Records = wanted.map(({ record }) => record);
    const { Payload = '', FunctionError } = await invokeMapped(this.#house, this.#mapping, { Records });
    // Failed messages become visible again when their visibility timeout ends.
    if (FunctionError) return;
    const ids = wanted.map(({ message }) => message.MessageId);
    const failed = this.#mapping.FunctionResponseTypes.includes('ReportBatchItemFailures')
      ? failedIdentifiers(Payload, ids)
      : new Set<string>();
    const done = wanted.map(({ message }) => message).filter(({ MessageId }) => !failed.has(MessageId));
    if (done.length > 0) await this.#queue.delete(done);
  }
}
