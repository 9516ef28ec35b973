import { InvalidExpression } from '../../cron-expression.ts';
import { AwsError, Unsupported } from '../../gateway/aws-error.ts';
import { parseScheduleExpression } from '../../schedule-expression.ts';
import { isTimeZone } from '../../time-zone.ts';
import type { Schedule, Target } from './schedule.ts';

export const validation = (message: string) => new AwsError('ValidationException', message);

/** Seconds since the epoch on the wire, ISO text in templates, a Date from an SDK caller inside the endpoint. */
function instantOf(value: unknown, name: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  const instant = typeof value === 'number' ? value * 1000 : new Date(value as string).getTime();
  if (Number.isNaN(instant)) throw validation(`Invalid ${name}.`);
  return instant;
}

export function nameOf(value: unknown, what: string): string {
  if (typeof value !== 'string' || !/^[\w.-]{1,64}$/.test(value)) {
    throw validation(
      `1 validation error detected: Value '${value}' at '${what}' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9a-zA-Z-_.]+$`,
    );
  }
  return value;
}

type Said = Pick<
  Schedule,
  | 'expression'
  | 'timeZone'
  | 'startDate'
  | 'endDate'
  | 'description'
  | 'state'
  | 'flexibleTimeWindow'
  | 'actionAfterCompletion'
  | 'target'
>;

/** All that a create or an update says of a schedule, with AWS's defaults for what it does not say. */
export function readSchedule(input: Record<string, unknown>): Said {
  const {
    ScheduleExpression,
    ScheduleExpressionTimezone = 'UTC',
    State = 'ENABLED',
    ActionAfterCompletion = 'NONE',
  } = input;
  if (input.KmsKeyArn !== undefined) throw new Unsupported('Scheduler KmsKeyArn');
  if (typeof ScheduleExpression !== 'string') throw validation('ScheduleExpression is required.');
  checkExpression(ScheduleExpression);
  if (!isTimeZone(String(ScheduleExpressionTimezone))) throw validation('Invalid Schedule Expression Timezone.');
  if (State !== 'ENABLED' && State !== 'DISABLED')
    throw validation(
      `Value '${State}' at 'state' failed to satisfy constraint: Member must satisfy enum value set: [ENABLED, DISABLED]`,
    );
  if (ActionAfterCompletion !== 'NONE' && ActionAfterCompletion !== 'DELETE')
    throw validation('Invalid ActionAfterCompletion.');
  const startDate = instantOf(input.StartDate, 'StartDate');
  const endDate = instantOf(input.EndDate, 'EndDate');
  if (startDate !== undefined && endDate !== undefined && endDate <= startDate)
    throw validation('The EndDate must come after the StartDate.');
  return {
    expression: ScheduleExpression,
    timeZone: String(ScheduleExpressionTimezone),
    ...{ startDate, endDate },
    description: input.Description as string | undefined,
    state: State,
    flexibleTimeWindow: readWindow(input.FlexibleTimeWindow),
    actionAfterCompletion: ActionAfterCompletion,
    target: readTarget(input.Target),
  };
}

function checkExpression(text: string): void {
  try {
    parseScheduleExpression(text);
  } catch (error) {
    throw error instanceof InvalidExpression ? validation(error.message) : error;
  }
}

function readWindow(value: unknown): Schedule['flexibleTimeWindow'] {
  const { Mode, MaximumWindowInMinutes: minutes } = (value ?? {}) as Record<string, unknown>;
  if (Mode === 'OFF' && minutes === undefined) return { Mode };
  if (Mode === 'FLEXIBLE' && typeof minutes === 'number' && minutes >= 1 && minutes <= 1440) {
    return { Mode, MaximumWindowInMinutes: minutes };
  }
  throw validation('FlexibleTimeWindow must be OFF, or FLEXIBLE with a MaximumWindowInMinutes from 1 to 1440.');
}

function readTarget(value: unknown): Target {
  const target = (value ?? {}) as Target;
  if (!target.Arn?.startsWith('arn:')) throw validation('Provided Arn is not in correct format.');
  if (!/^arn:aws[\w-]*:iam::\d{12}:role\/.+/.test(target.RoleArn ?? ''))
    throw validation('Provided RoleArn is not in correct format.');
  const { MaximumEventAgeInSeconds: age = 60, MaximumRetryAttempts: retries = 0 } = target.RetryPolicy ?? {};
  if (!(age >= 60 && age <= 86_400)) throw validation('MaximumEventAgeInSeconds must be between 60 and 86400.');
  if (!(retries >= 0 && retries <= 185)) throw validation('MaximumRetryAttempts must be between 0 and 185.');
  return target;
}
