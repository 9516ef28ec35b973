import { AwsError } from '../../../gateway/aws-error.ts';
import type { House, Operation } from '../../../gateway/service.ts';
import type { Execution } from '../execution/execution.ts';
import type { Executor } from '../execution/executor.ts';
import type { ExpressRuns } from '../execution/express-runs.ts';
import type { MachineCatalog } from '../machine/machine-catalog.ts';
import { newExecution, sameExecution } from './executions.ts';

/** Answers once the execution is durable (Standard) or begun (Express). */
export const startExecution =
  (house: House, machines: MachineCatalog, executor: Executor, express: ExpressRuns): Operation =>
  (input) => {
    const machine = machines.require(input.stateMachineArn);
    const execution = newExecution(house, machine, input);
    const compiled = machines.compiled(machine.arn, machine.revisionId);
    if (machine.type === 'EXPRESS') {
      void express.run(compiled, execution, machine.loggingConfiguration);
      return { executionArn: execution.arn, startDate: execution.startDate / 1000 };
    }
    const same = sameExecution(executor, execution);
    if (same) return { executionArn: same.arn, startDate: same.startDate / 1000 };
    const seconds = compiled.definition.TimeoutSeconds;
    executor.start(
      seconds === undefined ? execution : { ...execution, deadline: execution.startDate + seconds * 1000 },
      compiled,
    );
    return { executionArn: execution.arn, startDate: execution.startDate / 1000 };
  };

export const startSyncExecution =
  (house: House, machines: MachineCatalog, express: ExpressRuns): Operation =>
  async (input) => {
    const machine = machines.require(input.stateMachineArn);
    if (machine.type !== 'EXPRESS')
      throw new AwsError(
        'StateMachineTypeNotSupported',
        'State Machine Type Not Supported: This operation is not supported by this type of state machine',
      );
    const execution = newExecution(house, machine, input);
    const compiled = machines.compiled(machine.arn, machine.revisionId);
    const conclusion = await express.run(compiled, execution, machine.loggingConfiguration);
    return syncAnswer({ ...execution, ...conclusion }, house.clock.now(), input.includedData !== 'METADATA_ONLY');
  };

const syncAnswer = (execution: Execution, stopDate: number, full: boolean) => ({
  executionArn: execution.arn,
  stateMachineArn: execution.machineArn,
  name: execution.name,
  startDate: execution.startDate / 1000,
  stopDate: stopDate / 1000,
  status: execution.status,
  ...(full ? { input: execution.input, inputDetails: { included: true } } : {}),
  ...(full && execution.output !== undefined ? { output: execution.output, outputDetails: { included: true } } : {}),
  ...(execution.error === undefined ? {} : { error: execution.error }),
  ...(execution.cause === undefined ? {} : { cause: execution.cause }),
  ...(execution.traceHeader === undefined ? {} : { traceHeader: execution.traceHeader }),
  // AWS bills in steps of 100 ms and 64 MB; nothing is billed here, and memory is the smallest step.
  billingDetails: {
    billedMemoryUsedInMB: 64,
    billedDurationInMilliseconds: Math.max(100, Math.ceil((stopDate - execution.startDate) / 100) * 100),
  },
});
