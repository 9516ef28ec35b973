import type { Mutant } from './mutant.ts';
import { seedsFrom, setMapping } from './settings.ts';

const RESERVE = /reservestock(?!poller)/i;
const SETTLE = /settlereservations/i;

/** Guards of what happens to a reservation after it was made. */
export const settlingMutants: Mutant[] = [
  {
    name: 'cancelled-order-check',
    guard: 'a cancelled order is never reserved; here the transaction does not look',
    code: [
      {
        function: RESERVE,
        from: '.join(" AND ")',
        to: '.join(" OR ").concat(" OR attribute_exists(orderId)")',
      },
    ],
    attack: 'lifecycle',
    seeds: seedsFrom(1, 60),
  },
  {
    name: 'cancellation-kept-first',
    guard: 'a cancellation is kept before its reservations are looked up; here only those that are there are released',
    code: [{ function: SETTLE, from: /await ([\w$]+)\.cancelledOrders\.mark\(/, to: 'await (async()=>{})(' }],
    attack: 'lifecycle',
    seeds: seedsFrom(1, 60),
  },
  {
    name: 'reservation-ends-once',
    guard: 'a reservation ends only while it is live; here whatever it has become',
    code: [{ function: SETTLE, from: '"#status = :from"', to: '"#status = :from OR #status <> :from"' }],
    attack: 'lifecycle',
    seeds: seedsFrom(26, 300),
  },
  {
    name: 'settling-version',
    guard: 'the ledger says the balance that there was; here enough reserved units are condition enough',
    code: [
      {
        function: SETTLE,
        from: 'version = :version AND reserved >= :units',
        to: 'version >= :version AND reserved >= :units',
      },
    ],
    attack: 'lifecycle',
    seeds: seedsFrom(294, 400),
  },
  {
    name: 'end-told-again',
    guard: 'an end that comes again is told again, for the first telling may be lost; here it is passed over',
    code: [{ function: SETTLE, from: /\?"settled":([\w$]+)\?"nothing"/, to: '?"nothing":$1?"nothing"' }],
    attack: 'lifecycle',
    seeds: seedsFrom(72, 300),
  },
  {
    name: 'shipment-waits-for-its-order',
    guard: 'a shipment that overtakes its order comes again; here it is over',
    code: [
      { function: SETTLE, from: /if\(([\w$]+)\.length===0&&[\w$]+==="order-shipped"\)throw/, to: 'if(false)throw' },
    ],
    attack: 'lifecycle',
    seeds: seedsFrom(4, 60),
  },
  {
    name: 'failed-change-comes-again',
    guard: 'changes that are reported as failed come again; here the report is not read',
    configure: (ground) => setMapping(ground, SETTLE, { FunctionResponseTypes: [] }),
    attack: 'lifecycle',
    seeds: seedsFrom(4, 60),
  },
  {
    name: 'expires-when-due',
    guard: 'a reservation expires when its time is over; here as soon as a sweep comes by',
    code: [
      { function: /expirereservations/i, from: /":shard":([\w$]+),":now":[\w$]+/, to: '":shard":$1,":now":"9"' },
      { function: SETTLE, from: /([\w$]+)\.expiresAt!==void 0&&\1\.expiresAt<=[\w$]+/, to: 'true' },
      { function: SETTLE, from: 'AND expiresAt <= :now', to: 'AND attribute_exists(expiresAt)' },
    ],
    attack: 'lifecycle',
    seeds: seedsFrom(2, 60),
  },
];
