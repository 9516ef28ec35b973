import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { OperatorAlarm } from './operator-alarm.ts';

export type DeadLetterQueueProps = {
  /** What lies in it. */
  holds: string;
  /** The section of the runbook that says how it is emptied. */
  section: string;
};

/** Where undeliverable messages are kept for two weeks. The first one rings. */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { holds, section }: DeadLetterQueueProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    new OperatorAlarm(this, 'Alarm', {
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      threshold: 1,
      means: `${holds} are waiting in a dead-letter queue, and are lost two weeks after they were first sent.`,
      section,
    });
  }
}
