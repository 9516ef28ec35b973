import { isDeepStrictEqual } from 'node:util';
import type { PurchaseOrder } from '../../../amplify/domain/models.ts';
import type { Snapshot, Version } from '../snapshot.ts';
import type { Invariant } from './invariant.ts';

type Status = PurchaseOrder['status'];
type Change = { before: NonNullable<Row['before']>; after: NonNullable<Row['after']> };
type Row = Snapshot['purchaseOrderVersions'][number];

const isChange = (version: Version<unknown>): boolean => version.before !== undefined && version.after !== undefined;
const changes = ({ purchaseOrderVersions }: Snapshot): Change[] => purchaseOrderVersions.filter(isChange) as Change[];

/** Where each state leads, but to itself. */
const LEADS_TO: Record<Status, Status[]> = {
  PENDING: ['AWAITING_DECISION', 'EXPIRED', 'CANCELLED'],
  AWAITING_DECISION: ['APPROVED', 'REJECTED', 'EXPIRED', 'CANCELLED'],
  // Back to PENDING by the first of two approvals.
  APPROVED: ['AWAITING_DECISION', 'ORDERED', 'PENDING'],
  REJECTED: ['AWAITING_DECISION'],
  ORDERED: ['PARTIALLY_RECEIVED', 'RECEIVED', 'CLOSED_SHORT'],
  PARTIALLY_RECEIVED: ['RECEIVED', 'CLOSED_SHORT'],
  RECEIVED: [],
  CLOSED_SHORT: [],
  EXPIRED: [],
  CANCELLED: [],
};
const UNDECIDED: Status[] = ['PENDING', 'AWAITING_DECISION', 'EXPIRED', 'CANCELLED'];
const DECIDED: Status[] = ['APPROVED', 'REJECTED'];

const wasReturned = ({ before, after }: Change): boolean =>
  DECIDED.includes(before.status) && after.status === 'AWAITING_DECISION';
/** Passed on to a second approver, with the first one's name on it. */
const wasFirstOfTwo = ({ before, after }: Change): boolean =>
  before.status === 'APPROVED' && after.status === 'PENDING' && after.firstApprovedById === before.decidedById;
const wasDecided = ({ before, after }: Change): boolean =>
  DECIDED.includes(after.status) && before.status !== after.status;
/** That an execution has taken the order up is noted on it, and is nothing that follows. */
const wasOnlyNoted = ({ before, after }: Change): boolean =>
  isDeepStrictEqual({ ...before, executionArns: [] }, { ...after, executionArns: [] });
const told = ({ before, after }: Change): string => `${after.purchaseOrderId}: ${before.status} became ${after.status}`;

export const decisionInvariants: Invariant[] = [
  {
    name: 'a purchase order goes where its state leads, and nowhere once it has ended',
    violations: (snapshot) =>
      changes(snapshot)
        .filter(
          ({ before, after }) =>
            before.phase === 'CLOSED' ||
            (before.status !== after.status && !LEADS_TO[before.status].includes(after.status)),
        )
        .map(told),
  },
  {
    name: 'a decision has its author, and only a decision does',
    violations: ({ purchaseOrders }) =>
      purchaseOrders
        .filter(({ status, decidedBy, decidedAt }) => !UNDECIDED.includes(status) !== Boolean(decidedBy && decidedAt))
        .map(({ purchaseOrderId, status, decidedBy }) => `${purchaseOrderId} is ${status} by ${decidedBy ?? 'nobody'}`),
  },
  {
    name: 'a decision stays that of its author until it is returned',
    violations: (snapshot) =>
      changes(snapshot)
        .filter((change) => change.before.decidedById !== undefined && !wasReturned(change) && !wasFirstOfTwo(change))
        .filter(({ before, after }) => before.decidedById !== after.decidedById || before.decidedAt !== after.decidedAt)
        .map(
          ({ before, after }) => `${after.purchaseOrderId}: decided by ${before.decidedBy}, then by ${after.decidedBy}`,
        ),
  },
  {
    name: 'a decision was possible only while the order awaited it, and before its deadline',
    violations: (snapshot) =>
      changes(snapshot)
        .filter(wasDecided)
        .filter(
          ({ before, after }) => before.status !== 'AWAITING_DECISION' || String(after.decidedAt) > after.deadline,
        )
        .map(told),
  },
  {
    name: 'a decision is returned by its decider alone, within its seconds',
    violations: (snapshot) =>
      changes(snapshot)
        .filter(wasReturned)
        .filter(
          ({ before, after }) =>
            after.updatedAt >= String(before.undoUntil) ||
            !snapshot.returned.some(
              ({ who, purchaseOrderId }) =>
                purchaseOrderId === before.purchaseOrderId && before.decidedById === `sub-of-${who}`,
            ),
        )
        .map(({ before, after }) => `${before.purchaseOrderId}, decided by ${before.decidedBy}, at ${after.updatedAt}`),
  },
  {
    name: 'nothing follows from a decision that can still be returned',
    violations: (snapshot) =>
      changes(snapshot)
        .filter((change) => DECIDED.includes(change.before.status) && !wasReturned(change) && !wasOnlyNoted(change))
        .filter(({ before, after }) => before.undoUntil !== undefined && after.updatedAt < before.undoUntil)
        .map((change) => `${told(change)} at ${change.after.updatedAt}, before ${change.before.undoUntil}`),
  },
  {
    name: 'over the limit two different people approved, under it one',
    violations: ({ purchaseOrders }) =>
      purchaseOrders
        .filter(({ orderedAt }) => orderedAt !== undefined)
        .filter(
          ({ unitCost = 0, quantity, approvalLimit = Number.POSITIVE_INFINITY, firstApprovedById, decidedById }) =>
            unitCost * quantity > approvalLimit
              ? firstApprovedById === undefined || firstApprovedById === decidedById
              : firstApprovedById !== undefined,
        )
        .map(
          ({ purchaseOrderId, firstApprovedBy, decidedBy }) =>
            `${purchaseOrderId}: ${firstApprovedBy ?? 'nobody'}, then ${decidedBy}`,
        ),
  },
  {
    name: 'nobody decides what they asked for',
    violations: (snapshot) =>
      changes(snapshot)
        .filter(wasDecided)
        .filter(({ after }) => after.requestedById !== undefined && after.requestedById === after.decidedById)
        .map(({ after }) => `${after.purchaseOrderId}: requested and decided by ${after.decidedBy}`),
  },
  {
    name: 'who was told that an order was requested has one',
    violations: ({ requested, purchaseOrders }) =>
      requested.filter((id) => !purchaseOrders.some(({ purchaseOrderId }) => purchaseOrderId === id)),
  },
  {
    name: 'who was told that a decision was taken had taken it',
    violations: (snapshot) =>
      snapshot.decided
        .filter(({ accepted }) => accepted)
        .filter(
          ({ who, purchaseOrderId, decision }) =>
            !changes(snapshot)
              .filter(wasDecided)
              .some(
                ({ after }) =>
                  after.purchaseOrderId === purchaseOrderId &&
                  after.status === decision &&
                  after.decidedById === `sub-of-${who}`,
              ),
        )
        .map(({ purchaseOrderId, decision, who }) => `${who} was told that ${purchaseOrderId} is ${decision}`),
  },
];
