import type { MachineType } from '../definition/read-definition.ts';

type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

export interface Conclusion {
  status: ExecutionStatus;
  /** JSON text. */
  output?: string;
  error?: string;
  cause?: string;
}

export interface Execution extends Conclusion {
  arn: string;
  name: string;
  type: MachineType;
  machineArn: string;
  machineName: string;
  revisionId: string;
  roleArn: string;
  /** JSON text as the caller gave it. */
  input: string;
  startDate: number;
  stopDate?: number;
  /** When the state machine's TimeoutSeconds run out (ms). */
  deadline?: number;
  traceHeader?: string;
}
