import type { ServicePrincipal } from '../../gateway/service.ts';
/** A schedule and its target, in the API's own shape. */
export interface Target {
  Arn: string;
  RoleArn: string;
  Input?: string;
  RetryPolicy?: { MaximumEventAgeInSeconds?: number; MaximumRetryAttempts?: number };
  DeadLetterConfig?: { Arn?: string };
  SqsParameters?: { MessageGroupId?: string };
  EventBridgeParameters?: { DetailType: string; Source: string };
}

/** Times are milliseconds since the epoch. */
export interface Schedule {
  name: string;
  group: string;
  arn: string;
  expression: string;
  timeZone: string;
  startDate?: number;
  endDate?: number;
  description?: string;
  state: 'ENABLED' | 'DISABLED';
  flexibleTimeWindow: { Mode: 'OFF' | 'FLEXIBLE'; MaximumWindowInMinutes?: number };
  actionAfterCompletion: 'NONE' | 'DELETE';
  target: Target;
  createdAt: number;
  modifiedAt: number;
  /** The next moment it is due, kept so that a restart knows what it missed. */
  nextDue?: number;
}

export interface Group {
  name: string;
  arn: string;
  createdAt: number;
  modifiedAt: number;
  tags: Record<string, string>;
}

/** Joins schedules with what they can reach; the service itself knows none of it. */
export interface ScheduleTargets {
  /** Throws when the endpoint cannot deliver to such a target, or the target lacks what its kind needs. */
  check(target: Target): void;
  /** Sends to one target; answers an error in the place of each that failed. */
  send(target: Target, scheduleArn: string, parcels: { id: string; payload: string }[]): Promise<(Error | undefined)[]>;
}

/** Scheduler as it takes a target's role, on behalf of the schedule's group: https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html */
export const schedulerFor = (scheduleArn: string): ServicePrincipal => ({
  kind: 'service',
  service: 'scheduler.amazonaws.com',
  sourceArn: scheduleArn.replace(/:schedule\/([^/]+)\/.*$/, ':schedule-group/$1'),
});
