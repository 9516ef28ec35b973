import { stockKey } from '../../../amplify/domain/stock-key.ts';
import { type Invariant, isAt } from './invariant.ts';

/** Retries and a sweep. */
const GRACE_MS = 3_600_000;

export const purchaseOrderInvariants: Invariant[] = [
  {
    name: 'at most one purchase order is open for a product at a location, at every moment',
    violations: ({ purchaseOrderVersions }) => {
      const open = new Map<string, Set<string>>();
      return purchaseOrderVersions.flatMap(({ before, after }) => {
        const row = after ?? before;
        if (!row) return [];
        const ids = open.get(stockKey(row)) ?? new Set();
        open.set(stockKey(row), ids);
        if (after?.phase === 'OPEN') ids.add(row.purchaseOrderId);
        else ids.delete(row.purchaseOrderId);
        return ids.size > 1 ? [`${stockKey(row)}: ${[...ids].join(', ')} at ${row.updatedAt}`] : [];
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
          (order) => !levels.some((level) => isAt(level, order) && level.openPurchaseOrderId === order.purchaseOrderId),
        )
        .map(({ purchaseOrderId }) => `${purchaseOrderId} is open and claims nothing`),
    ],
  },
  {
    name: 'a claim lasts as long as its purchase order is open',
    violations: ({ levelVersions, purchaseOrders }) =>
      levelVersions.flatMap(({ before, after }) => {
        const claim = before?.openPurchaseOrderId;
        if (!claim || !after || after.openPurchaseOrderId === claim) return [];
        const order = purchaseOrders.find(({ purchaseOrderId }) => purchaseOrderId === claim);
        return order?.closedAt === after.updatedAt ? [] : [`${claim} lost its claim at ${after.updatedAt}`];
      }),
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
    name: 'no purchase order waits for a decision beyond its deadline',
    violations: ({ purchaseOrders }) =>
      purchaseOrders
        // What was decided in time may be followed later, after a sweep; and goods come when they come.
        .filter(({ decidedAt }) => decidedAt === undefined)
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
];
