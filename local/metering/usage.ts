import type { Clock } from '../clock.ts';

/**
 * What AWS puts a price on, as `service/unit`. Each unit is counted by the rule of AWS's own pricing page; the rules stand
 * in this folder and where a service does what no API call shows.
 */
export type UsageType =
  | 'events/custom-event'
  | 'sqs/request'
  | 'sqs/fifo-request'
  | 'lambda/request'
  | 'lambda/gb-second'
  | 'lambda/gb-second-arm'
  | 'states/express-request'
  | 'states/express-gb-second'
  | 'states/transition'
  | 'dynamodb/write-unit'
  | 'dynamodb/read-unit'
  | 'dynamodb/stream-read-unit'
  | 'appsync/operation'
  | 'appsync/realtime-update'
  | 'appsync/connection-minute'
  | 'sns/request'
  | 'sns/email'
  | 'logs/byte'
  | 'scheduler/invocation';

/** What is billed under one heading: `SendMessage` of the queue `orders`. */
export interface UsageHeading {
  usageType: UsageType;
  operation: string;
  /** Name of the queue, function, table, index, bus, … */
  resource: string;
}

export interface UsageLine extends UsageHeading {
  amount: number;
}

const MINUTE_MS = 60_000;

/** What AWS would bill, counted since the endpoint's start, in memory: a count costs a lookup and an addition. */
export class Usage {
  readonly since: number;
  #clock: Clock;
  #lines = new Map<string, UsageLine>();
  #lasting = new Set<{ heading: UsageHeading; perMinute: number; from: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.since = clock.now();
  }

  add(usageType: UsageType, operation: string, resource: string, amount = 1): void {
    const key = `${usageType} ${operation} ${resource}`;
    const line = this.#lines.get(key);
    if (line) line.amount += amount;
    else this.#lines.set(key, { usageType, operation, resource, amount });
  }

  /** Begins what is billed by time: so much a minute, until the returned function is called. */
  begin(usageType: UsageType, operation: string, resource: string, perMinute = 1): () => void {
    const lasting = { heading: { usageType, operation, resource }, perMinute, from: this.#clock.now() };
    this.#lasting.add(lasting);
    return () => {
      if (this.#lasting.delete(lasting)) this.add(usageType, operation, resource, this.#lasted(lasting));
    };
  }

  /** Everything so far, with what is still lasting up to now. */
  lines(): UsageLine[] {
    const sums = new Map([...this.#lines].map(([key, line]) => [key, { ...line }]));
    for (const lasting of this.#lasting) {
      const { usageType, operation, resource } = lasting.heading;
      const key = `${usageType} ${operation} ${resource}`;
      const amount = (sums.get(key)?.amount ?? 0) + this.#lasted(lasting);
      sums.set(key, { ...lasting.heading, amount });
    }
    return [...sums.values()];
  }

  #lasted({ perMinute, from }: { perMinute: number; from: number }): number {
    return ((this.#clock.now() - from) / MINUTE_MS) * perMinute;
  }
}
