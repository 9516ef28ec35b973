import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { StepFunction } from './grants.ts';

/** A sweep: it mends what a lost record or a crash left open, so that nothing hangs on one delivery. */
export class EveryFiveMinutes extends Construct {
  constructor(scope: Construct, id: string, sweep: StepFunction) {
    super(scope, id);
    const undelivered = new DeadLetterQueue(this, 'Undelivered', {
      holds: 'Sweeps that could not be started',
      section: 'sweeps-that-did-not-start',
    });
    new Rule(this, 'Rule', {
      schedule: Schedule.rate(Duration.minutes(5)),
      targets: [
        new LambdaFunction(sweep.resources.lambda, {
          deadLetterQueue: undelivered.queue,
        }),
      ],
    });
  }
}
