import { SFNClient, StartSyncExecutionCommand } from '@aws-sdk/client-sfn';

/** Runs an Express workflow to its end and returns its output; throws WorkflowFailed by the error's name. */
export type SyncWorkflow<Input, Output> = (input: Input) => Promise<Output>;

export class WorkflowFailed extends Error {
  override name = 'WorkflowFailed';
}

export const syncWorkflow = <Input, Output>(stateMachineArn: string): SyncWorkflow<Input, Output> => {
  const client = new SFNClient({});
  return async (input) => {
    const result = await client.send(new StartSyncExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }));
    if (result.status !== 'SUCCEEDED' || result.output === undefined) {
      throw new WorkflowFailed(
        `${result.executionArn} ended ${result.status}: ${result.error ?? 'no error was named'}.`,
      );
    }
    return JSON.parse(result.output);
  };
};
