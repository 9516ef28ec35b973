import { type AccessMap, actionsOn, actionsOnAll, passRole } from '../../authorization/access.ts';
import type { House } from '../../gateway/service.ts';

interface Input {
  Name?: string;
  GroupName?: string;
  /** As the query string has it. */
  groupName?: string;
  Target?: { RoleArn?: string };
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridgescheduler.html */
export const schedulerAccess = ({ region, account }: House): AccessMap => {
  const prefix = `arn:aws:scheduler:${region}:${account}`;
  const schedule = ({ Name, groupName, GroupName = groupName ?? 'default' }: Input) =>
    `${prefix}:schedule/${GroupName}/${Name}`;
  const withRole = (operation: string) => (input: Input) => [
    { action: `scheduler:${operation}`, resource: schedule(input) },
    ...passRole(input.Target?.RoleArn, 'scheduler.amazonaws.com'),
  ];
  return {
    CreateSchedule: withRole('CreateSchedule'),
    UpdateSchedule: withRole('UpdateSchedule'),
    ...actionsOn('scheduler', schedule, ['GetSchedule', 'DeleteSchedule']),
    ...actionsOn('scheduler', ({ Name }: Input) => `${prefix}:schedule-group/${Name}`, [
      ...['CreateScheduleGroup', 'GetScheduleGroup', 'DeleteScheduleGroup'],
    ]),
    ...actionsOn('scheduler', ({ ResourceArn }) => String(ResourceArn), [
      ...['ListTagsForResource', 'TagResource', 'UntagResource'],
    ]),
    ...actionsOnAll('scheduler', ['ListSchedules', 'ListScheduleGroups']),
  };
};
