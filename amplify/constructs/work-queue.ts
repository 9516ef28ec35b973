import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetterQueue, type DeadLetterQueueProps } from './dead-letter-queue.ts';

type WorkQueueProps = {
  /** At least as long as its consumer may take, or a message comes again while it is worked on. */
  visibilityTimeout: Duration;
  /** Deliveries before a message is put aside. */
  maxReceiveCount: number;
  deadLetters: DeadLetterQueueProps;
};

/** A queue that loses nothing: what cannot be handled is put aside, kept for two weeks, and rings. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, { visibilityTimeout, maxReceiveCount, deadLetters }: WorkQueueProps) {
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', deadLetters);
    this.queue = new Queue(this, 'Queue', {
      visibilityTimeout,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: this.deadLetters.queue, maxReceiveCount },
    });
  }
}
