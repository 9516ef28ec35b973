import type { Details, HistoryEvent } from '../interpreter/journal.ts';

/** Members that hold what the workflow works on: left out where execution data is not to be shown. */
const DATA = new Set(['input', 'output', 'parameters', 'assignedVariables', 'cause', 'error']);
/** AWS keeps error and cause in the history, also without execution data. */
const KEPT = new Set(['cause', 'error']);

export const withoutExecutionData = (details: Details | undefined): Details | undefined =>
  details && Object.fromEntries(Object.entries(details).filter(([name]) => KEPT.has(name) || !DATA.has(name)));

const memberOf = (type: string): string => {
  if (/^(Task|Pass|Choice|Wait|Parallel|Map|Succeed|Fail)StateEntered$/.test(type)) return 'stateEnteredEventDetails';
  if (/^(Task|Pass|Choice|Wait|Parallel|Map|Succeed)StateExited$/.test(type)) return 'stateExitedEventDetails';
  return `${type.slice(0, 1).toLowerCase()}${type.slice(1)}EventDetails`;
};

/** An event as GetExecutionHistory answers it. */
export const historyEvent = (event: HistoryEvent, includeExecutionData: boolean): Record<string, unknown> => ({
  timestamp: event.timestamp / 1000,
  type: event.type,
  id: event.id,
  previousEventId: event.previousEventId,
  ...detailsMember(event, includeExecutionData),
});

const detailsMember = ({ type, details }: HistoryEvent, includeExecutionData: boolean): Record<string, unknown> => {
  if (!details) return {};
  const shown: Record<string, unknown> = { ...(includeExecutionData ? details : withoutExecutionData(details)) };
  // AWS marks each datum as whole; data that it leaves out has no mark.
  for (const name of ['input', 'output', 'assignedVariables'])
    if (shown[name] !== undefined) shown[`${name}Details`] = { truncated: false };
  return { [memberOf(type)]: shown };
};
