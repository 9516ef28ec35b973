import type { House } from '../../gateway/service.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';

/** What SQS tells CloudWatch of each queue every minute. */
const GAUGES: Record<string, (queue: Queue, now: number) => number> = {
  ApproximateNumberOfMessagesVisible: (queue) => queue.visible,
  ApproximateNumberOfMessagesNotVisible: (queue) => queue.counts().inFlight,
  ApproximateNumberOfMessagesDelayed: (queue) => queue.counts().delayed,
  /** In seconds, of those not yet deleted, waiting or in flight. */
  ApproximateAgeOfOldestMessage: (queue, now) => Math.floor((now - (queue.oldestSentAt ?? now)) / 1000),
};

export const gaugeQueues = (house: House, queues: Queues): void => {
  for (const [name, read] of Object.entries(GAUGES)) {
    house.meter.gauge('AWS/SQS', name, () =>
      queues.all().map((queue) => ({
        dimensions: { QueueName: queue.record.name },
        value: read(queue, house.clock.now()),
      })),
    );
  }
};
