import type { Mutant } from './mutant.ts';
import { disableRule, seeds, seedsFrom } from './settings.ts';

const CLAIM = /claimstocklevel/i;
const CLOSE = /closepurchaseorder(?!short)/i;
const REQUEST = /requestdecision/i;
const RESUME = /resumepurchaseorders/i;
const DECIDE = /decidepurchaseorder/i;
const CLAIM_CONDITION = 'version = :version AND attribute_not_exists(openPurchaseOrderId)';
const ANY_VERSION = '(version = :version OR version <> :version)';
const REFUSAL = /([\w$]+)\.openPurchaseOrderId!==void 0\?"a purchase order is already open":/;
const IS_COOLING = /([\w$]+)\.coolDownUntil!==void 0&&/;

/** Guards of the way from low stock to its arrival. */
export const purchasingMutants: Mutant[] = [
  {
    name: 'claim-condition',
    guard: 'a claim is taken only where none is; here it takes the place of another',
    code: [{ function: CLAIM, from: CLAIM_CONDITION, to: ANY_VERSION }],
    attack: 'stream-reorder',
    seeds: seedsFrom(6, 100),
  },
  {
    name: 'conditional-decision',
    guard: 'an order is decided once, while it awaits that; here by whoever comes',
    code: [
      {
        function: DECIDE,
        from: '#status = :awaiting AND deadline > :now',
        to: '(#status = :awaiting OR #status <> :awaiting) AND (deadline > :now OR deadline <= :now)',
      },
    ],
    attack: 'decisions',
    seeds: seedsFrom(1, 20),
  },
  {
    name: 'decision-deadline',
    guard: 'nobody decides after the deadline; here it does not count',
    code: [
      {
        function: DECIDE,
        from: '#status = :awaiting AND deadline > :now',
        to: '#status = :awaiting AND (deadline > :now OR deadline <= :now)',
      },
    ],
    attack: 'decisions',
    seeds: seedsFrom(14, 200),
  },
  {
    name: 'conditional-close',
    guard: 'the deadline never overrides a decision; here it does',
    code: [{ function: CLOSE, from: 'phase = :open AND #status IN (', to: 'phase = :open OR #status IN (' }],
    attack: 'late-calls',
    seeds: seedsFrom(148, 200),
  },
  {
    name: 'awaiting-only-from-pending',
    guard: 'a call that comes late opens no decided order again; here it does',
    code: [
      {
        function: REQUEST,
        from: '#status IN (:pending, :awaiting)',
        to: 'attribute_exists(purchaseOrderId) OR #status IN (:pending, :awaiting)',
      },
    ],
    attack: 'late-calls',
    seeds: seedsFrom(79, 200),
  },
  {
    name: 'token-before-awaiting',
    guard: 'the token is kept before anybody can decide; here afterwards, and a quick decision wakes nobody',
    code: [
      {
        function: REQUEST,
        from: /await ([\w$]+)\.put\(([\w$]+),([\w$]+)\);(let|const) ([\w$]+)=await ([\w$]+)\.markAwaiting\(([^)]*\))\)/,
        to: '$4 $5=await $6.markAwaiting($7);await $1.put($2,$3);0',
      },
    ],
    attack: 'late-calls',
    seeds: seedsFrom(31, 200),
  },
  {
    name: 'callback-timeout',
    guard: 'no execution waits for a person for ever; here it does',
    definition: [
      {
        machine: 'createPurchaseOrderArn',
        from: /"TimeoutSeconds":"\{% \$max[^"]*"/,
        to: '"TimeoutSeconds":2000000',
      },
    ],
    attack: 'decisions',
    seeds: seedsFrom(1, 40),
  },
  {
    name: 'cool-down-kept',
    guard: 'a rejected order pauses its product; here nothing is written down',
    code: [
      {
        function: CLOSE,
        from: 'SET coolDownUntil = :until, coolDownBelow = available',
        to: 'SET pausedUntil = :until',
      },
    ],
    attack: 'cool-down',
    seeds: seedsFrom(1, 10),
  },
  {
    name: 'cool-down-respected',
    guard: 'nobody orders automatically within the pause; here everybody does',
    code: [
      { function: CLAIM, from: IS_COOLING, to: '!1&&$1.coolDownUntil!==void 0&&' },
      { function: /reservestock(?!poller)/i, from: IS_COOLING, to: '!1&&$1.coolDownUntil!==void 0&&' },
    ],
    definition: [
      { machine: 'checkInventoryLevelArn', from: '$exists($states.result.Item.coolDownUntil.S) and', to: 'false and' },
    ],
    attack: 'cool-down',
    seeds: seedsFrom(1, 10),
  },
  {
    name: 'resume-rule',
    guard: 'an execution that ended without its order is noticed at once; here only by the next sweep',
    configure: (ground) => disableRule(ground, 'PurchaseOrderFailed'),
    attack: 'ended-executions',
    seeds: seedsFrom(33, 60),
  },
  {
    name: 'purchase-order-sweep',
    guard: 'a decision whose callback was lost is followed after a sweep; here the sweep does nothing',
    code: [
      {
        function: RESUME,
        from: /if\(([\w$]+)\.detail\?\.name\?\.startsWith\(([\w$]+)\)\)return;/,
        to: 'if(!$1.detail||$1.detail?.name?.startsWith($2))return;',
      },
    ],
    attack: 'crash',
    seeds: [...seeds(85, 220), ...seeds(1, 84)],
  },
  {
    name: 'ancestor-orders',
    guard: 'the ancestor raises a purchase order for every stream record, and knows no order that is open',
    code: [
      { function: CLAIM, from: CLAIM_CONDITION, to: ANY_VERSION },
      { function: CLAIM, from: REFUSAL, to: '!1?"":' },
    ],
    attack: 'stream-reorder',
    seeds: seedsFrom(2, 20),
  },
];
