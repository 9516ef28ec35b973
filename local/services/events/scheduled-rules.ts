import { randomUUID } from 'node:crypto';
import type { Timer } from '../../clock.ts';
import { InvalidExpression } from '../../cron-expression.ts';
import { nextDue, parseScheduleExpression } from '../../schedule-expression.ts';
import type { Dispatcher } from './dispatcher.ts';
import { validation } from './errors.ts';
import type { Registry } from './registry.ts';
import type { Envelope, Rule } from './rule.ts';

/** Throws what PutRule answers for an expression that a rule cannot have; `at()` belongs to EventBridge Scheduler. */
export function checkSchedule(text: string) {
  try {
    const expression = parseScheduleExpression(text, { strictPlural: true });
    if (expression.kind !== 'at') return expression;
  } catch (error) {
    if (!(error instanceof InvalidExpression)) throw error;
  }
  throw validation('Parameter ScheduleExpression is not valid.');
}

/** Fires the rules that have a schedule. A moment missed while the endpoint was down is made up for once. */
export class ScheduledRules {
  #registry: Registry;
  #dispatcher: Dispatcher;
  #timers = new Map<string, Timer>();

  constructor(registry: Registry, dispatcher: Dispatcher) {
    this.#registry = registry;
    this.#dispatcher = dispatcher;
  }

  start(): void {
    for (const rule of this.#registry.rules('default')) this.#arm(rule);
  }

  stop(): void {
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
  }

  cancel(rule: Rule): void {
    this.#timers.get(rule.arn)?.cancel();
    this.#timers.delete(rule.arn);
  }

  /** A rate counts from the moment at which its rule was made, changed or enabled; it does not fire at that moment. */
  plan(rule: Rule, after = this.#registry.house.clock.now()): void {
    if (rule.schedule === undefined || rule.state !== 'ENABLED') rule.nextDue = undefined;
    else rule.nextDue = nextDue(checkSchedule(rule.schedule), after, { anchor: rule.anchor });
    this.#registry.saveRule(rule);
    this.#arm(rule);
  }

  #arm(rule: Rule): void {
    this.cancel(rule);
    if (rule.nextDue === undefined) return;
    const { clock } = this.#registry.house;
    this.#timers.set(
      rule.arn,
      clock.after(rule.nextDue - clock.now(), () => this.#fire(rule.name)),
    );
  }

  #fire(name: string): void {
    const rule = this.#registry.findRule('default', name);
    const due = rule?.nextDue;
    if (!rule || due === undefined) return;
    const { house } = this.#registry;
    const event: Envelope = {
      version: '0',
      id: randomUUID(),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: house.account,
      time: new Date(due).toISOString().replace(/\.\d+Z$/, 'Z'),
      region: house.region,
      resources: [rule.arn],
      detail: {},
    };
    // In one transaction: after a crash the moment is either owed to the targets or still due.
    house.store.transaction(() => {
      this.#dispatcher.dispatch([{ rule, event }]);
      // A timer may be early by a millisecond; the same moment must not come twice.
      this.plan(rule, Math.max(house.clock.now(), due));
    });
  }
}
