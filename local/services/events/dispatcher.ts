import { failureAttributes, sendDeadLetter } from '../../dead-letter.ts';
import { type Delivery, DeliveryQueue, type GivenUp, type RetryPolicy } from '../../delivery.ts';
import type { House, Principal } from '../../gateway/service.ts';
import type { Dimensions } from '../../meter.ts';
import { inputFor } from './input.ts';
import type { Envelope, Rule, RuleTargets, Target } from './rule.ts';

/** One event on its way to one target; it keeps the target as it was when the event came. */
interface Shipment {
  ruleArn: string;
  target: Target;
  payload: string;
  envelope: Envelope;
}

const DEFAULT_RETRIES = 185;
const DEFAULT_AGE_SECONDS = 86_400;
const LONGEST_BACKOFF = 500_000;

/** Doubles from a second; capped so that 185 retries fill 24 hours, AWS's default limits. */
const backoffMilliseconds = (retry: number) => Math.min(1000 * 2 ** (retry - 1), LONGEST_BACKOFF);

const policyOf = ({ target: { RetryPolicy = {} } }: Shipment): RetryPolicy => ({
  maximumRetries: RetryPolicy.MaximumRetryAttempts ?? DEFAULT_RETRIES,
  maximumAgeMilliseconds: (RetryPolicy.MaximumEventAgeInSeconds ?? DEFAULT_AGE_SECONDS) * 1000,
  backoffMilliseconds,
});

export class Dispatcher {
  #house: House;
  #deliveries: DeliveryQueue<Shipment>;

  constructor(house: House, targets: RuleTargets) {
    this.#house = house;
    this.#deliveries = new DeliveryQueue<Shipment>(house, {
      collection: 'events.delivery',
      policy: policyOf,
      async send(deliveries) {
        const [first] = deliveries;
        if (!first) return [];
        const { target, ruleArn } = first.item;
        const parcels = deliveries.map(({ id, item }) => ({ id, payload: item.payload, envelope: item.envelope }));
        return targets.send(target, ruleArn, parcels);
      },
      giveUp: (delivery, reason) => this.#bury(delivery, reason),
    });
  }

  /** Writes what each target is owed into the store; sends after the caller has answered. */
  dispatch(matches: readonly { rule: Rule; event: Envelope }[]): void {
    const now = this.#house.clock.now();
    const texts = new Map<Envelope, string>();
    const owed = matches.flatMap(({ rule, event }) => {
      const text = texts.get(event) ?? JSON.stringify(event);
      texts.set(event, text);
      return rule.targets.map((target) => ({
        // A target that is put again gets a lane of its own: deliveries keep the settings under which they came.
        lane: `${rule.arn}|${JSON.stringify(target)}`,
        item: { ruleArn: rule.arn, target, payload: inputFor(target, rule, event, text, now), envelope: event },
      }));
    });
    if (owed.length) this.#deliveries.add(owed);
  }

  async #bury(delivery: Delivery<Shipment>, reason: GivenUp): Promise<void> {
    const { target, ruleArn, payload } = delivery.item;
    this.#count('FailedInvocations', ruleArn);
    const queueArn = target.DeadLetterConfig?.Arn;
    if (!queueArn) return;
    const principal: Principal = { kind: 'service', service: 'events.amazonaws.com', sourceArn: ruleArn };
    const attributes = { RULE_ARN: ruleArn, TARGET_ARN: target.Arn, ...failureAttributes(delivery, reason) };
    const kept = await sendDeadLetter(this.#house, { queueArn, body: payload, attributes, principal });
    this.#count(kept ? 'InvocationsSentToDlq' : 'InvocationsFailedToBeSentToDlq', ruleArn);
  }

  /** A rule of the default bus is counted by its name alone; its ARN names no bus. */
  #count(metric: string, ruleArn: string): void {
    const [name = '', bus] = ruleArn
      .slice(ruleArn.indexOf(':rule/') + ':rule/'.length)
      .split('/')
      .reverse();
    const dimensions: Dimensions = bus === undefined ? { RuleName: name } : { EventBusName: bus, RuleName: name };
    this.#house.meter.record('AWS/Events', metric, dimensions);
  }

  start(): void {
    this.#deliveries.start();
  }

  stop(): void {
    this.#deliveries.stop();
  }
}
