import { AwsError } from '../../gateway/aws-error.ts';
import type { House, Properties } from '../../gateway/service.ts';
import { MINUTE, minuteOf } from '../../meter.ts';
import type { Collection } from '../../store/store.ts';
import { type Alarm, type AlarmRule, alarmObstacle, checkActions, ruleOf } from './alarm.ts';
import { isBreaching, LOOK_BACK, type StateValue, stateOf } from './evaluate.ts';
import { notify } from './notify.ts';
import { periodsBetween, seriesOf } from './series.ts';

/** One entry of an alarm's history. */
export interface StateChange {
  alarmName: string;
  at: number;
  from: StateValue;
  to: StateValue;
  reason: string;
}

const KEPT_CHANGES = 100;

/** The rule is absent where the alarm cannot be evaluated here. */
type Known = { alarm: Alarm; rule: AlarmRule | undefined };

/** Every alarm, its state and what became of it. */
export class Alarms {
  readonly house: House;
  readonly #stored: Collection<Alarm>;
  readonly #history: Collection<StateChange[]>;
  /** What is stored, for every minute asks for all of it. */
  readonly #known = new Map<string, Known>();

  constructor(house: House) {
    this.house = house;
    this.#stored = house.store.collection('cloudwatch.alarm');
    this.#history = house.store.collection('cloudwatch.history');
    for (const [, alarm] of this.#stored.entries()) this.#remember(alarm);
  }

  all(): Alarm[] {
    return [...this.#known.values()].map(({ alarm }) => alarm).sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  find(name: string): Alarm | undefined {
    return this.#known.get(name)?.alarm;
  }

  get isEmpty(): boolean {
    return this.#known.size === 0;
  }

  require(name: unknown): Alarm {
    const alarm = this.find(String(name));
    if (!alarm) throw new AwsError('ResourceNotFound', `Unknown alarm ${name}.`, { status: 404 });
    return alarm;
  }

  /** An alarm that is changed keeps its state until it is next evaluated, as on AWS. */
  put(name: string, properties: Properties): Alarm {
    checkActions(properties);
    const { account, region, clock } = this.house;
    const now = clock.now();
    const known = this.find(name);
    const obstacle = alarmObstacle(properties);
    const alarm: Alarm = {
      name,
      arn: `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`,
      properties,
      actionsEnabled: String(properties.ActionsEnabled ?? true) === 'true',
      state: known?.state ?? 'INSUFFICIENT_DATA',
      reason: obstacle
        ? `The local endpoint cannot tell ${obstacle}: this alarm is not evaluated.`
        : (known?.reason ?? 'Unchecked: Initial alarm creation'),
      stateUpdatedAt: known?.stateUpdatedAt ?? now,
      updatedAt: now,
    };
    this.#keep(alarm);
    return alarm;
  }

  delete(name: string): void {
    this.#known.delete(name);
    this.#stored.delete(name);
    this.#history.delete(name);
  }

  enableActions(names: string[], actionsEnabled: boolean): void {
    for (const name of names) {
      const alarm = this.find(name);
      if (alarm) this.#keep({ ...alarm, actionsEnabled });
    }
  }

  history(name: string): StateChange[] {
    return this.#history.get(name) ?? [];
  }

  /** Evaluates every alarm over the periods that end with the present minute. */
  evaluate(): void {
    for (const { alarm, rule } of [...this.#known.values()]) {
      if (!rule) continue;
      const { state, reason } = this.#judge(rule);
      if (state !== undefined && reason !== undefined && state !== alarm.state) this.change(alarm, state, reason);
    }
  }

  /** Brings an alarm into a state and tells of it. */
  change(alarm: Alarm, state: StateValue, reason: string): void {
    const at = this.house.clock.now();
    const changed: Alarm = { ...alarm, state, reason, stateUpdatedAt: at };
    this.house.store.transaction(() => {
      this.#keep(changed);
      const change = { alarmName: alarm.name, at, from: alarm.state, to: state, reason };
      this.#history.put(alarm.name, [change, ...this.history(alarm.name)].slice(0, KEPT_CHANGES));
    });
    void this.house.activity.track(notify(this.house, changed, alarm.state));
  }

  #keep(alarm: Alarm): void {
    this.#stored.put(alarm.name, alarm);
    this.#remember(alarm);
  }

  #remember(alarm: Alarm): void {
    const rule = alarmObstacle(alarm.properties) ? undefined : ruleOf(alarm.properties);
    this.#known.set(alarm.name, { alarm, rule });
  }

  #judge(rule: AlarmRule): { state?: StateValue; reason?: string } {
    const until = minuteOf(this.house.clock.now());
    const length = rule.period * 1000;
    const periods = periodsBetween(until - (rule.evaluationPeriods + LOOK_BACK) * length, until, rule.period);
    const series = seriesOf(this.house.meter, rule.queries, rule.returned, periods, rule.period);
    const points = periods.map((start) => series.get(start));
    const state = stateOf(rule, points);
    return { state, reason: state && reasonFor(rule, periods, points, state) };
  }
}

const WORDS: Record<AlarmRule['comparison'], string> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

/** CloudWatch's own words, so that whoever reads them there knows them. */
const reasonFor = (rule: AlarmRule, periods: number[], points: (number | undefined)[], state: StateValue): string => {
  if (state === 'INSUFFICIENT_DATA') return 'Insufficient Data: no datapoints were received.';
  const real = periods.flatMap((start, at) => {
    const value = points[at];
    return value === undefined ? [] : [{ start, value }];
  });
  const judged = real.slice(-rule.evaluationPeriods);
  if (judged.length === 0)
    return `Threshold Crossed: no datapoints were received, which counts as ${rule.missingData}.`;
  const shown = judged.map(({ start, value }) => `${value} (${new Date(start).toISOString()})`).join(', ');
  const breaching = judged.filter(({ value }) => isBreaching(rule, value)).length;
  return (
    `Threshold Crossed: ${breaching} out of the last ${judged.length} datapoints [${shown}] ` +
    `${breaching === 1 ? 'was' : 'were'} ${WORDS[rule.comparison]} the threshold (${rule.threshold}).`
  );
};

/** The time until the next minute begins. */
export const untilNextMinute = (now: number): number => minuteOf(now) + MINUTE - now;
