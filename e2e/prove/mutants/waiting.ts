import type { Mutant } from './mutant.ts';
import { seedsFrom } from './settings.ts';

const RESERVE = /reservestock(?!poller)/i;
const SERVE = /servebackorders/i;
const SETTLE = /settlereservations/i;

/** Guards of orders that wait for stock. */
export const waitingMutants: Mutant[] = [
  {
    name: 'queue-behind',
    guard: 'nothing is sold past orders that wait; here new orders take what there is',
    code: [{ function: RESERVE, from: /[\w$]+\.backordered\?0:/, to: '' }],
    attack: 'backorders',
    seeds: seedsFrom(22, 100),
  },
  {
    name: 'serving-version',
    guard: 'the ledger says the balance that there was; here enough stock is condition enough',
    code: [
      {
        function: SERVE,
        from: 'version = :version AND available >= :units AND b',
        to: 'version >= :version AND available >= :units AND b',
      },
    ],
    attack: 'backorders',
    seeds: seedsFrom(16, 100),
  },
  {
    name: 'served-as-a-whole',
    guard: 'no line of an order overtakes who has waited longer for its product; here it does',
    code: [{ function: SERVE, from: /\(await ([\w$]+)\(([\w$,]+)\)\)\?\.orderId===([\w$]+)\.orderId/, to: 'true' }],
    attack: 'backorders',
    seeds: seedsFrom(22, 100),
  },
  {
    name: 'served-is-told',
    guard: 'what was reserved before a crash is told by whoever comes next; here it is only taken off the queue',
    code: [
      {
        function: SERVE,
        from: /\.status!=="BACKORDERED"\)\{await ([\w$]+)\(([\w$]+),\[([\w$]+)\]\)/,
        to: '.status!=="BACKORDERED"){await $2.reservations.noteServed($3,$2.clock())',
      },
    ],
    attack: 'crash',
    seeds: seedsFrom(1, 600),
  },
  {
    name: 'queue-left-by-cancellation',
    guard: 'a cancelled order is waited for no longer; here its units stay in the sum',
    code: [
      {
        function: SETTLE,
        from: 'SET backordered = backordered - :units, ',
        to: 'SET ',
      },
    ],
    attack: 'backorders',
    seeds: seedsFrom(1, 60),
  },
  {
    name: 'serving-at-all',
    guard: 'stock that comes is given to who waits; here nobody looks',
    code: [
      { function: SERVE, from: /for await\(let ([\w$]+) of ([\w$]+)\.waiting\(([\w$]+)\)\)/, to: 'for(let $1 of [])' },
    ],
    attack: 'backorders',
    seeds: seedsFrom(1, 20),
  },
];
