import type { Timer } from './clock.ts';
import { AwsError } from './gateway/aws-error.ts';
import type { House } from './gateway/service.ts';
import type { Collection } from './store/store.ts';

export interface RetryPolicy {
  /** Retries after the first attempt. */
  maximumRetries: number;
  maximumAgeMilliseconds: number;
  /** How long to wait before the retry of this number, from 1. */
  backoffMilliseconds(retry: number): number;
}

/** Something that was acknowledged and has to reach its destination. */
export interface Delivery<Item> {
  id: string;
  /** Deliveries of one lane may be sent together, in order. */
  lane: string;
  item: Item;
  createdAt: number;
  attempts: number;
  dueAt: number;
}

export interface GivenUp {
  error: Error;
  /** Undefined when the error is one that no retry can mend. */
  exhausted?: 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';
}

interface Handlers<Item> {
  collection: string;
  policy(item: Item): RetryPolicy;
  /** Sends up to ten deliveries of one lane; answers an error in the place of each that failed. */
  send(deliveries: Delivery<Item>[]): Promise<(Error | undefined)[]>;
  giveUp(delivery: Delivery<Item>, reason: GivenUp): Promise<void>;
}

const BATCH = 10;
const retriable =
  /Throttl|TooManyRequests|ServiceUnavailable|InternalFailure|InternalError|ConcurrentModification|LimitExceeded/;

/** AWS retries what may pass by itself; what the target refuses goes to the dead-letter queue at once. */
function mayPass(error: Error): boolean {
  if (!(error instanceof AwsError)) return true;
  return error.status >= 500 ? error.status !== 501 : retriable.test(error.code);
}

/** At-least-once delivery: what was added is in the store until its destination took it or it was given up. */
export class DeliveryQueue<Item> {
  #house: House;
  #stored: Collection<Delivery<Item>>;
  #handlers: Handlers<Item>;
  #lanes = new Map<string, Delivery<Item>[]>();
  #draining = new Set<string>();
  #timers = new Set<Timer>();
  #stopped = false;
  #count = 0;

  constructor(house: House, handlers: Handlers<Item>) {
    this.#house = house;
    this.#handlers = handlers;
    this.#stored = house.store.collection(handlers.collection);
  }

  /** Writes at once (inside the caller's transaction, if it has one) and sends after the current call stack has ended. */
  add(items: readonly { lane: string; item: Item }[]): void {
    const now = this.#house.clock.now();
    const deliveries = items.map(({ lane, item }) => {
      this.#count += 1;
      // The key sorts by time, so a restart keeps the order.
      const id = `${String(now).padStart(14, '0')}-${String(this.#count).padStart(9, '0')}-${Math.random().toString(36).slice(2, 8)}`;
      return { id, lane, item, createdAt: now, attempts: 0, dueAt: now };
    });
    this.#house.store.transaction(() => {
      for (const delivery of deliveries) this.#stored.put(delivery.id, delivery);
    });
    for (const delivery of deliveries) this.#enqueue(delivery);
  }

  start(): void {
    for (const [, delivery] of this.#stored.entries()) this.#schedule(delivery);
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers) timer.cancel();
  }

  #schedule(delivery: Delivery<Item>): void {
    const wait = delivery.dueAt - this.#house.clock.now();
    if (wait <= 0) {
      this.#enqueue(delivery);
      return;
    }
    const timer = this.#house.clock.after(wait, () => {
      this.#timers.delete(timer);
      this.#enqueue(delivery);
    });
    this.#timers.add(timer);
  }

  #enqueue(delivery: Delivery<Item>): void {
    const { lane } = delivery;
    const waiting = this.#lanes.get(lane);
    if (waiting) waiting.push(delivery);
    else this.#lanes.set(lane, [delivery]);
    if (this.#draining.has(lane) || this.#stopped) return;
    this.#draining.add(lane);
    void this.#house.activity.track(() => this.#drain(lane));
  }

  async #drain(lane: string): Promise<void> {
    // Lets the caller answer, and more deliveries join the batch.
    await new Promise<void>((resolve) => setImmediate(resolve));
    for (;;) {
      const batch = this.#stopped ? undefined : this.#lanes.get(lane)?.splice(0, BATCH);
      if (!batch?.length) break;
      await this.#attempt(batch);
    }
    this.#lanes.delete(lane);
    this.#draining.delete(lane);
  }

  async #attempt(batch: Delivery<Item>[]): Promise<void> {
    let results: (Error | undefined)[];
    try {
      results = await this.#handlers.send(batch);
    } catch (reason) {
      const error = reason instanceof Error ? reason : new Error(String(reason));
      results = batch.map(() => error);
    }
    const failed: { delivery: Delivery<Item>; error: Error }[] = [];
    this.#house.store.transaction(() => {
      for (const [index, delivery] of batch.entries()) {
        const error = results[index];
        if (error) failed.push({ delivery, error });
        else this.#stored.delete(delivery.id);
      }
    });
    for (const { delivery, error } of failed) await this.#retryOrGiveUp(delivery, error);
  }

  async #retryOrGiveUp(delivery: Delivery<Item>, error: Error): Promise<void> {
    const now = this.#house.clock.now();
    const policy = this.#handlers.policy(delivery.item);
    delivery.attempts += 1;
    const wait = policy.backoffMilliseconds(delivery.attempts);
    let exhausted: GivenUp['exhausted'];
    if (delivery.attempts > policy.maximumRetries) exhausted = 'MaximumRetryAttempts';
    else if (now + wait - delivery.createdAt > policy.maximumAgeMilliseconds) exhausted = 'MaximumEventAgeInSeconds';
    if (exhausted === undefined && mayPass(error)) {
      delivery.dueAt = now + wait;
      this.#stored.put(delivery.id, delivery);
      this.#schedule(delivery);
      return;
    }
    await this.#handlers.giveUp(delivery, { error, exhausted: mayPass(error) ? exhausted : undefined });
    this.#stored.delete(delivery.id);
  }
}
