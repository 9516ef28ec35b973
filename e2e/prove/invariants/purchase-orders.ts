import type { PurchaseOrder } from '../../../amplify/domain/models.ts';
import type { Snapshot } from '../snapshot.ts';
import { groupBy, type Invariant } from './invariant.ts';

/** Retries and a sweep. */
const GRACE_MS = 3_600_000;
const DECIDED = ['APPROVED', 'REJECTED'];

const arrivals = ({ movements }: Snapshot, { purchaseOrderId }: PurchaseOrder) =>
  movements.filter(({ cause, causeId }) => cause === 'PURCHASE_ORDER' && causeId === purchaseOrderId);

export const purchaseOrderInvariants: Invariant[] = [
  {
    name: 'at most one purchase order is open for a product, at every moment',
    violations: ({ purchaseOrderVersions }) => {
      const open = new Map<string, Set<string>>();
      return purchaseOrderVersions.flatMap(({ before, after }) => {
        const row = after ?? before;
        if (!row) return [];
        const ids = open.get(row.productId) ?? new Set();
        open.set(row.productId, ids);
        if (after?.phase === 'OPEN') ids.add(row.purchaseOrderId);
        else ids.delete(row.purchaseOrderId);
        return ids.size > 1 ? [`${row.productId}: ${[...ids].join(', ')} at ${row.updatedAt}`] : [];
      });
    },
  },
  {
    name: 'the claim on a stock level is that of its open purchase order',
    violations: ({ levels, purchaseOrders }) => [
      ...levels
        .filter(({ openPurchaseOrderId: id }) => id !== undefined)
        .filter(
          ({ openPurchaseOrderId: id }) =>
            !purchaseOrders.some((order) => order.purchaseOrderId === id && order.phase === 'OPEN'),
        )
        .map(({ productId, openPurchaseOrderId: id }) => `${productId} is claimed by ${id}, which is not open`),
      ...purchaseOrders
        .filter(({ phase }) => phase === 'OPEN')
        .filter(
          ({ productId, purchaseOrderId }) =>
            !levels.some((level) => level.productId === productId && level.openPurchaseOrderId === purchaseOrderId),
        )
        .map(({ purchaseOrderId }) => `${purchaseOrderId} is open and claims nothing`),
    ],
  },
  {
    name: "an approved order's stock arrives exactly once, and no other's",
    violations: (snapshot) =>
      snapshot.purchaseOrders.flatMap((order) => {
        const came = arrivals(snapshot, order);
        const wanted = order.status === 'APPROVED' && order.phase === 'CLOSED' ? 1 : 0;
        const right = came.length === wanted && came.every((entry) => entry.availableDelta === order.quantity);
        return right ? [] : [`${order.purchaseOrderId} is ${order.status} and came ${came.length} times`];
      }),
  },
  {
    name: 'one decision for a purchase order, with its author',
    violations: ({ purchaseOrders, purchaseOrderVersions, decided }) => [
      ...purchaseOrders
        .filter(({ status, decidedBy, decidedAt }) => DECIDED.includes(status) !== Boolean(decidedBy && decidedAt))
        .map(({ purchaseOrderId, status, decidedBy }) => `${purchaseOrderId} is ${status} by ${decidedBy ?? 'nobody'}`),
      ...purchaseOrderVersions
        .filter(({ before, after }) => before && DECIDED.includes(before.status) && before.status !== after?.status)
        .filter(({ after }) => after !== undefined)
        .map(({ before, after }) => `${before?.purchaseOrderId}: ${before?.status} became ${after?.status}`),
      ...purchaseOrderVersions
        .filter(({ before, after }) => after && before?.decidedById && before.decidedById !== after.decidedById)
        .map(
          ({ before, after }) =>
            `${before?.purchaseOrderId}: decided by ${before?.decidedBy}, then ${after?.decidedBy}`,
        ),
      ...[
        ...groupBy(
          decided.filter(({ accepted }) => accepted),
          ({ purchaseOrderId }) => purchaseOrderId,
        ),
      ].flatMap(([id, all]) => {
        const told = new Set(all.map(({ who, decision }) => `${decision} by ${who}`));
        return told.size > 1 ? [`${id}: ${[...told].join(' and ')} were both accepted`] : [];
      }),
      ...decided
        .filter(({ accepted }) => accepted)
        .filter(({ purchaseOrderId, decision }) => {
          const order = purchaseOrders.find((row) => row.purchaseOrderId === purchaseOrderId);
          return order?.status !== decision;
        })
        .map(({ purchaseOrderId, decision, who }) => `${who} was told that ${purchaseOrderId} is ${decision}`),
    ],
  },
  {
    name: 'a decision was possible only while the order awaited it, and before its deadline',
    violations: ({ purchaseOrderVersions }) =>
      purchaseOrderVersions
        .filter(({ before, after }) => after && DECIDED.includes(after.status) && before?.status !== after.status)
        .filter(
          ({ before, after }) =>
            before?.status !== 'AWAITING_DECISION' || String(after?.decidedAt) > String(after?.deadline),
        )
        .map(({ before, after }) => `${after?.purchaseOrderId}: ${before?.status} became ${after?.status}`),
  },
  {
    name: 'no automatic order while a product cools down',
    violations: ({ levelVersions, purchaseOrders }) =>
      levelVersions.flatMap(({ before, after }) => {
        const claim = after?.openPurchaseOrderId;
        if (!before || !claim || before.openPurchaseOrderId === claim) return [];
        const order = purchaseOrders.find(({ purchaseOrderId }) => purchaseOrderId === claim);
        if (order?.reason === 'MANUAL') return [];
        const cooling = before.coolDownUntil !== undefined && before.coolDownUntil > String(order?.requestedAt);
        return cooling && before.available >= (before.coolDownBelow ?? 0)
          ? [`${after.productId}: ${claim} was raised before ${before.coolDownUntil}`]
          : [];
      }),
  },
  {
    name: 'no purchase order waits beyond its deadline',
    violations: ({ purchaseOrders }) =>
      purchaseOrders
        .filter(({ closedAt, deadline }) => Date.parse(String(closedAt)) > Date.parse(deadline) + GRACE_MS)
        .map(({ purchaseOrderId, closedAt, deadline }) => `${purchaseOrderId} ended ${closedAt}, due ${deadline}`),
  },
  {
    name: 'every purchase order ends, and so does its execution',
    violations: ({ purchaseOrders, running }) => [
      ...purchaseOrders
        .filter(({ phase }) => phase === 'OPEN')
        .map(({ purchaseOrderId, status }) => `${purchaseOrderId} is ${status} for ever`),
      ...running.map((arn) => `${arn.split(':').at(-1)} waits for ever`),
    ],
  },
  {
    name: 'an order that was told to be replenished is one that was approved',
    violations: ({ told = [], purchaseOrders }) =>
      told
        .filter(({ type }) => type === 'stock-replenished')
        .filter(
          ({ detail }) =>
            !purchaseOrders.some(
              ({ purchaseOrderId, status }) => purchaseOrderId === detail.purchaseOrderId && status === 'APPROVED',
            ),
        )
        .map(({ detail }) => String(detail.purchaseOrderId)),
  },
];
