import type { House, RestRoute, Service } from '../../gateway/service.ts';
import { schedulerAccess } from './access.ts';
import { groupResource, scheduleResource } from './cloudformation.ts';
import { scheduleOperations } from './operations.ts';
import type { ScheduleTargets } from './schedule.ts';
import { Schedules } from './schedules.ts';
import { Timetable } from './timetable.ts';

const routes: RestRoute[] = [
  { method: 'POST', path: '/schedules/{Name}', operation: 'CreateSchedule' },
  { method: 'GET', path: '/schedules/{Name}', operation: 'GetSchedule' },
  { method: 'PUT', path: '/schedules/{Name}', operation: 'UpdateSchedule' },
  { method: 'DELETE', path: '/schedules/{Name}', operation: 'DeleteSchedule' },
  { method: 'GET', path: '/schedules', operation: 'ListSchedules' },
  { method: 'POST', path: '/schedule-groups/{Name}', operation: 'CreateScheduleGroup' },
  { method: 'GET', path: '/schedule-groups/{Name}', operation: 'GetScheduleGroup' },
  { method: 'DELETE', path: '/schedule-groups/{Name}', operation: 'DeleteScheduleGroup' },
  { method: 'GET', path: '/schedule-groups', operation: 'ListScheduleGroups' },
  { method: 'GET', path: '/tags/{ResourceArn+}', operation: 'ListTagsForResource' },
  { method: 'POST', path: '/tags/{ResourceArn+}', operation: 'TagResource' },
  { method: 'DELETE', path: '/tags/{ResourceArn+}', operation: 'UntagResource' },
];

/** EventBridge Scheduler. `targets` is the wiring to other services. */
export function createScheduler(house: House, targets: ScheduleTargets): Service {
  const timetable = new Timetable(house, targets);
  const schedules = new Schedules(house, targets, timetable);
  return {
    name: 'scheduler',
    protocol: { kind: 'rest-json', routes },
    operations: scheduleOperations(schedules),
    access: schedulerAccess(house),
    resources: {
      'AWS::Scheduler::Schedule': scheduleResource(schedules),
      'AWS::Scheduler::ScheduleGroup': groupResource(schedules),
    },
    async start() {
      timetable.start();
    },
    async stop() {
      timetable.stop();
    },
  };
}
