import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StepFunction } from './grants.ts';
import { Regularly } from './regularly.ts';

/** A sweep: it mends what a lost record or a crash left open, so that nothing hangs on one delivery. */
export class EveryFiveMinutes extends Regularly {
  constructor(scope: Construct, id: string, sweep: StepFunction) {
    super(scope, id, sweep, Duration.minutes(5));
  }
}
