import { compilePattern } from '../event-pattern/compile.ts';
import type { House, Principal } from '../gateway/service.ts';
import type { Lambda } from '../services/lambda/lambda.ts';
import type { Mapping } from '../services/lambda/mapping-record.ts';
import { functionRole } from '../services/lambda/role-credentials.ts';
import { failedIdentifiers } from './queue-to-lambda-response.ts';
import { invokeMapped, type Wiring, wireMappings } from './stream-to-lambda-mappings.ts';

/** What the wiring needs of the queues; the SQS service has it. */
export interface QueueSource {
  /** Calls `listener` whenever messages may be received that could not be before. Returns how to stop listening. */
  onMessages(queueArn: string, listener: () => void): () => void;
  visibleCount(queueArn: string): number;
}

interface Message {
  MessageId: string;
  ReceiptHandle: string;
  Body: string;
  MD5OfBody: string;
  MD5OfMessageAttributes?: string;
  Attributes?: Record<string, string>;
  MessageAttributes?: Record<string, { DataType: string; StringValue?: string; BinaryValue?: string }>;
}

/** Lambda starts a queue with five batches at a time; here it stays at that, for a laptop's sake. */
const CONCURRENT_BATCHES = 5;
const RECEIVE_AT_ONCE = 10;
/** A batch ends before the invocation's payload would pass 6 MB. */
const MOST_BYTES = 5_500_000;

/** Carries messages from queues to functions, for every SQS event source mapping. */
export const connectQueues = (house: House, lambda: Lambda, queues: QueueSource): Wiring =>
  wireMappings(lambda, 'sqs', (mapping) => new QueueConsumer(house, lambda, queues, mapping));

interface Batch {
  messages: Message[];
  bytes: number;
}

class QueueConsumer {
  #house: House;
  #lambda: Lambda;
  #queues: QueueSource;
  #mapping: Mapping;
  #matches: (record: object) => boolean;
  #running = 0;
  /** A batch that waits for more messages, until its window is over. */
  #open: { close: () => void } | undefined;
  #stopped = false;
  #end: (() => void)[];
  /** Nothing could be received although something is visible: only news from the queue help. */
  #stalled = false;

  constructor(house: House, lambda: Lambda, queues: QueueSource, mapping: Mapping) {
    this.#house = house;
    this.#lambda = lambda;
    this.#queues = queues;
    this.#mapping = mapping;
    this.#matches = matcher(mapping);
    this.#end = [
      house.activity.addBacklog(() => (this.#stalled ? 0 : queues.visibleCount(mapping.EventSourceArn))),
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
    // Its messages become visible again after their timeout.
    this.#open?.close();
  }

  #pump(): void {
    const most = this.#mapping.ScalingConfig?.MaximumConcurrency ?? CONCURRENT_BATCHES;
    if (this.#stopped || this.#open || this.#running >= most) return;
    if (this.#queues.visibleCount(this.#mapping.EventSourceArn) === 0) return;
    this.#start(() => this.#oneBatch());
  }

  #start(work: () => Promise<void>): void {
    this.#running += 1;
    void this.#house.activity
      .track(work)
      .catch(() => {
        // The queue or the function is gone or out of reach; the next message tries again.
        this.#stalled = true;
      })
      .finally(() => {
        this.#running -= 1;
        if (!this.#stalled) this.#pump();
        this.#house.activity.changed();
      });
  }

  async #oneBatch(): Promise<void> {
    const batch: Batch = { messages: [], bytes: 0 };
    await this.#fill(batch);
    if (batch.messages.length === 0) {
      this.#stalled = true;
      return;
    }
    if (this.#mapping.MaximumBatchingWindowInSeconds > 0 && !this.#full(batch)) {
      this.#keepOpen(batch);
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
    while (!this.#full(batch) && !this.#stopped) {
      const max = Math.min(RECEIVE_AT_ONCE, this.#mapping.BatchSize - batch.messages.length);
      const received = await this.#receive(max);
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
    const records = messages.map((message) => ({ message, record: this.#record(message) }));
    const wanted = records.filter(({ record }) => this.#matches(record));
    const unwanted = records.filter((each) => !wanted.includes(each)).map(({ message }) => message);
    // As on AWS, what the filter leaves out is deleted from the queue.
    if (unwanted.length > 0) await this.#delete(unwanted);
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
    if (done.length > 0) await this.#delete(done);
  }

  async #receive(MaxNumberOfMessages: number): Promise<Message[]> {
    const { Messages = [] } = await this.#sqs<{ Messages?: Message[] }>('ReceiveMessage', {
      MaxNumberOfMessages,
      WaitTimeSeconds: 0,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    return Messages;
  }

  async #delete(messages: Message[]): Promise<void> {
    for (let start = 0; start < messages.length; start += 10) {
      const Entries = messages
        .slice(start, start + 10)
        .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await this.#sqs('DeleteMessageBatch', { Entries });
    }
  }

  async #sqs<Output>(operation: string, input: Record<string, unknown>): Promise<Output> {
    const { url, account, aws } = this.#house;
    const QueueUrl = `${url}/${account}/${this.#mapping.EventSourceArn.split(':').at(-1)}`;
    const identity = this.#lambda.identityOf(this.#mapping.functionName);
    const principal: Principal = identity
      ? functionRole(this.#house, identity)
      : { kind: 'service', service: 'lambda.amazonaws.com' };
    return aws.call<Output>({ service: 'sqs', operation, input: { QueueUrl, ...input }, principal });
  }

  #record(message: Message) {
    return {
      messageId: message.MessageId,
      receiptHandle: message.ReceiptHandle,
      body: message.Body,
      attributes: message.Attributes ?? {},
      messageAttributes: Object.fromEntries(
        Object.entries(message.MessageAttributes ?? {}).map(([name, { DataType, StringValue, BinaryValue }]) => [
          name,
          {
            ...(StringValue !== undefined && { stringValue: StringValue }),
            ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
            stringListValues: [],
            binaryListValues: [],
            dataType: DataType,
          },
        ]),
      ),
      ...(message.MD5OfMessageAttributes && { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
      md5OfBody: message.MD5OfBody,
      eventSource: 'aws:sqs',
      eventSourceARN: this.#mapping.EventSourceArn,
      awsRegion: this.#house.region,
    };
  }
}

/** Filters see a body that is JSON as what it says, any other as text. */
const matcher = ({ FilterCriteria }: Mapping): ((record: object) => boolean) => {
  const matches = (FilterCriteria.Filters ?? []).map(({ Pattern }) => compilePattern(Pattern));
  if (matches.length === 0) return () => true;
  return (record) => {
    const seen = { ...record, body: parsed((record as { body: string }).body) };
    return matches.some((match) => match(seen));
  };
};

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
};
