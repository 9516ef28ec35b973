import { Unsupported } from '../../gateway/aws-error.ts';
import type { House, Operation, Service } from '../../gateway/service.ts';
import { stepFunctionsAccess } from './access.ts';
import {
  describeExecution,
  describeStateMachineForExecution,
  listExecutions,
  stopExecution,
} from './api/executions.ts';
import { getExecutionHistory } from './api/history.ts';
import { startExecution, startSyncExecution } from './api/start-execution.ts';
import {
  createStateMachine,
  deleteStateMachine,
  describeStateMachine,
  listStateMachines,
  listTagsForResource,
  tagResource,
  untagResource,
  updateStateMachine,
  validateStateMachineDefinition,
} from './api/state-machines.ts';
import { sendTaskFailure, sendTaskHeartbeat, sendTaskSuccess } from './api/task-callbacks.ts';
import type { SchemaCheck } from './definition/read-definition.ts';
import { checkSchema } from './definition/schema-check.ts';
import { Executor } from './execution/executor.ts';
import { ExpressRuns } from './execution/express-runs.ts';
import { TaskTokens } from './execution/task-tokens.ts';
import { MachineCatalog } from './machine/machine-catalog.ts';
import { type ReadObject, stateMachineResource } from './state-machine-resource.ts';

interface StepFunctionsOptions {
  /** Reads a definition that a template gives as an object in S3. */
  readObject?: ReadObject;
  schema?: SchemaCheck;
}

export const createStepFunctions = (
  house: House,
  { readObject, schema = checkSchema }: StepFunctionsOptions = {},
): Service => {
  const machines = new MachineCatalog(house, schema);
  const tokens = new TaskTokens(house);
  const executor = new Executor(house, tokens, (execution) => {
    const revision = machines.revision(execution.machineArn, execution.revisionId);
    return revision?.loggingConfiguration;
  });
  const express = new ExpressRuns(house);
  const operations: Record<string, Operation> = {
    CreateStateMachine: createStateMachine(house, machines),
    UpdateStateMachine: updateStateMachine(house, machines),
    DeleteStateMachine: deleteStateMachine(machines, executor),
    DescribeStateMachine: describeStateMachine(machines),
    ListStateMachines: listStateMachines(machines),
    ValidateStateMachineDefinition: validateStateMachineDefinition(machines),
    DescribeStateMachineForExecution: describeStateMachineForExecution(machines, executor),
    StartExecution: startExecution(house, machines, executor, express),
    StartSyncExecution: startSyncExecution(house, machines, express),
    StopExecution: stopExecution(house, executor),
    DescribeExecution: describeExecution(executor),
    ListExecutions: listExecutions(machines, executor),
    GetExecutionHistory: getExecutionHistory(house, executor),
    SendTaskSuccess: sendTaskSuccess(tokens),
    SendTaskFailure: sendTaskFailure(tokens),
    SendTaskHeartbeat: sendTaskHeartbeat(tokens),
    ListTagsForResource: listTagsForResource(machines),
    TagResource: tagResource(machines),
    UntagResource: untagResource(machines),
    TestState: () => {
      throw new Unsupported('TestState');
    },
  };
  return {
    name: 'states',
    protocol: { kind: 'json', targets: ['AWSStepFunctions'] },
    operations,
    access: stepFunctionsAccess(house, tokens),
    resources: { 'AWS::StepFunctions::StateMachine': stateMachineResource(operations, readObject) },
    async start() {
      executor.resume((execution) => machines.compiled(execution.machineArn, execution.revisionId));
    },
    async stop() {
      express.shutDown();
      await executor.shutDown();
    },
  };
};
