import type { House } from '../../../gateway/service.ts';
import type { Journal } from '../interpreter/journal.ts';
import type { Callbacks, Run } from '../interpreter/run.ts';
import type { Json } from '../json.ts';
import { takeMachineRole } from '../machine/machine-role.ts';
import type { Execution } from './execution.ts';
import { countWork } from './work-count.ts';

/** Joins an execution with what it runs on; its calls are made as the state machine's role. */
export const createRun = (
  house: House,
  execution: Execution,
  journal: Journal,
  callbacks: Callbacks,
  executionEnded: (executionArn: string, then: () => void) => () => void,
): Run => {
  return {
    house,
    journal,
    callbacks,
    door: {
      region: house.region,
      call: async (service, operation, input) => {
        const principal = takeMachineRole(house, execution.roleArn, execution.machineArn, execution.name);
        return house.aws.call({ service, operation, input, principal });
      },
      executionEnded,
    },
    context: {
      Execution: {
        Id: execution.arn,
        Input: JSON.parse(execution.input) as Json,
        Name: execution.name,
        RoleArn: execution.roleArn,
        StartTime: new Date(execution.startDate).toISOString(),
        RedriveCount: 0,
      },
      StateMachine: { Id: execution.machineArn, Name: execution.machineName },
    },
    // AWS Step Functions Pricing: each time a step is executed, also by a retry. Express executions have other prices.
    countTransition() {
      if (execution.type === 'STANDARD') house.usage.add('states/transition', 'StateTransition', execution.machineName);
    },
    ...countWork(house.activity),
  };
};
