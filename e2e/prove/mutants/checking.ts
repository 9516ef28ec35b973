import type { Mutant } from './mutant.ts';
import { seeds, seedsFrom } from './settings.ts';

/** Guards of what watches the stock. */
export const checkingMutants: Mutant[] = [
  {
    name: 'out-of-stock-only-if-still-empty',
    guard: 'a product is marked out of stock only if it is so still; here whatever came meanwhile',
    definition: [
      {
        machine: 'checkInventoryLevelArn',
        from: '"ConditionExpression":"available = :zero"',
        to: '"ConditionExpression":"available = :zero OR available <> :zero"',
      },
    ],
    attack: 'late-calls',
    seeds: seedsFrom(61, 200),
  },
  {
    name: 'out-of-stock-marked',
    guard: 'a product without stock is marked so; here it is not',
    definition: [{ machine: 'checkInventoryLevelArn', from: '$level.available = 0 %}', to: '$level.available < 0 %}' }],
    attack: 'last-units-2',
    seeds: seeds(1, 20),
  },
  {
    name: 'in-stock-again',
    guard: 'stock that arrives makes a product orderable; here it stays out of stock',
    code: [
      {
        function: /receive(stock|onapproval)/i,
        from: 'SET available = available + :quantity, #status = :inStock',
        to: 'SET available = available + :quantity, #status = if_not_exists(#status, :inStock)',
      },
    ],
    attack: 'stream-reorder',
    seeds: seedsFrom(1, 20),
  },
  {
    name: 'stock-sweep',
    guard: 'low stock without an order is found by a sweep; here the sweep finds nothing',
    code: [
      {
        function: /sweepstocklevels/i,
        from: '(available <= reorderPoint OR backordered > :none) AND',
        to: '(available < reorderPoint AND available > reorderPoint AND backordered > :none) AND',
      },
    ],
    attack: 'ended-executions',
    seeds: seedsFrom(22, 60),
  },
  {
    name: 'alert-only-while-caused',
    guard: 'an alert is raised only while its cause lasts; here by whoever saw it once',
    code: [
      {
        function: /raisealert/i,
        from: 'available <= reorderPoint',
        to: 'available <= reorderPoint OR available > reorderPoint',
      },
    ],
    attack: 'late-calls',
    seeds: seedsFrom(64, 200),
  },
  {
    name: 'alert-closed-once-gone',
    guard: 'an alert is closed only once its cause is gone; here by whoever saw stock rise',
    code: [
      {
        function: /resolvealerts/i,
        from: 'available > reorderPoint',
        to: 'available > reorderPoint OR available <= reorderPoint',
      },
    ],
    attack: 'late-calls',
    seeds: seedsFrom(150, 200),
  },
  {
    name: 'one-open-alert',
    guard: 'one alert is open for a product and kind; here every cause opens another',
    code: [
      {
        function: /raisealert/i,
        from: 'attribute_not_exists(alertKey)',
        to: 'attribute_exists(alertKey) OR attribute_not_exists(alertKey)',
      },
    ],
    attack: 'whole-flow',
    seeds: seedsFrom(28, 200),
  },
];
