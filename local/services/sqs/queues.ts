import { randomUUID } from 'node:crypto';
import type { Timer } from '../../clock.ts';
import type { House } from '../../gateway/service.ts';
import type { Collection } from '../../store/store.ts';
import { acceptsRedriveFrom, type Redrive, redriveOf } from './attributes.ts';
import { invalidParameter, missingParameter, queueDoesNotExist } from './errors.ts';
import type { Message } from './message.ts';
import { Queue, type QueueRecord, type Surroundings } from './queue.ts';

interface Waiter {
  /** Tries to answer; false when nothing can be handed out yet. */
  serve(): boolean;
  giveUp(): void;
}

/** All queues of the account, and whoever waits for their messages. */
export class Queues {
  readonly house: House;
  readonly #records: Collection<QueueRecord>;
  readonly #around: Surroundings;
  readonly #byName = new Map<string, Queue>();
  readonly #waiters = new Map<string, Set<Waiter>>();
  readonly #listeners = new Map<string, Set<() => void>>();
  #lastSequence: bigint;

  constructor(house: House) {
    this.house = house;
    this.#records = house.store.collection('sqs.queue');
    this.#around = {
      clock: house.clock,
      store: house.store,
      messages: house.store.collection<Message>('sqs.message'),
      bury: (message, from, redrive) => this.#bury(message, from, redrive),
      onVisible: (queue) => this.#announce(queue),
    };
    // Above every sequence number given before a restart, as long as the clock has not been set back by more than a second.
    // A virtual clock may stand between two milliseconds.
    this.#lastSequence = BigInt(Math.trunc(Math.max(0, house.clock.now()))) * 1_000_000n;
    for (const [, message] of this.#around.messages.entries()) {
      if (BigInt(message.sequence) > this.#lastSequence) this.#lastSequence = BigInt(message.sequence);
    }
    for (const [, record] of this.#records.entries()) this.#byName.set(record.name, new Queue(record, this.#around));
  }

  nextSequence(): string {
    this.#lastSequence += 1n;
    return this.#lastSequence.toString().padStart(20, '0');
  }

  url(name: string): string {
    return `${this.house.url}/${this.house.account}/${name}`;
  }

  arn(name: string): string {
    return `arn:aws:sqs:${this.house.region}:${this.house.account}:${name}`;
  }

  create(record: QueueRecord): Queue {
    this.#records.put(record.name, record);
    const queue = new Queue(record, this.#around);
    this.#byName.set(record.name, queue);
    return queue;
  }

  save(queue: Queue): void {
    queue.record.modifiedAt = this.house.clock.now();
    this.#records.put(queue.record.name, queue.record);
  }

  delete(queue: Queue): void {
    this.house.store.transaction(() => {
      queue.clear();
      this.#records.delete(queue.record.name);
    });
    queue.close();
    this.#byName.delete(queue.record.name);
  }

  named(name: string): Queue | undefined {
    return this.#byName.get(name);
  }

  byArn(arn: string): Queue | undefined {
    const name = arn.slice(arn.lastIndexOf(':') + 1);
    return this.arn(name) === arn ? this.#byName.get(name) : undefined;
  }

  /** A queue is known by the path of its URL; the host may be another name of this endpoint. */
  byUrl(url: unknown): Queue {
    if (typeof url !== 'string' || url === '') throw missingParameter('QueueUrl');
    const path = URL.canParse(url) ? new URL(url).pathname : url;
    const [name = '', account] = path.split('/').filter(Boolean).reverse();
    const queue = account === undefined || account === this.house.account ? this.#byName.get(name) : undefined;
    if (!queue) throw queueDoesNotExist();
    return queue;
  }

  find(url: string): Queue | undefined {
    return this.#byName.get(url.slice(url.lastIndexOf('/') + 1));
  }

  all(): Queue[] {
    return [...this.#byName.values()].sort((a, b) => (a.record.name < b.record.name ? -1 : 1));
  }

  sourcesOf(deadLetters: Queue): Queue[] {
    return this.all().filter((queue) => redriveOf(queue.record.attributes)?.deadLetterTargetArn === deadLetters.arn);
  }

  checkRedrive(sourceArn: string, fifo: boolean, attributes: Record<string, string>): void {
    const redrive = redriveOf(attributes);
    if (!redrive) return;
    const target = this.byArn(redrive.deadLetterTargetArn);
    const refuse = (reason: string) =>
      invalidParameter(`Value ${attributes.RedrivePolicy} for parameter RedrivePolicy is invalid. Reason: ${reason}`);
    if (!target) throw refuse('Dead letter target does not exist.');
    if (target.fifo !== fifo) throw refuse('Dead-letter queue must be same type of queue as the source.');
    if (!acceptsRedriveFrom(target.record.attributes, sourceArn)) {
      throw refuse("Dead-letter target's redriveAllowPolicy does not allow this source queue.");
    }
  }

  /** A message keeps its id and its first send time in the dead-letter queue, as on AWS, so retention goes on counting. */
  #bury(message: Message, from: Queue, { deadLetterTargetArn }: Redrive): boolean {
    const target = this.byArn(deadLetterTargetArn);
    if (!target || !acceptsRedriveFrom(target.record.attributes, from.arn)) return false;
    const { receipt: _spent, ...kept } = message;
    target.add([
      {
        ...kept,
        sequence: this.nextSequence(),
        visibleAt: this.house.clock.now(),
        inFlight: false,
        arrivedWith: message.receiveCount,
        deadLetterSource: from.arn,
      },
    ]);
    return true;
  }

  listen(arn: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(arn) ?? new Set();
    this.#listeners.set(arn, listeners.add(listener));
    if ((this.byArn(arn)?.visible ?? 0) > 0) queueMicrotask(listener);
    return () => void listeners.delete(listener);
  }

  #announce(queue: Queue): void {
    for (const waiter of [...(this.#waiters.get(queue.arn) ?? [])]) if (!waiter.serve()) break;
    for (const listener of this.#listeners.get(queue.arn) ?? []) queueMicrotask(listener);
    this.house.activity.changed();
  }

  /** Resolves with what `take` brings, at once or when messages arrive, and with nothing after `milliseconds` or an abort. */
  poll(
    queue: Queue,
    take: () => Message[],
    milliseconds: number,
    signal?: AbortSignal,
  ): Message[] | Promise<Message[]> {
    const now = take();
    if (now.length > 0 || milliseconds <= 0 || signal?.aborted) return now;
    const waiters = this.#waiters.get(queue.arn) ?? new Set();
    this.#waiters.set(queue.arn, waiters);
    return new Promise((resolve, reject) => {
      let timer: Timer | undefined;
      const end = (messages: Message[]) => {
        waiters.delete(waiter);
        timer?.cancel();
        signal?.removeEventListener('abort', giveUp);
        resolve(messages);
      };
      const giveUp = () => end([]);
      const waiter: Waiter = {
        giveUp,
        serve() {
          try {
            const messages = take();
            if (messages.length > 0) end(messages);
            return messages.length > 0;
          } catch (error) {
            reject(error);
            waiters.delete(waiter);
            return false;
          }
        },
      };
      waiters.add(waiter);
      timer = this.house.clock.after(milliseconds, giveUp);
      signal?.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** Ends every long poll, empty-handed. */
  close(): void {
    for (const queue of this.#byName.values()) queue.close();
    for (const waiters of this.#waiters.values()) for (const waiter of [...waiters]) waiter.giveUp();
  }

  newId(): string {
    return randomUUID();
  }
}
