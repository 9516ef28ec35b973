import type { Mutant } from './mutant.ts';
import { seedsFrom } from './settings.ts';

const UNDO = /undodecision/i;
const PLACE = /placepurchaseorder/i;
const PLACED = 'phase = :open AND #status = :approved AND decidedAt = :decidedAt';

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
    name: 'place-what-was-read',
    guard: 'an order is placed by the decision that was read; here also when that was returned meanwhile',
    code: [
      {
        function: PLACE,
        from: PLACED,
        to: 'phase = :open AND (#status = :approved OR #status <> :approved) AND (decidedAt = :decidedAt OR phase = :open)',
      },
    ],
    attack: 'decisions',
    seeds: seedsFrom(1, 400),
  },
];
