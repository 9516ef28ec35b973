import type { Clock, Timer } from '../../clock.ts';
import type { Collection, Store } from '../../store/store.ts';
import { type QueueAttributes, type Redrive, redriveOf } from './attributes.ts';
import { DueHeap } from './due-heap.ts';
import { overLimit } from './errors.ts';
import type { Message } from './message.ts';

/** What the store keeps of a queue besides its messages. Times in milliseconds. */
export interface QueueRecord {
  name: string;
  arn: string;
  createdAt: number;
  modifiedAt: number;
  purgedAt?: number;
  attributes: QueueAttributes;
  tags: Record<string, string>;
}

export interface Surroundings {
  clock: Clock;
  store: Store;
  messages: Collection<Message>;
  /** Puts a message that was received too often into its dead-letter queue; false when that queue is gone. */
  bury(message: Message, from: Queue, redrive: Redrive): boolean;
  /** Told when messages can be received that could not be before. */
  onVisible(queue: Queue): void;
}

const IN_FLIGHT_LIMIT = { standard: 120_000, fifo: 20_000 };

/**
 * One queue: every message is in the store, and in memory either ready or hidden (delayed or in flight).
 * All changes are synchronous, so no two receivers can ever take the same message.
 */
export class Queue {
  readonly record: QueueRecord;
  #around: Surroundings;
  #ready = new Map<string, Message>();
  #hidden = new Map<string, Message>();
  #due = new DueHeap();
  #timer: Timer | undefined;
  #timerAt = Number.POSITIVE_INFINITY;
  #outOfOrder = false;

  constructor(record: QueueRecord, around: Surroundings) {
    this.record = record;
    this.#around = around;
    for (const [, message] of around.messages.entries(`${record.name}/`)) this.#place(message);
    this.#arm();
  }

  get arn(): string {
    return this.record.arn;
  }

  get fifo(): boolean {
    return this.record.attributes.FifoQueue === 'true';
  }

  milliseconds(attribute: string): number {
    return Number(this.record.attributes[attribute]) * 1000;
  }

  get visible(): number {
    this.#dropExpired();
    return this.#ready.size;
  }

