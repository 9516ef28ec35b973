import type { Mutant } from './mutant.ts';
import { seedsFrom } from './settings.ts';

const UNDO = /undodecision/i;
const DECIDE = /decidepurchaseorder/i;
const PLACE = /placepurchaseorder/i;

/** Guards of the seconds within which a decision can be returned. */
export const decidingMutants: Mutant[] = [
  {
    name: 'undo-window',
    guard: 'nothing follows from a decision that can still be returned; here the workflow does not wait for that',
    definition: [{ machine: 'createPurchaseOrderArn', from: ' and $states.input.canBeReturned', to: ' and false' }],
    attack: 'decisions',
    seeds: seedsFrom(1, 20),
  },
  {
    name: 'undo-author',
    guard: 'a decision is returned by its decider alone; here by any approver',
    code: [{ function: UNDO, from: 'decidedById = :id', to: '(decidedById = :id OR decidedById <> :id)' }],
    attack: 'decisions',
    seeds: seedsFrom(1, 60),
  },
  {
    name: 'undo-final',
    guard: 'what has followed from a decision stays; here an order that was placed can be returned',
    code: [
      {
        function: UNDO,
        from: '#status IN (:approved, :rejected)',
        to: '(#status = :approved OR #status <> :rejected)',
      },
      { function: UNDO, from: 'undoUntil > :now', to: '(undoUntil > :now OR undoUntil <= :now)' },
    ],
    attack: 'decisions',
    seeds: seedsFrom(1, 60),
  },
  {
    name: 'second-approver',
    guard: 'two approvals are those of two people; here one may give both',
    code: [
      {
        function: DECIDE,
        from: 'firstApprovedById <> :id',
        to: '(firstApprovedById <> :id OR firstApprovedById = :id)',
      },
    ],
    attack: 'decisions',
    seeds: seedsFrom(23, 60),
  },
  {
    name: 'approval-limit',
    guard: 'over the limit the first approval places nothing; here it does',
    code: [{ function: PLACE, from: /([\w$]+)\.approvalsNeeded===2/, to: '$1.approvalsNeeded===3' }],
    attack: 'decisions',
    seeds: seedsFrom(17, 60),
  },
  {
    name: 'placed-as-decided',
    guard: 'an order is placed only by the very decision that was read; here by whichever it has by then',
    code: [
      { function: PLACE, from: 'decidedAt = :decidedAt', to: '(decidedAt = :decidedAt OR decidedAt <> :decidedAt)' },
    ],
    attack: 'late-calls',
    seeds: seedsFrom(149, 200),
  },
  {
    name: 'requester-differs',
    guard: 'nobody decides what they asked for; here they may',
    code: [{ function: DECIDE, from: 'requestedById <> :id', to: '(requestedById <> :id OR requestedById = :id)' }],
    attack: 'decisions',
    seeds: seedsFrom(64, 100),
  },
  {
    name: 'cancel-undecided',
    guard: 'only what nobody has decided is cancelled; here anything that is open',
    code: [
      {
        function: /cancelpurchaseorder/i,
        from: 'phase = :open AND #status IN (:pending, :awaiting)',
        to: 'phase = :open AND (#status = :pending OR #status <> :awaiting OR #status = :awaiting)',
      },
    ],
    attack: 'decisions',
    seeds: seedsFrom(4, 100),
  },
  {
    name: 'request-claims',
    guard: 'a request takes the claim only where none is; here it takes the place of another',
    code: [
      {
        function: /requestpurchaseorder/i,
        from: 'version = :version AND attribute_not_exists(openPurchaseOrderId)',
        to: '(version = :version OR version <> :version)',
      },
    ],
    attack: 'decisions',
    seeds: seedsFrom(22, 100),
  },
];
