import { AwsError } from '../gateway/aws-error.ts';
import type { House, Principal } from '../gateway/service.ts';

export interface StreamRecord {
  eventID: string;
  dynamodb: { SequenceNumber: string; ApproximateCreationDateTime: number };
  [member: string]: unknown;
}

/** How far a shard has been read and dealt with; `iterator` only until the first batch of a stream read from LATEST. */
interface Checkpoint {
  sequenceNumber?: string;
  iterator?: string;
}

/** Reads one shard of a stream in order, from where an earlier life of the endpoint left off. */
export class ShardReader {
  readonly shardId: string;
  /** Nothing more will ever come. */
  closed = false;
  #house: House;
  #principal: Principal;
  #streamArn: string;
  #from: string;
  #key: string;
  #checkpoints;
  #iterator: string | undefined;

  constructor(
    house: House,
    principal: Principal,
    mapping: { UUID: string; StartingPosition?: string },
    streamArn: string,
    shardId: string,
  ) {
    this.shardId = shardId;
    this.#house = house;
    this.#principal = principal;
    this.#streamArn = streamArn;
    this.#from = mapping.StartingPosition ?? 'TRIM_HORIZON';
    this.#key = `${mapping.UUID}/${streamArn}/${shardId}`;
    this.#checkpoints = house.store.collection<Checkpoint>('stream-to-lambda.checkpoint');
  }

  /** The next records; none when all are read. */
  async read(limit: number): Promise<StreamRecord[]> {
    this.#iterator ??= await this.#begin();
    let output: { Records: StreamRecord[]; NextShardIterator?: string };
    try {
      output = await this.#call('GetRecords', { ShardIterator: this.#iterator, Limit: Math.min(limit, 1000) });
    } catch (error) {
      this.#iterator = undefined;
      // An iterator that was kept since the mapping began has expired: from the start, rather than lose records.
      if (error instanceof AwsError && error.status < 500 && this.#checkpoints.get(this.#key)?.iterator) {
        this.#checkpoints.put(this.#key, {});
        this.#from = 'TRIM_HORIZON';
      }
      throw error;
    }
    this.closed = output.NextShardIterator === undefined;
    // An empty answer's next iterator leads to the same place as this one.
    if (output.Records.length > 0) this.#iterator = output.NextShardIterator;
    return output.Records;
  }

  /** Forgets what was read since the last checkpoint: it will be read again. */
  rewind(): void {
    this.#iterator = undefined;
  }

  /** Everything up to this record is dealt with, also after a `kill -9`. */
  checkpoint({ dynamodb }: StreamRecord): void {
    this.#checkpoints.put(this.#key, { sequenceNumber: dynamodb.SequenceNumber });
  }

  async #begin(): Promise<string> {
    const { sequenceNumber, iterator } = this.#checkpoints.get(this.#key) ?? {};
    // Kept by an endpoint whose iterators did not name their stream.
    if (iterator !== undefined) return iterator.startsWith('arn:') ? iterator : `${this.#streamArn}|1|${iterator}`;
    if (sequenceNumber === undefined) {
      const fresh = await this.#iteratorOf({ ShardIteratorType: this.#from });
      if (this.#from === 'LATEST') this.#checkpoints.put(this.#key, { iterator: fresh });
      return fresh;
    }
    try {
      return await this.#iteratorOf({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: sequenceNumber });
    } catch (error) {
      if (!(error instanceof AwsError && error.code === 'TrimmedDataAccessException')) throw error;
      return this.#iteratorOf({ ShardIteratorType: 'TRIM_HORIZON' });
    }
  }

  async #iteratorOf(position: Record<string, unknown>): Promise<string> {
    const input = { StreamArn: this.#streamArn, ShardId: this.shardId, ...position };
    return (await this.#call<{ ShardIterator: string }>('GetShardIterator', input)).ShardIterator;
  }

  #call<Output>(operation: string, input: Record<string, unknown>): Promise<Output> {
    // Lambda's own reads of a stream are free.
    return this.#house.aws.call({ service: 'dynamodb', operation, input, principal: this.#principal, billed: 'not' });
  }
}
