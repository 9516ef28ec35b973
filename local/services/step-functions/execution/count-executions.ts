import type { House } from '../../../gateway/service.ts';
import type { Execution } from './execution.ts';

const METRICS: Record<Execution['status'], string> = {
  RUNNING: 'ExecutionsStarted',
  SUCCEEDED: 'ExecutionsSucceeded',
  FAILED: 'ExecutionsFailed',
  TIMED_OUT: 'ExecutionsTimedOut',
  ABORTED: 'ExecutionsAborted',
};

/** Counts an execution that has come into a status, under its state machine. */
export const countExecution = (house: House, machineArn: string, status: Execution['status']): void =>
  house.meter.record('AWS/States', METRICS[status], { StateMachineArn: machineArn });
