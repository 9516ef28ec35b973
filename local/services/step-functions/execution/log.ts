import { randomBytes } from 'node:crypto';
import { AwsError } from '../../../gateway/aws-error.ts';
import type { House } from '../../../gateway/service.ts';
import type { HistoryEvent } from '../interpreter/journal.ts';
import type { LoggingConfiguration } from '../machine/machine-catalog.ts';
import type { Execution } from './execution.ts';
import { withoutExecutionData } from './history-detail.ts';

const FATAL = new Set(['ExecutionAborted', 'ExecutionFailed', 'ExecutionTimedOut']);
const ERROR = /(Failed|TimedOut|Aborted)$/;

/** Which events a level keeps; undefined keeps none. */
export const keptEvents = (level: LoggingConfiguration['level']): ((type: string) => boolean) | undefined => {
  if (level === 'ALL') return () => true;
  if (level === 'ERROR') return (type) => ERROR.test(type);
  if (level === 'FATAL') return (type) => FATAL.has(type);
  return undefined;
};

/** AWS delivers these logs itself, once the machine's role was allowed to set the delivery up: see machine-role.ts. */
const DELIVERY = { kind: 'service', service: 'delivery.logs.amazonaws.com' } as const;

const warned = new Set<string>();
const streams = new WeakMap<House, Map<string, string>>();

/** Writes an execution's events into its log group. A log that cannot be written never fails the execution. */
export const writeLog = async (
  house: House,
  execution: Execution,
  logging: LoggingConfiguration,
  events: readonly HistoryEvent[],
): Promise<void> => {
  const groupArn = logging.destinations?.[0]?.cloudWatchLogsLogGroup?.logGroupArn;
  const logGroupName = groupArn?.split(':log-group:')[1]?.replace(/:\*$/, '');
  if (logGroupName === undefined) return;
  try {
    const logStreamName = await openStream(house, logGroupName, execution);
    const logEvents = events.map((event) => ({
      timestamp: event.timestamp,
      message: JSON.stringify(logLine(execution, event, logging.includeExecutionData === true)),
    }));
    await house.aws.call({
      service: 'logs',
      operation: 'PutLogEvents',
      input: { logGroupName, logStreamName, logEvents },
      principal: DELIVERY,
    });
  } catch (error) {
    warnOnce(logGroupName, error);
  }
};

/** AWS names the streams `states/<state machine>/<minute>/<random>`; one lasts here as long as the process. */
const openStream = async (house: House, logGroupName: string, execution: Execution): Promise<string> => {
  const known = streams.get(house) ?? new Map<string, string>();
  streams.set(house, known);
  const key = `${logGroupName}#${execution.machineName}`;
  const open = known.get(key);
  if (open !== undefined) return open;
  const minute = new Date(house.clock.now()).toISOString().slice(0, 16).replace(/[T:]/g, '-');
  const logStreamName = `states/${execution.machineName}/${minute}/${randomBytes(4).toString('hex')}`;
  await house.aws.call({
    service: 'logs',
    operation: 'CreateLogStream',
    input: { logGroupName, logStreamName },
    principal: DELIVERY,
  });
  known.set(key, logStreamName);
  return logStreamName;
};

const logLine = (execution: Execution, event: HistoryEvent, includeExecutionData: boolean) => ({
  id: String(event.id),
  type: event.type,
  details: includeExecutionData ? event.details : withoutExecutionData(event.details),
  previous_event_id: String(event.previousEventId),
  event_timestamp: String(event.timestamp),
  execution_arn: execution.arn,
});

const warnOnce = (logGroupName: string, error: unknown): void => {
  if (warned.has(logGroupName)) return;
  warned.add(logGroupName);
  const reason = error instanceof AwsError ? error.code : error instanceof Error ? error.message : String(error);
  console.warn(
    `Step Functions cannot write into the log group ${logGroupName}: ${reason}. Executions go on without it.`,
  );
};
