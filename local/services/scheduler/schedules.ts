import { AwsError } from '../../gateway/aws-error.ts';
import type { House } from '../../gateway/service.ts';
import type { Collection } from '../../store/store.ts';
import { nameOf, readSchedule, validation } from './input.ts';
import { type Group, type Schedule, type ScheduleTargets, schedulerFor } from './schedule.ts';
import { keyOf, type Timetable } from './timetable.ts';

/** Some members go by another name in the query string: `groupName`, and `ScheduleGroup` in a list. */
const groupOf = (input: Record<string, unknown>) =>
  nameOf(input.GroupName ?? input.groupName ?? 'default', 'groupName');

const conflict = (message: string) => new AwsError('ConflictException', message, { status: 409 });
const notFound = (message: string) => new AwsError('ResourceNotFoundException', message, { status: 404 });

/** Schedules and their groups, as the operations and CloudFormation both change them. */
export class Schedules {
  readonly house: House;
  #targets: ScheduleTargets;
  #timetable: Timetable;
  #schedules: Collection<Schedule>;
  #groups: Collection<Group>;

  constructor(house: House, targets: ScheduleTargets, timetable: Timetable) {
    this.house = house;
    this.#targets = targets;
    this.#timetable = timetable;
    this.#schedules = house.store.collection('scheduler.schedule');
    this.#groups = house.store.collection('scheduler.group');
    if (!this.#groups.get('default')) this.createGroup('default', {});
  }

  create(input: Record<string, unknown>): Schedule {
    const name = nameOf(input.Name, 'name');
    const group = this.group(groupOf(input)).name;
    if (this.#schedules.get(keyOf({ group, name }))) throw conflict(`Schedule ${name} already exists.`);
    const arn = `arn:aws:scheduler:${this.house.region}:${this.house.account}:schedule/${group}/${name}`;
    return this.#put(input, { name, group, arn, createdAt: this.house.clock.now() });
  }

  /** Replaces all that was said of the schedule: what the input leaves out goes back to its default. */
  update(input: Record<string, unknown>): Schedule {
    return this.#put(input, this.schedule(input));
  }

  #put(
    input: Record<string, unknown>,
    { name, group, arn, createdAt }: Pick<Schedule, 'name' | 'group' | 'arn' | 'createdAt'>,
  ) {
    const said = readSchedule(input);
    this.#targets.check(said.target);
    this.#checkRole(arn, said.target.RoleArn);
    const now = this.house.clock.now();
    const schedule: Schedule = { name, group, arn, createdAt, modifiedAt: now, ...said };
    this.#timetable.plan(schedule, now);
    return schedule;
  }

  #checkRole(scheduleArn: string, roleArn: string): void {
    try {
      this.house.authorization.takeRole(roleArn, 'scheduler', schedulerFor(scheduleArn));
    } catch {
      throw validation('The execution role you provide must allow AWS EventBridge Scheduler to assume the role.');
    }
  }

  schedule(input: Record<string, unknown>): Schedule {
    const key = { group: groupOf(input), name: nameOf(input.Name, 'name') };
    const schedule = this.#schedules.get(keyOf(key));
    if (!schedule) throw notFound(`Schedule ${key.name} does not exist.`);
    return schedule;
  }

  delete(schedule: Schedule): void {
    this.#timetable.cancel(schedule);
    this.#schedules.delete(keyOf(schedule));
  }

  all(): Schedule[] {
    return this.#schedules.entries().map(([, schedule]) => schedule);
  }

  createGroup(name: string, tags: Record<string, string>): Group {
    if (this.#groups.get(name)) throw conflict(`Schedule group ${name} already exists.`);
    const now = this.house.clock.now();
    const arn = `arn:aws:scheduler:${this.house.region}:${this.house.account}:schedule-group/${name}`;
    const group = { name, arn, createdAt: now, modifiedAt: now, tags };
    this.#groups.put(name, group);
    return group;
  }

  group(name: string): Group {
    const group = this.#groups.get(name);
    if (!group) throw notFound(`Schedule group ${name} does not exist.`);
    return group;
  }

  groups(): Group[] {
    return this.#groups.entries().map(([, group]) => group);
  }

  saveGroup(group: Group): void {
    this.#groups.put(group.name, group);
  }

  /** Its schedules go with it. */
  deleteGroup(name: string): void {
    if (name === 'default') throw validation('The default schedule group cannot be deleted.');
    this.group(name);
    this.house.store.transaction(() => {
      for (const schedule of this.all()) if (schedule.group === name) this.delete(schedule);
      this.#groups.delete(name);
    });
  }
}
