import type { Operation } from '../../gateway/service.ts';
import { nameOf } from './input.ts';
import type { Group, Schedule } from './schedule.ts';
import type { Schedules } from './schedules.ts';

const seconds = (instant: number | undefined) => (instant === undefined ? undefined : instant / 1000);

const shape = (schedule: Schedule) => ({
  Arn: schedule.arn,
  Name: schedule.name,
  GroupName: schedule.group,
  ScheduleExpression: schedule.expression,
  ScheduleExpressionTimezone: schedule.timeZone,
  StartDate: seconds(schedule.startDate),
  EndDate: seconds(schedule.endDate),
  Description: schedule.description,
  State: schedule.state,
  FlexibleTimeWindow: schedule.flexibleTimeWindow,
  ActionAfterCompletion: schedule.actionAfterCompletion,
  Target: schedule.target,
  CreationDate: seconds(schedule.createdAt),
  LastModificationDate: seconds(schedule.modifiedAt),
});

const brief = ({ target, ...schedule }: Schedule) => ({
  Arn: schedule.arn,
  Name: schedule.name,
  GroupName: schedule.group,
  State: schedule.state,
  CreationDate: seconds(schedule.createdAt),
  LastModificationDate: seconds(schedule.modifiedAt),
  Target: { Arn: target.Arn },
});

const groupShape = (group: Group) => ({
  Arn: group.arn,
  Name: group.name,
  State: 'ACTIVE',
  CreationDate: seconds(group.createdAt),
  LastModificationDate: seconds(group.modifiedAt),
});

/** Numbers come as text in a query string. */
function page<T>(items: T[], { MaxResults, NextToken }: { MaxResults?: unknown; NextToken?: unknown }) {
  const from = Number(NextToken ?? 0);
  const to = from + Number(MaxResults ?? 100);
  return { items: items.slice(from, to), NextToken: to < items.length ? String(to) : undefined };
}

type Tag = { Key: string; Value: string };
const tagMap = (tags: Tag[] = []) => Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));

export function scheduleOperations(schedules: Schedules): Record<string, Operation> {
  const groupByArn = (arn: string) => schedules.group(String(arn).slice(String(arn).lastIndexOf('/') + 1));
  return {
    CreateSchedule: (input) => ({ ScheduleArn: schedules.create(input).arn }),
    GetSchedule: (input) => shape(schedules.schedule(input)),
    UpdateSchedule: (input) => ({ ScheduleArn: schedules.update(input).arn }),
    DeleteSchedule(input) {
      schedules.delete(schedules.schedule(input));
      return {};
    },
    ListSchedules({ GroupName, ScheduleGroup = GroupName, NamePrefix = '', State, ...paging }) {
      const found = schedules.all().filter(({ group, name, state }) => {
        const wanted = ScheduleGroup === undefined || ScheduleGroup === group;
        return wanted && name.startsWith(NamePrefix) && (State === undefined || State === state);
      });
      const { items, NextToken } = page(found, paging);
      return { Schedules: items.map(brief), NextToken };
    },
    CreateScheduleGroup: ({ Name, Tags }) => ({
      ScheduleGroupArn: schedules.createGroup(nameOf(Name, 'name'), tagMap(Tags)).arn,
    }),
    GetScheduleGroup: ({ Name }) => groupShape(schedules.group(Name)),
    DeleteScheduleGroup({ Name }) {
      schedules.deleteGroup(Name);
      return {};
    },
    ListScheduleGroups({ NamePrefix = '', ...paging }) {
      const { items, NextToken } = page(
        schedules.groups().filter(({ name }) => name.startsWith(NamePrefix)),
        paging,
      );
      return { ScheduleGroups: items.map(groupShape), NextToken };
    },
    ListTagsForResource: ({ ResourceArn }) => ({
      Tags: Object.entries(groupByArn(ResourceArn).tags).map(([Key, Value]) => ({ Key, Value })),
    }),
    TagResource({ ResourceArn, Tags }) {
      const group = groupByArn(ResourceArn);
      schedules.saveGroup({ ...group, tags: { ...group.tags, ...tagMap(Tags) } });
      return {};
    },
    UntagResource({ ResourceArn, TagKeys = [] }) {
      const group = groupByArn(ResourceArn);
      const gone = new Set([TagKeys].flat());
      schedules.saveGroup({
        ...group,
        tags: Object.fromEntries(Object.entries(group.tags).filter(([key]) => !gone.has(key))),
      });
      return {};
    },
  };
}
