import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IEventSourceDlq, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { StepFunction } from './grants.ts';

type TableStreamProps = {
  consumer: StepFunction;
  /** DynamoDB serves at most two consumers of a stream well. */
  tables: ITable[];
  startingPosition: StartingPosition;
  batchSize: number;
};

/** CDK's own destination also grants what a sender never does: asking the queue for its URL and attributes. */
const putAsideInto = (queue: IQueue): IEventSourceDlq => ({
  bind(_, consumer) {
    consumer.addToRolePolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }));
    return { destination: queue.queueArn };
  },
});

/** Streams of tables into a function: a record that fails is isolated, tried again, and put aside with an alarm. */
export class TableStream extends Construct {
  constructor(scope: Construct, id: string, { consumer, tables, startingPosition, batchSize }: TableStreamProps) {
    super(scope, id);
    const failures = new DeadLetterQueue(this, 'Failures', {
      holds: 'Words of stream records that could not be handled',
      section: 'stream-records-put-aside',
    });
    for (const table of tables) {
      consumer.resources.lambda.addEventSource(
        new DynamoEventSource(table, {
          startingPosition,
          batchSize,
          bisectBatchOnError: true,
          reportBatchItemFailures: true,
          retryAttempts: 10,
          maxRecordAge: Duration.hours(6),
          onFailure: putAsideInto(failures.queue),
        }),
      );
    }
  }
}
