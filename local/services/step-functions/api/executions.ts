import { randomUUID } from 'node:crypto';
import { AwsError } from '../../../gateway/aws-error.ts';
import type { House, Operation } from '../../../gateway/service.ts';
import type { Execution } from '../execution/execution.ts';
import type { Executor } from '../execution/executor.ts';
import type { Machine, MachineCatalog } from '../machine/machine-catalog.ts';
import { checkName, executionInput, pageOf } from './input.ts';
import { loggingOf, shownRevision, tracingOf } from './state-machines.ts';

export const EXPRESS_EXECUTION = ':express:';

export const newExecution = (
  house: House,
  machine: Machine,
  input: { name?: unknown; input?: unknown; traceHeader?: string },
): Execution => {
  const name = input.name === undefined || input.name === null ? randomUUID() : checkName(input.name);
  const base = machine.arn.replace(':stateMachine:', machine.type === 'EXPRESS' ? EXPRESS_EXECUTION : ':execution:');
  return {
    arn: machine.type === 'EXPRESS' ? `${base}:${name}:${randomUUID()}` : `${base}:${name}`,
    name,
    type: machine.type,
    machineArn: machine.arn,
    machineName: machine.name,
    revisionId: machine.revisionId,
    roleArn: machine.roleArn,
    input: executionInput(input.input),
    status: 'RUNNING',
    startDate: house.clock.now(),
    ...(input.traceHeader ? { traceHeader: input.traceHeader } : {}),
  };
};

/** AWS: the same name with the same input, while it runs, is the same execution; otherwise the name is taken. */
export const sameExecution = (executor: Executor, wanted: Execution): Execution | undefined => {
  const known = executor.find(wanted.arn);
  if (!known) return undefined;
  if (known.status === 'RUNNING' && known.input === wanted.input) return known;
  throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${wanted.arn}'`);
};

export const requireExecution = (executor: Executor, arn: unknown): Execution => {
  if (typeof arn !== 'string' || !/^arn:[^:]+:states:[^:]+:\d{12}:(execution|express):.+$/.test(arn))
    throw new AwsError('InvalidArn', `Invalid Arn: 'Resource type not valid in this context: ${String(arn)}'`);
  if (arn.includes(EXPRESS_EXECUTION))
    throw new AwsError('InvalidArn', "Invalid Arn: 'Resource type not valid in this context: express'");
  const execution = executor.find(arn);
  if (!execution) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  return execution;
};

const listItem = (execution: Execution) => ({
  executionArn: execution.arn,
  stateMachineArn: execution.machineArn,
  name: execution.name,
  status: execution.status,
  startDate: execution.startDate / 1000,
  ...(execution.stopDate === undefined ? {} : { stopDate: execution.stopDate / 1000 }),
  redriveCount: 0,
});

const optional = (members: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

export const describeExecution =
  (executor: Executor): Operation =>
  (input) => {
    const execution = requireExecution(executor, input.executionArn);
    const full = input.includedData !== 'METADATA_ONLY';
    return {
      ...listItem(execution),
      ...(full ? { input: execution.input, inputDetails: { included: true } } : {}),
      ...(full && execution.output !== undefined
        ? { output: execution.output, outputDetails: { included: true } }
        : {}),
      ...optional({ error: execution.error, cause: execution.cause, traceHeader: execution.traceHeader }),
      redriveStatus: 'NOT_REDRIVABLE',
      redriveStatusReason:
        execution.status === 'RUNNING'
          ? 'Execution is RUNNING and cannot be redriven'
          : 'RedriveExecution is not supported by the local endpoint',
    };
  };

export const listExecutions =
  (machines: MachineCatalog, executor: Executor): Operation =>
  (input) => {
    if (input.mapRunArn !== undefined)
      throw new AwsError('ValidationException', 'Map runs are not supported by the local endpoint');
    const machine = machines.require(input.stateMachineArn);
    if (machine.type === 'EXPRESS')
      throw new AwsError(
        'StateMachineTypeNotSupported',
        'State Machine Type Not Supported: This operation is not supported by this type of state machine',
      );
    const matching = executor
      .ofMachine(machine.arn)
      .filter(({ status }) => input.statusFilter === undefined || status === input.statusFilter)
      .sort((one, other) => other.startDate - one.startDate);
    const { page, nextToken } = pageOf(matching, input.maxResults, input.nextToken);
    return { executions: page.map(listItem), ...(nextToken ? { nextToken } : {}) };
  };

export const stopExecution =
  (house: House, executor: Executor): Operation =>
  async (input) => {
    const execution = requireExecution(executor, input.executionArn);
    if (execution.status === 'RUNNING') await executor.stop(execution.arn, input.error, input.cause);
    const stopDate = executor.find(execution.arn)?.stopDate ?? house.clock.now();
    return { stopDate: stopDate / 1000 };
  };

export const describeStateMachineForExecution =
  (machines: MachineCatalog, executor: Executor): Operation =>
  (input) => {
    const execution = requireExecution(executor, input.executionArn);
    const revision = machines.revision(execution.machineArn, execution.revisionId);
    if (!revision) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${execution.arn}'`);
    return {
      stateMachineArn: execution.machineArn,
      name: execution.machineName,
      definition: revision.definition,
      roleArn: revision.roleArn,
      updateDate: revision.updateDate / 1000,
      loggingConfiguration: loggingOf(revision.loggingConfiguration),
      tracingConfiguration: tracingOf(revision.tracingConfiguration),
      ...shownRevision(revision.revisionId),
    };
  };
