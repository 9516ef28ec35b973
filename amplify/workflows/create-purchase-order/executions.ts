import {
  DescribeExecutionCommand,
  ExecutionDoesNotExist,
  InvalidToken,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';

/** The names of recoveries begin so: one that fails is left to the sweep, or it would start itself for ever. */
export const RECOVERY_PREFIX = 'recover-';

/** The executions behind purchase orders. */
export type Executions = {
  isRunning(executionArn: string): Promise<boolean>;
  /** Wakes the waiting step. One that was woken before, or waits no more, is left alone. */
  wake(taskToken: string): Promise<void>;
  /** Applies the decision on the order's row in a new execution. */
  recover(purchaseOrderId: string): Promise<void>;
};

const nothingWaits = (error: unknown): boolean =>
  error instanceof TaskTimedOut || error instanceof TaskDoesNotExist || error instanceof InvalidToken;

export const executions = (stateMachineArn: string, newId: () => string): Executions => {
  const client = new SFNClient({});
  return {
    async isRunning(executionArn) {
      try {
        const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
        return status === 'RUNNING' || status === 'PENDING_REDRIVE';
      } catch (error) {
        if (error instanceof ExecutionDoesNotExist) return false;
        throw error;
      }
    },
    async wake(taskToken) {
      try {
        await client.send(new SendTaskSuccessCommand({ taskToken, output: '{}' }));
      } catch (error) {
        if (!nothingWaits(error)) throw error;
      }
    },
    async recover(purchaseOrderId) {
      await client.send(
        new StartExecutionCommand({
          stateMachineArn,
          name: `${RECOVERY_PREFIX}${newId()}`,
          input: JSON.stringify({ recover: purchaseOrderId }),
        }),
      );
    },
  };
};
