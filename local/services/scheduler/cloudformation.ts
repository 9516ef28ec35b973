import type { Properties, ResourceProvider, ResourceState } from '../../gateway/service.ts';
import type { Group, Schedule } from './schedule.ts';
import type { Schedules } from './schedules.ts';

/** `Ref` is the name of the schedule. */
export function scheduleResource(schedules: Schedules): ResourceProvider {
  const state = ({ name, arn }: Schedule): ResourceState => ({ physicalId: name, attributes: { Arn: arn } });
  const of = (physicalId: string, { GroupName }: Properties) => ({ Name: physicalId, GroupName });
  return {
    create: async (properties, context) =>
      state(schedules.create({ ...properties, Name: properties.Name ?? context.generateName(64) })),
    async update({ physicalId }, properties, previous) {
      if (properties.Name !== previous.Name || properties.GroupName !== previous.GroupName) return 'replace';
      return state(schedules.update({ ...properties, ...of(physicalId, properties) }));
    },
    async delete({ physicalId }, properties) {
      const { GroupName = 'default' } = properties;
      const schedule = schedules.all().find(({ name, group }) => name === physicalId && group === GroupName);
      if (schedule) schedules.delete(schedule);
    },
  };
}

export function groupResource(schedules: Schedules): ResourceProvider {
  const state = (group: Group): ResourceState => ({
    physicalId: group.name,
    attributes: {
      Arn: group.arn,
      State: 'ACTIVE',
      CreationDate: new Date(group.createdAt).toISOString(),
      LastModificationDate: new Date(group.modifiedAt).toISOString(),
    },
  });
  const tagsOf = ({ Tags = [] }: Properties) =>
    Object.fromEntries((Tags as { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value]));
  return {
    create: async (properties, context) =>
      state(
        schedules.createGroup((properties.Name as string | undefined) ?? context.generateName(64), {
          ...context.tags,
          ...tagsOf(properties),
        }),
      ),
    async update({ physicalId }, properties, previous, context) {
      if (properties.Name !== previous.Name) return 'replace';
      const group = { ...schedules.group(physicalId), tags: { ...context.tags, ...tagsOf(properties) } };
      schedules.saveGroup(group);
      return state(group);
    },
    async delete({ physicalId }) {
      if (schedules.groups().some(({ name }) => name === physicalId)) schedules.deleteGroup(physicalId);
    },
  };
}
