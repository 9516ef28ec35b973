import type { Mutant } from './mutant.ts';
import { seedsFrom, setMapping } from './settings.ts';

const RESERVE = /reservestock(?!poller)/i;
const POLLER = /reservestockpoller/i;
const TRANSACTION_CONDITION = 'version = :version AND available >= :sum AND #status = :inStock';
const ANYTHING = '(#status = :inStock OR #status <> :inStock) AND (version = :version OR version <> :version)';
const RESERVATION_KEY = /attribute_not_exists\(orderId\)/;
const NO_KEY = 'attribute_exists(orderId) OR attribute_not_exists(orderId)';

const WHOLE_ORDER = /reserveorder/i;

/** Guards of the way from an order to its outcome. */
export const reservingMutants: Mutant[] = [
  {
    name: 'transaction-condition',
    guard: 'stock is taken only if the level is as it was read; here whatever it has become',
    code: [{ function: RESERVE, from: TRANSACTION_CONDITION, to: ANYTHING }],
    attack: 'last-units-10',
    seeds: seedsFrom(2, 30),
  },
  {
    name: 'version-condition',
    guard: 'the ledger says the balance that there was; here enough stock is condition enough',
    code: [{ function: RESERVE, from: TRANSACTION_CONDITION, to: TRANSACTION_CONDITION.replace('=', '>=') }],
    attack: 'last-units-50',
    seeds: seedsFrom(2, 30),
  },
  {
    name: 'reservation-key',
    guard: 'an order line has one outcome for good; here a later one takes its place',
    code: [{ function: RESERVE, from: RESERVATION_KEY, to: NO_KEY }],
    attack: 'duplicates',
    seeds: seedsFrom(1, 10),
  },
  {
    name: 'ledger-in-transaction',
    guard: 'stock never moves without its entry in the ledger; here it does',
    code: [
      {
        function: RESERVE,
        from: /[\w$]+>0\?\[[\w$]+\([\w$,]+,\{sum:[\w$]+,causeId:[\w$]+\([\w$]+\)\},[\w$]+\)\]:\[\]/,
        to: '[]',
      },
    ],
    attack: 'duplicates',
    seeds: seedsFrom(1, 5),
  },
  {
    name: 'conflict-is-no-success',
    guard: 'a transaction that met another is tried again; here it counts as committed',
    code: [
      {
        function: RESERVE,
        from: /if\(!([\w$]+)\)throw ([\w$]+);return ([\w$]+)\(\1,/,
        to: 'if(!$1)throw $2;if($1.every(r=>r.code!=="ConditionalCheckFailed"))return;return $3($1,',
      },
    ],
    attack: 'crash',
    seeds: seedsFrom(23, 120),
  },
  {
    name: 'outcome-told-again',
    guard: 'an order that comes again is told again, for the first telling may be lost; here it is not',
    code: [
      {
        function: RESERVE,
        from: /\{if\(([\w$]+)\.status==="RESERVED"\)/,
        to: '{if(true)return;if($1.status==="RESERVED")',
      },
    ],
    attack: 'whole-flow',
    seeds: seedsFrom(9, 60),
  },
  {
    name: 'other-quantity',
    guard: 'a known order line with another quantity is a conflict; here it is the same line again',
    code: [
      {
        function: RESERVE,
        from: /([\w$]+)\.quantity===[\w$]+\.quantity&&\1\.linesTogether===void 0&&/,
        to: '',
      },
    ],
    attack: 'whole-flow',
    seeds: seedsFrom(9, 60),
  },
  {
    name: 'one-order-once-in-a-transaction',
    guard: 'the same line twice in a batch is one line; here they meet in one transaction, which is refused for ever',
    code: [
      { function: RESERVE, from: /\|\|([\w$]+)\[([\w$]+)\]\?\.orders\.has\([\w$]+\.orderId\)/, to: '' },
      { function: RESERVE, from: /let ([\w$]+)=[\w$]+\.get\([\w$]+\.orderId\)\?\?0;/, to: 'let $1=0;' },
      { function: POLLER, from: /\[([\w$]+)\.orderId,\1\.quantity\]/, to: '[$1.orderId,$1.quantity,$1.messageIds]' },
    ],
    attack: 'duplicates',
    seeds: seedsFrom(1, 10),
  },
  {
    name: 'quantity-validation',
    guard: 'a quantity is a whole number from one to a million; here any number',
    code: [{ function: POLLER, from: /Number\.isSafeInteger\(([\w$]+)\)&&\1>=1&&\1<=1e6/, to: 'typeof $1=="number"' }],
    attack: 'hostile',
    seeds: seedsFrom(3, 60),
  },
  {
    name: 'id-length',
    guard: 'an id is as short as a key must be; here as long as it comes',
    code: [{ function: POLLER, from: /&&([\w$]+)\.length<=([\w$]+)&&/, to: '&&' }],
    attack: 'hostile',
    seeds: seedsFrom(4, 100),
  },
  {
    name: 'partial-batch-response',
    guard: 'messages that are reported as failed come again; here the report is not read',
    configure: (ground) => setMapping(ground, /reservestockpoller/i, { FunctionResponseTypes: [] }),
    attack: 'whole-flow',
    seeds: seedsFrom(9, 60),
  },
  {
    name: 'failed-execution-gives-back',
    guard: 'all messages of an execution that failed come again; here they are dropped',
    code: [{ function: POLLER, from: /for\(let ([\w$]+) of [\w$]+\)[\w$]+\.add\(\1\)\}let/, to: '}let' }],
    attack: 'whole-flow',
    seeds: seedsFrom(28, 400),
  },
  {
    name: 'contended-gives-back',
    guard: 'messages whose stock others changed each time come again; here they are dropped',
    code: [{ function: POLLER, from: /new Set\(\[\.\.\.([\w$]+),\.\.\.[\w$]+\]\)/, to: 'new Set([...$1])' }],
    attack: 'whole-flow',
    seeds: seedsFrom(112, 200),
  },
  {
    name: 'failed-group-gives-back',
    guard: 'a stock level whose step failed gives its messages back; here they are dropped',
    definition: [
      {
        machine: 'reserveStockArn',
        from: /"failed":"\{% \[\$append\([^"]*"/,
        to: '"failed":[]',
      },
    ],
    attack: 'crash',
    seeds: seedsFrom(13, 120),
  },
  {
    name: 'rejection-recorded',
    guard: 'what cannot be read is recorded; here it is only told',
    code: [{ function: /recordrejections/i, from: /await ([\w$]+)\.putFirst\(/, to: 'await (async()=>{})(' }],
    attack: 'hostile',
    seeds: seedsFrom(1, 20),
  },
  {
    name: 'order-as-a-whole',
    guard: 'no line of an order is served unless all are; here those that can be',
    code: [
      {
        function: WHOLE_ORDER,
        from: /([\w$]+)\.length===0\?\{line:([\w$]+),status:"RESERVED"\}/,
        to: '!$1.includes($2)?{line:$2,status:"RESERVED"}',
      },
    ],
    attack: 'whole-orders',
    seeds: seedsFrom(1, 60),
  },
  {
    name: 'order-of-other-lines',
    guard: 'an order with other lines than before is a conflict; here it is the same again',
    code: [{ function: WHOLE_ORDER, from: /&&([\w$]+)\.linesTogether===[\w$]+\.length/, to: '' }],
    attack: 'whole-orders',
    seeds: seedsFrom(42, 200),
  },
  {
    name: 'whole-order-condition',
    guard: 'stock is taken only if each level is as it was read; here whatever it has become',
    code: [{ function: WHOLE_ORDER, from: TRANSACTION_CONDITION, to: ANYTHING }],
    attack: 'whole-orders',
    seeds: seedsFrom(36, 60),
  },
  {
    name: 'whole-order-cancelled',
    guard: 'a cancelled order is never reserved; here the transaction of several lines does not look',
    code: [
      { function: WHOLE_ORDER, from: '.join(" AND ")', to: '.join(" OR ").concat(" OR attribute_exists(orderId)")' },
    ],
    attack: 'whole-orders',
    seeds: seedsFrom(5, 100),
  },
  {
    name: 'ancestor-reserves',
    guard: 'the ancestor reads the stock, then chooses, then decrements, and knows no order again',
    code: [
      { function: RESERVE, from: TRANSACTION_CONDITION, to: ANYTHING },
      { function: RESERVE, from: RESERVATION_KEY, to: NO_KEY },
    ],
    attack: 'last-units-10',
    seeds: seedsFrom(2, 30),
  },
];
