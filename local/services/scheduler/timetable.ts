import { randomUUID } from 'node:crypto';
import type { Timer } from '../../clock.ts';
import { failureAttributes, sendDeadLetter } from '../../dead-letter.ts';
import { type Delivery, DeliveryQueue, type GivenUp } from '../../delivery.ts';
import type { House } from '../../gateway/service.ts';
import { nextDue, parseScheduleExpression } from '../../schedule-expression.ts';
import type { Collection } from '../../store/store.ts';
import { type Schedule, type ScheduleTargets, schedulerFor, type Target } from './schedule.ts';

interface Invocation {
  scheduleArn: string;
  target: Target;
  payload: string;
  dueAt: number;
  executionId: string;
}

const DEFAULT_RETRIES = 185;
const DEFAULT_AGE_SECONDS = 86_400;
const LONGEST_BACKOFF = 500_000;

/** Fires schedules when they are due. */
export class Timetable {
  #house: House;
  #schedules: Collection<Schedule>;
  #deliveries: DeliveryQueue<Invocation>;
  #timers = new Map<string, Timer>();

  constructor(house: House, targets: ScheduleTargets) {
    this.#house = house;
    this.#schedules = house.store.collection('scheduler.schedule');
    this.#deliveries = new DeliveryQueue<Invocation>(house, {
      collection: 'scheduler.delivery',
      policy: ({ target: { RetryPolicy = {} } }) => ({
        maximumRetries: RetryPolicy.MaximumRetryAttempts ?? DEFAULT_RETRIES,
        maximumAgeMilliseconds: ageOf(RetryPolicy),
        backoffMilliseconds: (retry) => Math.min(1000 * 2 ** (retry - 1), LONGEST_BACKOFF),
      }),
      async send(deliveries) {
        const [first] = deliveries;
        if (!first) return [];
        const { target, scheduleArn } = first.item;
        // Amazon EventBridge Pricing: every invocation of a target by the scheduler.
        house.usage.add(
          'scheduler/invocation',
          'Invoke',
          scheduleArn.slice(scheduleArn.lastIndexOf('/') + 1),
          deliveries.length,
        );
        const parcels = deliveries.map(({ id, item, attempts }) => ({
          id,
          payload: item.payload.replaceAll('<aws.scheduler.attempt-number>', String(attempts + 1)),
        }));
        return targets.send(target, scheduleArn, parcels);
      },
      giveUp: (delivery, reason) => this.#bury(delivery, reason),
    });
  }

  /**
   * The next due moment from `from` on. A rate without a start date is due at once, then at its intervals, as AWS
   * documents; its intervals count from the last change of the schedule.
   */
  plan(schedule: Schedule, from: number): void {
    schedule.nextDue = schedule.state === 'ENABLED' ? this.#next(schedule, from) : undefined;
    this.#schedules.put(keyOf(schedule), schedule);
    this.arm(schedule);
  }

  #next(schedule: Schedule, from: number): number | undefined {
    const { startDate, endDate, timeZone, modifiedAt } = schedule;
    const expression = parseScheduleExpression(schedule.expression);
    // StartDate and EndDate do not concern one-time schedules.
    const bounded = expression.kind !== 'at';
    const earliest = bounded && startDate !== undefined ? Math.max(from, startDate) : from;
    const due = nextDue(expression, earliest - 1, { anchor: startDate ?? modifiedAt, timeZone });
    return due !== undefined && bounded && endDate !== undefined && due > endDate ? undefined : due;
  }

  arm(schedule: Schedule): void {
    const key = keyOf(schedule);
    this.cancel(schedule);
    if (schedule.nextDue === undefined) return;
    const wait = schedule.nextDue - this.#house.clock.now();
    this.#timers.set(
      key,
      this.#house.clock.after(wait, () => this.#fire(key)),
    );
  }

  cancel(schedule: Schedule): void {
    const key = keyOf(schedule);
    this.#timers.get(key)?.cancel();
    this.#timers.delete(key);
  }

  #fire(key: string): void {
    const schedule = this.#schedules.get(key);
    const due = schedule?.nextDue;
    if (!schedule || due === undefined) return;
    const now = this.#house.clock.now();
    // In one transaction: after a crash the moment is either owed to the target or still due.
    this.#house.store.transaction(() => {
      // What was missed while the endpoint was down counts as one invocation, late by no more than its event age.
      if (now - due <= ageOf(schedule.target.RetryPolicy)) this.#owe(schedule, due);
      // A timer may be early by a millisecond; the same moment must not come twice.
      this.plan(schedule, Math.max(now, due) + 1);
      if (schedule.nextDue === undefined && schedule.actionAfterCompletion === 'DELETE') this.#schedules.delete(key);
    });
  }

  #owe(schedule: Schedule, due: number): void {
    const { target, arn } = schedule;
    const executionId = randomUUID();
    const payload = (target.Input ?? this.#defaultInput(schedule, due))
      .replaceAll('<aws.scheduler.schedule-arn>', arn)
      .replaceAll('<aws.scheduler.scheduled-time>', isoSeconds(due))
      .replaceAll('<aws.scheduler.execution-id>', executionId);
    const item = { scheduleArn: arn, target, payload, dueAt: due, executionId };
    this.#deliveries.add([{ lane: `${arn}|${JSON.stringify(target)}`, item }]);
  }

  /** What a target without Input gets. */
  #defaultInput({ arn }: Schedule, due: number): string {
    return JSON.stringify({
      version: '0',
      id: randomUUID(),
      'detail-type': 'Scheduled Event',
      source: 'aws.scheduler',
      account: this.#house.account,
      time: isoSeconds(due),
      region: this.#house.region,
      resources: [arn],
      detail: '{}',
    });
  }

  async #bury(delivery: Delivery<Invocation>, reason: GivenUp): Promise<void> {
    const { target, scheduleArn, payload, dueAt, executionId } = delivery.item;
    const queueArn = target.DeadLetterConfig?.Arn;
    if (!queueArn) return;
    const attributes = {
      SCHEDULE_ARN: scheduleArn,
      TARGET_ARN: target.Arn,
      EXECUTION_ID: executionId,
      SCHEDULED_TIME: isoSeconds(dueAt),
      ...failureAttributes(delivery, reason),
    };
    try {
      const principal = this.#house.authorization.takeRole(target.RoleArn, 'scheduler', schedulerFor(scheduleArn));
      await sendDeadLetter(this.#house, { queueArn, body: payload, attributes, principal });
    } catch (error) {
      console.warn(`A dead letter of ${scheduleArn} is lost: ${error instanceof Error ? error.message : error}`);
    }
  }

  start(): void {
    this.#deliveries.start();
    for (const [, schedule] of this.#schedules.entries()) this.arm(schedule);
  }

  stop(): void {
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
    this.#deliveries.stop();
  }
}

export const keyOf = ({ group, name }: { group: string; name: string }) => `${group}/${name}`;

const isoSeconds = (instant: number) => new Date(instant).toISOString().replace(/\.\d+Z$/, 'Z');

const ageOf = (policy: Target['RetryPolicy']) => (policy?.MaximumEventAgeInSeconds ?? DEFAULT_AGE_SECONDS) * 1000;
