import type { Timer } from '../../clock.ts';
import type { House } from '../../gateway/service.ts';

export interface LogEvent {
  timestamp: number;
  message: string;
  ingestionTime: number;
  /** Rises with every event of the endpoint's life: tells events of one millisecond apart, and serves as a cursor. */
  id: number;
  stream: string;
}

export interface LogGroup {
  name: string;
  creationTime: number;
  retentionInDays?: number;
  logGroupClass?: string;
  tags: Record<string, string>;
}

export interface LogStream {
  name: string;
  creationTime: number;
  firstEventTimestamp?: number;
  lastEventTimestamp?: number;
  lastIngestionTime?: number;
}

/** A group keeps its newest events only: a local log is read soon or never, and must not fill memory or disk. */
export const EVENTS_PER_GROUP = 4000;
const STREAMS_PER_GROUP = 200;
/** Log lines wait this long in memory, so that a line costs no disk write; a `kill -9` loses the last ones. */
const FLUSH_AFTER_MS = 1000;
const DAY_MS = 86_400_000;

type Chunk = LogEvent[];
/** Where a chunk is stored, and its last event. */
type Written = { key: string; lastId: number };

/** Groups, streams and events: in memory, written to the store in batches. */
export class LogBook {
  #house: House;
  #groups;
  #streams;
  #chunks;
  #events = new Map<string, LogEvent[]>();
  #fresh = new Map<string, LogEvent[]>();
  /** The stored chunks of a group, the oldest first: every flush would read them all to find which are too old. */
  #written = new Map<string, Written[]>();
  #known = new Map<string, Map<string, LogStream>>();
  #changedStreams = new Set<string>();
  #nextId: number;
  #timer: Timer | undefined;

  constructor(house: House) {
    this.#house = house;
    this.#groups = house.store.collection<LogGroup>('logs.group');
    this.#streams = house.store.collection<LogStream>('logs.stream');
    this.#chunks = house.store.collection<Chunk>('logs.events');
    this.#nextId = house.clock.now() * 1000;
    for (const [name] of this.#groups.entries()) {
      this.#known.set(name, new Map(this.#streams.entries(`${name}\n`).map(([, stream]) => [stream.name, stream])));
      const chunks = this.#chunks.entries(`${name}\n`);
      const events = chunks.flatMap(([, chunk]) => chunk);
      this.#events.set(name, events);
      this.#written.set(
        name,
        chunks.map(([key, chunk]) => ({ key, lastId: chunk.at(-1)?.id ?? 0 })),
      );
      this.#nextId = Math.max(this.#nextId, (events.at(-1)?.id ?? 0) + 1);
    }
  }

  groups(prefix = ''): LogGroup[] {
    return this.#groups.entries(prefix).map(([, group]) => group);
  }

  group(name: string): LogGroup | undefined {
    return this.#known.has(name) ? this.#groups.get(name) : undefined;
  }

  putGroup(group: LogGroup): void {
    this.#groups.put(group.name, group);
    if (!this.#known.has(group.name)) {
      this.#known.set(group.name, new Map());
      this.#events.set(group.name, []);
    }
  }

  deleteGroup(name: string): void {
    this.#groups.delete(name);
    for (const collection of [this.#streams, this.#chunks])
      for (const [key] of collection.entries(`${name}\n`)) collection.delete(key);
    for (const map of [this.#known, this.#events, this.#fresh, this.#written]) map.delete(name);
  }

  streams(group: string): LogStream[] {
    return [...(this.#known.get(group)?.values() ?? [])];
  }

  stream(group: string, name: string): LogStream | undefined {
    return this.#known.get(group)?.get(name);
  }

  putStream(group: string, stream: LogStream): void {
    const streams = this.#known.get(group);
    streams?.set(stream.name, stream);
    this.#streams.put(`${group}\n${stream.name}`, stream);
    if (streams && streams.size > STREAMS_PER_GROUP) {
      const [oldest] = streams.keys();
      if (oldest !== undefined) this.deleteStream(group, oldest);
    }
  }

  deleteStream(group: string, name: string): void {
    this.#known.get(group)?.delete(name);
    this.#streams.delete(`${group}\n${name}`);
    this.#events.set(
      group,
      this.events(group).filter((event) => event.stream !== name),
    );
    this.#rewrite(group);
  }

  /** In the order of their arrival. */
  events(group: string): LogEvent[] {
    const events = this.#events.get(group) ?? [];
    const days = this.#groups.get(group)?.retentionInDays;
    if (days === undefined) return events;
    const horizon = this.#house.clock.now() - days * DAY_MS;
    return events.filter((event) => event.timestamp >= horizon);
  }

  append(group: string, stream: LogStream, messages: { timestamp: number; message: string }[]): void {
    const events = this.#events.get(group);
    if (!events || messages.length === 0) return;
    const ingestionTime = this.#house.clock.now();
    const fresh = this.#fresh.get(group) ?? [];
    for (const { timestamp, message } of messages) {
      const event = { timestamp, message, ingestionTime, id: this.#nextId++, stream: stream.name };
      events.push(event);
      fresh.push(event);
      stream.firstEventTimestamp ??= timestamp;
      stream.lastEventTimestamp = Math.max(stream.lastEventTimestamp ?? 0, timestamp);
    }
    stream.lastIngestionTime = ingestionTime;
    // Trimmed by a quarter at a time: a shift for every line would copy the array every time.
    if (events.length > EVENTS_PER_GROUP * 1.25) events.splice(0, events.length - EVENTS_PER_GROUP);
    this.#fresh.set(group, fresh);
    this.#changedStreams.add(`${group}\n${stream.name}`);
    this.#timer ??= this.#house.clock.after(FLUSH_AFTER_MS, () => this.flush());
  }

  flush(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#house.store.transaction(() => {
      for (const [group, events] of this.#fresh) this.#write(group, events);
      for (const key of this.#changedStreams) {
        const [group = '', name = ''] = key.split('\n');
        const stream = this.stream(group, name);
        if (stream) this.#streams.put(key, stream);
      }
    });
    this.#fresh.clear();
    this.#changedStreams.clear();
  }

  #write(group: string, events: LogEvent[]): void {
    const [first, last] = [events[0], events.at(-1)];
    if (!first || !last) return;
    const key = chunkKey(group, first);
    this.#chunks.put(key, events.slice(-EVENTS_PER_GROUP));
    const written = this.#written.get(group) ?? [];
    written.push({ key, lastId: last.id });
    const oldest = this.#events.get(group)?.[0]?.id ?? 0;
    for (let chunk = written[0]; chunk && chunk.lastId < oldest; chunk = written[0]) {
      this.#chunks.delete(chunk.key);
      written.shift();
    }
    this.#written.set(group, written);
  }

  #rewrite(group: string): void {
    this.#fresh.delete(group);
    this.#house.store.transaction(() => {
      for (const [key] of this.#chunks.entries(`${group}\n`)) this.#chunks.delete(key);
      this.#written.delete(group);
      this.#write(group, this.#events.get(group) ?? []);
    });
  }
}

const chunkKey = (group: string, first: LogEvent) => `${group}\n${String(first.id).padStart(20, '0')}`;
