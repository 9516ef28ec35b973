import type { House, Operation } from '../../../gateway/service.ts';
import type { Executor } from '../execution/executor.ts';
import { historyEvent } from '../execution/history-detail.ts';
import type { HistoryEvent } from '../interpreter/journal.ts';
import { requireExecution } from './executions.ts';
import { pageOf } from './input.ts';

export const getExecutionHistory = (house: House, executor: Executor): Operation => {
  const stored = house.store.collection<HistoryEvent>('states.event');
  return (input) => {
    const execution = requireExecution(executor, input.executionArn);
    const events = stored.entries(`${execution.arn}#`).map(([, event]) => event);
    if (input.reverseOrder === true) events.reverse();
    const { page, nextToken } = pageOf(events, input.maxResults, input.nextToken);
    // AWS includes execution data unless told not to.
    const shown = page.map((event) => historyEvent(event, input.includeExecutionData !== false));
    return { events: shown, ...(nextToken ? { nextToken } : {}) };
  };
};
