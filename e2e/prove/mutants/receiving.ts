import type { Mutant } from './mutant.ts';
import { seeds, seedsFrom } from './settings.ts';

const RECEIVE = /receivestock|receiveonapproval/i;
const RESUME = /resumepurchaseorders/i;
const LEVEL = 'version = :version AND openPurchaseOrderId = :order';
const ORDER = 'phase = :open AND #status IN (:ordered, :partly) AND quantityReceived = :before';

/** Guards of the way from the order to its goods. */
export const receivingMutants: Mutant[] = [
  {
    name: 'receipt-counts-once',
    guard: 'a receipt adds its stock once; here as often as it is sent',
    code: [
      {
        function: RECEIVE,
        from: /([\w$]+)=await ([\w$]+)\.get\(([\w$]+)\);if\(\1\)return/,
        to: '$1=void 0;if($1)return',
      },
      {
        function: RECEIVE,
        from: 'attribute_not_exists(receiptId)',
        to: '(attribute_not_exists(receiptId) OR attribute_exists(receiptId))',
      },
      {
        function: RECEIVE,
        from: 'attribute_not_exists(productId)',
        to: '(attribute_not_exists(productId) OR attribute_exists(productId))',
      },
    ],
    attack: 'decisions',
    seeds: seedsFrom(93, 200),
  },
  {
    name: 'no-more-than-ordered',
    guard: 'never more is received than was ordered; here whatever is typed',
    code: [{ function: RECEIVE, from: /if\(([\w$]+)>([\w$]+)\)throw new/, to: 'if($1<0&&$2)throw new' }],
    attack: 'decisions',
    seeds: seedsFrom(1, 60),
  },
  {
    name: 'receipts-at-once',
    guard: 'two receipts at once do not both take what one of them has taken; here each goes by what it read',
    code: [
      {
        function: RECEIVE,
        from: LEVEL,
        to: '(version = :version OR version <> :version) AND openPurchaseOrderId = :order',
      },
      {
        function: RECEIVE,
        from: ORDER,
        to: 'phase = :open AND #status IN (:ordered, :partly) AND (quantityReceived = :before OR quantityReceived <> :before)',
      },
    ],
    attack: 'decisions',
    seeds: seedsFrom(140, 500),
  },
  {
    name: 'claim-until-received',
    guard: 'the claim lasts until the last of the goods have come; here until the first have',
    code: [{ function: RECEIVE, from: /\$\{([\w$]+)\?", openPurchaseOrderId":""\}/, to: ', openPurchaseOrderId' }],
    attack: 'decisions',
    seeds: seedsFrom(1, 60),
  },
  {
    name: 'receipt-is-told',
    guard: 'a receipt whose event was lost is told by the sweep; here nobody looks for it',
    code: [
      { function: RESUME, from: /for await\(let ([\w$]+) of ([\w$]+)\.receipts\.untold\(\)\)/, to: 'for(let $1 of[])' },
    ],
    attack: 'crash',
    seeds: [...seeds(85, 220), ...seeds(1, 84)],
  },
];
