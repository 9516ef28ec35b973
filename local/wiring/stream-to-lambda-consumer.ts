import { createHash } from 'node:crypto';
import type { Timer } from '../clock.ts';
import { compilePattern } from '../event-pattern/compile.ts';
import type { House, Principal } from '../gateway/service.ts';
import type { Lambda } from '../services/lambda/lambda.ts';
import type { Mapping } from '../services/lambda/mapping-record.ts';
import { functionRole } from '../services/lambda/role-credentials.ts';
import { Pace, type Polling } from './polling.ts';
import { StreamBatch } from './stream-to-lambda-batch.ts';
import { ShardReader, type StreamRecord } from './stream-to-lambda-reader.ts';

const BROKEN_RETRY_MS = 1000;

/** One event source mapping of a stream: reads in order, hands over in batches, tells nobody until that is done. */
export class StreamConsumer {
  readonly table: string;
  #house: House;
  #lambda: Lambda;
  #mapping: Mapping;
  #matches: (record: unknown) => boolean;
  #readers: ShardReader[] | undefined;
  #held = new Map<ShardReader, StreamRecord[]>();
  #endActivity = () => {};
  #window: Timer | undefined;
  #windowOver = false;
  #pumping = false;
  #again = false;
  #stopped = false;
  #batch: StreamBatch | undefined;
  /** Since when a shard waits at the same record, also when it is read again because nobody was there to take it. */
  #since = new Map<string, number>();
  #wait: Timer | undefined;
  #pace: Pace;
  /** What comes while a batch is handed over waits for the next poll, and goes with what comes until then. */
  #waits: boolean;

  constructor(house: House, lambda: Lambda, mapping: Mapping, polling: Polling) {
    this.#house = house;
    this.#lambda = lambda;
    this.#mapping = mapping;
    this.#pace = new Pace(house.clock, polling);
    this.#waits = polling.pauseMs > 0;
    this.table = /:table\/([^/]+)\//.exec(mapping.EventSourceArn)?.[1] ?? '';
    const matches = (mapping.FilterCriteria.Filters ?? []).map(({ Pattern }) => compilePattern(Pattern));
    this.#matches = matches.length === 0 ? () => true : (record) => matches.some((match) => match(record));
    this.poke();
  }

  /** There may be something new in the stream. */
  poke(): void {
    this.#again = true;
    if (this.#pumping || this.#stopped || this.#wait) return;
    const { left } = this.#pace;
    if (left > 0) {
      this.#pokeAfter(left);
      return;
    }
    this.#pumping = true;
    this.#endActivity = this.#house.activity.begin();
    void this.#pump()
      .catch(() => {
        // The engine or the function is out of reach; nothing was checkpointed, so nothing is lost.
        for (const reader of this.#readers ?? []) reader.rewind();
        this.#held.clear();
        this.#readers = undefined;
        this.#pokeAfter(BROKEN_RETRY_MS);
      })
      .finally(() => {
        this.#pumping = false;
        this.#endActivity();
        if (this.#again && !this.#wait) this.poke();
      });
  }

  #pokeAfter(milliseconds: number): void {
    this.#wait = this.#house.clock.after(milliseconds, () => {
      this.#wait = undefined;
      this.poke();
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#window?.cancel();
    this.#wait?.cancel();
    this.#batch?.abandon();
  }

  async #rest(wait: Promise<void>): Promise<void> {
    this.#endActivity();
    await wait;
    this.#endActivity = this.#house.activity.begin();
  }

  async #pump(): Promise<void> {
    this.#again = false;
    this.#readers ??= await this.#shards();
    for (const reader of this.#readers) await this.#drain(reader);
  }

  async #drain(reader: ShardReader): Promise<void> {
    const { BatchSize, MaximumBatchingWindowInSeconds: window } = this.#mapping;
    while (!this.#stopped) {
      const held = this.#held.get(reader) ?? [];
      const room = BatchSize - held.length;
      const read = room > 0 ? await reader.read(room) : [];
      held.push(...read);
      this.#held.set(reader, held);
      if (held.length === 0) break;
      if (window > 0 && held.length < BatchSize && !this.#windowOver) {
        if (read.length > 0) continue;
        this.#window ??= this.#house.clock.after(window * 1000, () => {
          this.#windowOver = true;
          this.poke();
        });
        return;
      }
      await this.#handOver(reader, held);
      if (this.#waits && held.length < BatchSize) {
        this.#again = true;
        break;
      }
    }
    // A shard that ended has successors.
    if (reader.closed) this.#readers = undefined;
  }

  async #handOver(reader: ShardReader, records: StreamRecord[]): Promise<void> {
    this.#held.delete(reader);
    this.#windowOver = false;
    this.#window?.cancel();
    this.#window = undefined;
    const wanted = records.map((record) => this.#record(record)).filter((record) => this.#matches(record));
    const identity = this.#lambda.identityOf(this.#mapping.functionName);
    if (!identity) throw new Error(`There is no function ${this.#mapping.functionName}.`);
    const since = this.#since.get(reader.shardId) ?? this.#house.clock.now();
    this.#since.set(reader.shardId, since);
    this.#pace.polled();
    this.#batch = new StreamBatch(this.#house, this.#mapping, identity, reader, since, (wait) => this.#rest(wait));
    if (wanted.length > 0) await this.#batch.deliver(wanted);
    const last = records.at(-1);
    // What the filter leaves out counts as dealt with.
    if (last && !this.#stopped) reader.checkpoint(last);
    this.#since.delete(reader.shardId);
  }

  async #shards(): Promise<ShardReader[]> {
    const { EventSourceArn: StreamArn } = this.#mapping;
    const { StreamDescription } = await this.#house.aws.call<{ StreamDescription: { Shards: { ShardId: string }[] } }>({
      ...{ service: 'dynamodb', operation: 'DescribeStream', input: { StreamArn }, principal: this.#principal },
    });
    return StreamDescription.Shards.map(
      ({ ShardId }) => new ShardReader(this.#house, this.#principal, this.#mapping, StreamArn, ShardId),
    );
  }

  get #principal(): Principal {
    const identity = this.#lambda.identityOf(this.#mapping.functionName);
    return identity ? functionRole(this.#house, identity) : { kind: 'service', service: 'lambda.amazonaws.com' };
  }

  #record(record: StreamRecord): StreamRecord {
    const { EventSourceArn } = this.#mapping;
    // The engine numbers events within a table; AWS's ids are unique, and consumers use them to recognise repeats.
    const eventID = createHash('md5').update(`${EventSourceArn} ${record.dynamodb.SequenceNumber}`).digest('hex');
    return { ...record, eventID, eventSourceARN: EventSourceArn };
  }
}
