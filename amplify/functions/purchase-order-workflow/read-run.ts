import {
  DescribeExecutionCommand,
  DescribeStateMachineForExecutionCommand,
  ExecutionDoesNotExist,
  paginateGetExecutionHistory,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import type { HistoryEvent } from '../../domain/workflow-run.ts';
import type { Run } from './purchase-order-workflow.ts';

/** As many as one page of the history holds; an order that was returned a hundred times has some more. */
const MOST_EVENTS = 1000;

/** The history without its data: in that stands the task token. */
const readEvents = async (client: SFNClient, executionArn: string): Promise<HistoryEvent[]> => {
  const events: HistoryEvent[] = [];
  const input = { executionArn, includeExecutionData: false, maxResults: MOST_EVENTS };
  for await (const page of paginateGetExecutionHistory({ client }, input)) {
    events.push(...(page.events ?? []));
    if (events.length >= MOST_EVENTS) break;
  }
  return events;
};

/** An execution as it is, with the definition that it runs by. AWS keeps one for ninety days after its end. */
export const runReader =
  (client: SFNClient) =>
  async (executionArn: string): Promise<Run | undefined> => {
    try {
      const [execution, machine, events] = await Promise.all([
        client.send(new DescribeExecutionCommand({ executionArn, includedData: 'METADATA_ONLY' })),
        client.send(new DescribeStateMachineForExecutionCommand({ executionArn })),
        readEvents(client, executionArn),
      ]);
      return {
        status: execution.status ?? 'RUNNING',
        startedAt: execution.startDate?.toISOString() ?? '',
        stoppedAt: execution.stopDate?.toISOString(),
        error: execution.error,
        definition: JSON.parse(machine.definition ?? '{}'),
        events,
      };
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) return undefined;
      throw error;
    }
  };
