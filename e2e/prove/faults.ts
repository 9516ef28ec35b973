import type { FaultKind } from '../../local/testing/simulation/faults.ts';
import type { Random } from '../../local/testing/simulation/random.ts';
import type { Parked } from '../../local/testing/simulation/scheduler.ts';
import type { Policy } from '../../local/testing/simulation/simulation.ts';

/** By whom a call is made decides what may happen to it. */
const OF_SANDBOX: FaultKind[] = [
  'refused',
  'refused',
  'unanswered',
  'unanswered',
  'dies-before',
  'dies-after',
  'dies-during',
];
const OF_SERVICE: FaultKind[] = ['refused', 'unanswered'];
const OF_DELIVERY: FaultKind[] = ['refused', 'unanswered', 'twice', 'twice'];

/** What a queue, a rule, a stream or the bus hands over: at least once, so perhaps twice. */
const DELIVERIES = [
  'sqs:SendMessage',
  'sqs:SendMessageBatch',
  'states:StartExecution',
  'lambda:Invoke',
  'events:PutEvents',
];

const possible = ({ call, caller, instance, again }: Parked): FaultKind[] => {
  if (again) return [];
  if (caller && 'actor' in caller) return call.operation === 'Invoke' ? [] : ['twice'];
  if (instance) return OF_SANDBOX;
  // What Step Functions itself tells of its executions it tells until somebody listens.
  if (call.principal.kind === 'service' && call.principal.service === 'states.amazonaws.com') return ['twice'];
  const isStep = call.principal.kind === 'role' && call.service === 'lambda';
  return DELIVERIES.includes(`${call.service}:${call.operation}`) && !isStep ? OF_DELIVERY : OF_SERVICE;
};

type Choose = Policy['choose'];

const anyOf: Choose = (parked, random) => random.pick(parked);

/** Some callers are slow for a while and others fast: what is rare when all are alike happens often so. */
const byRank = (): Choose => {
  const ranks = new Map<string, number>();
  return (parked, random, nameOf) => {
    if (random.chance(0.03)) ranks.clear();
    const rankOf = (each: Parked) => {
      const key = `${nameOf(each)} ${each.call.operation}`;
      const rank = ranks.get(key) ?? random.next();
      ranks.set(key, rank);
      return rank;
    };
    return parked.reduce((first, each) => (rankOf(each) < rankOf(first) ? each : first));
  };
};

/** As they came, mostly. */
const inOrder: Choose = (parked, random) => (random.chance(0.1) ? random.pick(parked) : (parked[0] as Parked));
const lastFirst: Choose = (parked, random) => (random.chance(0.1) ? random.pick(parked) : (parked.at(-1) as Parked));

/** A seeded way to choose, with at most so many faults in the run; some of them last for several calls of their kind. */
export const roughly = (random: Random, mostFaults: number): Policy => {
  let left = mostFaults === 0 ? 0 : random.between(0, mostFaults);
  const likely = random.pick([0.03, 0.08, 0.2]);
  const burst = { of: '', left: 0 };
  return {
    choose: random.pick([anyOf, anyOf, byRank(), byRank(), inOrder, lastFirst]),
    delay: random.pick([0, 0, 0.01, 0.05]),
    faultOf(parked, draw) {
      if (burst.left > 0 && burst.of === kindOf(parked)) {
        burst.left -= 1;
        return 'refused';
      }
      if (left === 0 || !draw.chance(likely)) return undefined;
      const kinds = possible(parked);
      if (kinds.length === 0) return undefined;
      left -= 1;
      const fault = draw.pick(kinds);
      // The clients try three times: what lasts longer reaches the code behind them.
      if (fault === 'refused' && draw.chance(0.4))
        Object.assign(burst, { of: kindOf(parked), left: draw.between(2, 7) });
      return fault;
    },
  };
};

const kindOf = ({ call, instance, again }: Parked): string =>
  `${instance?.record.name ?? call.principal.kind} ${call.service}:${call.operation} ${again}`;

/** Nothing more goes wrong: what went wrong before must now come right by itself. */
export const smoothly: Policy = { choose: (parked) => parked[0] as Parked, delay: 0, faultOf: () => undefined };

/** Of what may be delivered twice, much is; and everything else that the policy does. */
export const twiceMostly = (random: Random, policy: Policy): Policy => {
  let left = random.between(2, 12);
  return {
    ...policy,
    faultOf(parked, draw) {
      if (left > 0 && draw.chance(0.3) && possible(parked).includes('twice')) {
        left -= 1;
        return 'twice';
      }
      return policy.faultOf(parked, draw);
    },
  };
};
