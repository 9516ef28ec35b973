import { Duration, Names } from 'aws-cdk-lib';
import type { EventSourceMappingOptions } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetterQueue, type DeadLetterQueueProps } from './dead-letter-queue.ts';
import { grantActions, type StepFunction } from './grants.ts';

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

  /**
   * Lets a function work on the messages. CDK's SqsEventSource grants more than a poller does (other visibility, the
   * queue's URL); the mapping keeps the name that CDK would give it.
   */
  feed(consumer: StepFunction, options: Omit<EventSourceMappingOptions, 'eventSourceArn'>): void {
    grantActions(
      consumer,
      ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      [this.queue.queueArn],
    );
    consumer.resources.lambda.addEventSourceMapping(`SqsEventSource:${Names.nodeUniqueId(this.queue.node)}`, {
      ...options,
      eventSourceArn: this.queue.queueArn,
    });
  }
}