  counts(): { visible: number; inFlight: number; delayed: number } {
    let inFlight = 0;
    for (const message of this.#hidden.values()) if (message.inFlight) inFlight += 1;
    return { visible: this.visible, inFlight, delayed: this.#hidden.size - inFlight };
  }

  /** When the oldest message that is still here was sent; undefined when there is none. */
  get oldestSentAt(): number | undefined {
    this.#dropExpired();
    let oldest: number | undefined;
    for (const messages of [this.#ready, this.#hidden])
      for (const { sentAt } of messages.values()) if (oldest === undefined || sentAt < oldest) oldest = sentAt;
    return oldest;
  }

  find(id: string): Message | undefined {
    return this.#ready.get(id) ?? this.#hidden.get(id);
  }

  /** Adds messages in one write; they are safe from `kill -9` when it returns. */
  add(messages: readonly Message[]): void {
    this.#around.store.transaction(() => {
      for (const message of messages) this.#save(message);
    });
    for (const message of messages) this.#place(message);
    this.#arm();
    if (this.#ready.size > 0) this.#around.onVisible(this);
  }

  /** Hands out up to `max` ready messages, and moves those that were received too often to the dead-letter queue. */
  take(max: number, visibilityMilliseconds: number, receipt: () => string): Message[] {
    if (this.#ready.size === 0) return [];
    const limit = this.fifo ? IN_FLIGHT_LIMIT.fifo : IN_FLIGHT_LIMIT.standard;
    if (this.#hidden.size >= limit && this.counts().inFlight >= limit) throw overLimit();
    const now = this.#around.clock.now();
    return this.#around.store.transaction(() => {
      const taken = this.#choose(max, now);
      for (const message of taken) {
        this.#ready.delete(message.id);
        message.receiveCount += 1;
        message.firstReceivedAt ??= now;
        message.receipt = receipt();
        message.inFlight = true;
        if (visibilityMilliseconds > 0) this.#hide(message, now + visibilityMilliseconds);
        else this.#show(message);
        this.#save(message);
      }
      this.#arm();
      return taken;
    });
  }

  #choose(max: number, now: number): Message[] {
    const redrive = redriveOf(this.record.attributes);
    const expired = now - this.milliseconds('MessageRetentionPeriod');
    const busyGroups = this.#busyGroups();
    this.#restoreOrder();
    const chosen: Message[] = [];
    for (const message of this.#ready.values()) {
      if (chosen.length >= max) break;
      if (message.sentAt <= expired) this.remove(message);
      else if (message.groupId !== undefined && busyGroups.has(message.groupId)) continue;
      else if (redrive && message.receiveCount - message.arrivedWith >= redrive.maxReceiveCount) {
        if (this.#around.bury(message, this, redrive)) this.remove(message);
        else chosen.push(message);
      } else chosen.push(message);
    }
    return chosen;
  }

  /** A FIFO queue delivers no further message of a group while one of it is in flight. */
  #busyGroups(): Set<string> {
    const groups = new Set<string>();
    if (this.fifo) for (const { groupId } of this.#hidden.values()) if (groupId !== undefined) groups.add(groupId);
    return groups;
  }

  #restoreOrder(): void {
    if (!this.#outOfOrder || !this.fifo) return;
    const sorted = [...this.#ready].sort(([, a], [, b]) => (a.sequence < b.sequence ? -1 : 1));
    this.#ready = new Map(sorted);
    this.#outOfOrder = false;
  }

  remove(message: Message): void {
    this.#around.messages.delete(this.#key(message));
    this.#ready.delete(message.id);
    if (this.#hidden.delete(message.id) && this.fifo && this.#ready.size > 0) this.#around.onVisible(this);
  }

  changeVisibility(message: Message, milliseconds: number): void {
    const now = this.#around.clock.now();
    if (milliseconds > 0) this.#hide(message, now + milliseconds);
    else this.#show(message);
    this.#save(message);
    this.#arm();
    if (milliseconds <= 0) this.#around.onVisible(this);
  }

  /** Takes messages out for good, oldest first, for a move to another queue. */
  readyMessages(max: number): Message[] {
    this.#dropExpired();
    return [...this.#ready.values()].slice(0, max);
  }

  clear(): void {
    this.#around.store.transaction(() => {
      for (const message of [...this.#ready.values(), ...this.#hidden.values()])
        this.#around.messages.delete(this.#key(message));
    });
    this.#ready.clear();
    this.#hidden.clear();
    this.#due.clear();
  }

  close(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#timerAt = Number.POSITIVE_INFINITY;
  }

  #key(message: Message): string {
    return `${this.record.name}/${message.sequence}`;
  }

  #save(message: Message): void {
    this.#around.messages.put(this.#key(message), message);
  }

  #place(message: Message): void {
    if (message.visibleAt > this.#around.clock.now()) this.#hide(message, message.visibleAt);
    else this.#show(message);
  }

  #hide(message: Message, until: number): void {
    message.visibleAt = until;
    this.#ready.delete(message.id);
    this.#hidden.set(message.id, message);
    this.#due.push(until, message.id);
  }

  #show(message: Message): void {
    if (message.receiveCount > 0) this.#outOfOrder = true;
    message.inFlight = false;
    message.visibleAt = Math.min(message.visibleAt, this.#around.clock.now());
    this.#hidden.delete(message.id);
    this.#ready.set(message.id, message);
  }

  #dropExpired(): void {
    const expired = this.#around.clock.now() - this.milliseconds('MessageRetentionPeriod');
    for (const message of this.#ready.values()) if (message.sentAt <= expired) this.remove(message);
  }

  /** One timer waits for the earliest hidden message. */
  #arm(): void {
    for (let next = this.#due.peek(); next; next = this.#due.peek()) {
      if (this.#hidden.get(next.id)?.visibleAt === next.at) {
        if (next.at >= this.#timerAt) return;
        this.#timer?.cancel();
        this.#timerAt = next.at;
        this.#timer = this.#around.clock.after(next.at - this.#around.clock.now(), () => this.#wake());
        return;
      }
      this.#due.pop();
    }
  }

  #wake(): void {
    this.#timerAt = Number.POSITIVE_INFINITY;
    const now = this.#around.clock.now();
    const before = this.#ready.size;
    for (let next = this.#due.peek(); next && next.at <= now; next = this.#due.peek()) {
      this.#due.pop();
      const message = this.#hidden.get(next.id);
      if (message && message.visibleAt <= now) this.#show(message);
    }
    this.#arm();
    if (this.#ready.size > before || this.fifo) this.#around.onVisible(this);
  }
}
