import { randomUUID } from 'node:crypto';
import type { House } from '../gateway/service.ts';
import { deliver } from '../services/lambda/destination.ts';
import type { Mapping } from '../services/lambda/mapping-record.ts';
import { failedIdentifiers } from './queue-to-lambda-response.ts';
import { invokeMapped } from './stream-to-lambda-mappings.ts';
import type { ShardReader, StreamRecord } from './stream-to-lambda-reader.ts';

interface Identity {
  name: string;
  arn: string;
  role: string;
}

const BACKOFF_MS = 1000;
const LONGEST_BACKOFF_MS = 60_000;
/** How long a stream keeps its records. */
const LONGEST_AGE_MS = 24 * 3_600_000;

/** Hands records to a function until it takes them, they are too old, or the attempts are used up. */
export class StreamBatch {
  #house: House;
  #mapping: Mapping;
  #identity: Identity;
  #reader: ShardReader;
  /** A record's age is counted from when it was first read: the engine stamps records with the wall clock. */
  #readAt: number;
  #abandoned = false;
  #wake: (() => void) | undefined;

  /** Awaits what is no work left, such as the next attempt: who waits for idleness need not wait for it. */
  #resting: (wait: Promise<void>) => Promise<void>;

  constructor(
    house: House,
    mapping: Mapping,
    identity: Identity,
    reader: ShardReader,
    readAt: number,
    resting: (wait: Promise<void>) => Promise<void>,
  ) {
    this.#resting = resting;
    this.#house = house;
    this.#mapping = mapping;
    this.#identity = identity;
    this.#reader = reader;
    this.#readAt = readAt;
  }

  /** Stops between two attempts; the records will be read again. */
  abandon(): void {
    this.#abandoned = true;
    this.#wake?.();
  }

  async deliver(records: StreamRecord[]): Promise<void> {
    let left = records;
    for (let attempts = 1; left.length > 0 && !this.#abandoned; attempts += 1) {
      const failedAt = await this.#invoke(left);
      if (this.#abandoned) return;
      this.#checkpointBefore(left, failedAt);
      if (failedAt === left.length) return;
      // The stream goes on from the first failure; everything before it is done.
      left = left.slice(failedAt);
      const bisect = failedAt === 0 && this.#mapping.BisectBatchOnFunctionError && left.length > 1;
      const spent = this.#tooOld() ?? (bisect ? undefined : this.#exhausted(attempts));
      if (spent) {
        await this.#discard(left, attempts, spent);
        this.#checkpointBefore(left, left.length);
        return;
      }
      if (bisect) {
        const half = Math.ceil(left.length / 2);
        await this.deliver(left.slice(0, half));
        left = left.slice(half);
        // Splitting a batch uses up no attempt.
        attempts = 0;
        continue;
      }
      await this.#pause(Math.min(BACKOFF_MS * 2 ** (attempts - 1), LONGEST_BACKOFF_MS));
    }
  }

  /** Where the first failure is; `records.length` when there is none. */
  async #invoke(records: StreamRecord[]): Promise<number> {
    const age = this.#house.clock.now() - this.#readAt;
    this.#house.meter.record('AWS/Lambda', 'IteratorAge', { FunctionName: this.#mapping.functionName }, age);
    const { Payload = '', FunctionError } = await invokeMapped(this.#house, this.#mapping, { Records: records });
    if (FunctionError) return 0;
    if (!this.#mapping.FunctionResponseTypes.includes('ReportBatchItemFailures')) return records.length;
    const numbers = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
    const failed = failedIdentifiers(Payload, numbers);
    const first = numbers.findIndex((number) => failed.has(number));
    return first < 0 ? records.length : first;
  }

  #checkpointBefore(records: StreamRecord[], index: number): void {
    const last = records[index - 1];
    if (last) this.#reader.checkpoint(last);
  }

  #tooOld(): string | undefined {
    const { MaximumRecordAgeInSeconds: age = -1 } = this.#mapping;
    const oldest = age === -1 ? LONGEST_AGE_MS : age * 1000;
    return this.#house.clock.now() - this.#readAt > oldest ? 'MaximumRecordAgeExceeded' : undefined;
  }

  #exhausted(attempts: number): string | undefined {
    const { MaximumRetryAttempts: most = -1 } = this.#mapping;
    return most !== -1 && attempts > most ? 'RetryAttemptsExhausted' : undefined;
  }

  async #discard(records: StreamRecord[], attempts: number, condition: string): Promise<void> {
    const target = this.#mapping.DestinationConfig?.OnFailure?.Destination;
    const [first, last] = [records[0], records.at(-1)];
    if (!target || !first || !last) return;
    const arrival = ({ dynamodb }: StreamRecord) => new Date(dynamodb.ApproximateCreationDateTime * 1000).toISOString();
    const message = {
      requestContext: {
        requestId: randomUUID(),
        functionArn: this.#mapping.FunctionArn,
        condition,
        approximateInvokeCount: attempts,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: new Date(this.#house.clock.now()).toISOString(),
      DDBStreamBatchInfo: {
        shardId: this.#reader.shardId,
        startSequenceNumber: first.dynamodb.SequenceNumber,
        endSequenceNumber: last.dynamodb.SequenceNumber,
        approximateArrivalOfFirstRecord: arrival(first),
        approximateArrivalOfLastRecord: arrival(last),
        batchSize: records.length,
        streamArn: this.#mapping.EventSourceArn,
      },
    };
    await deliver(this.#house, this.#identity, target, message, 'Lambda Function Invocation Result - Failure');
  }

  #pause(milliseconds: number): Promise<void> {
    return this.#resting(
      new Promise((resolve) => {
        const timer = this.#house.clock.after(milliseconds, () => this.#wake?.());
        this.#wake = () => {
          timer.cancel();
          this.#wake = undefined;
          resolve();
        };
      }),
    );
  }
}
