import type { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { StepFunction } from './grants.ts';

/** Starts a function by the clock. */
export class Regularly extends Construct {
  constructor(scope: Construct, id: string, started: StepFunction, every: Duration) {
    super(scope, id);
    const undelivered = new DeadLetterQueue(this, 'Undelivered', {
      holds: 'Sweeps that could not be started',
      section: 'sweeps-that-did-not-start',
    });
    new Rule(this, 'Rule', {
      schedule: Schedule.rate(every),
      targets: [
        new LambdaFunction(started.resources.lambda, {
          deadLetterQueue: undelivered.queue,
        }),
      ],
    });
  }
}
