import type { PurchaseOrder } from '../../../amplify/domain/models.ts';
import type { Snapshot } from '../snapshot.ts';
import { groupBy, type Invariant, sum } from './invariant.ts';

const entriesOf = ({ movements }: Snapshot, { purchaseOrderId }: PurchaseOrder) =>
  movements.filter(({ cause, causeId }) => cause === 'PURCHASE_ORDER' && causeId === purchaseOrderId);

const receiptsOf = ({ receipts }: Snapshot, { purchaseOrderId }: PurchaseOrder) =>
  receipts.filter((receipt) => receipt.purchaseOrderId === purchaseOrderId);

/** Whether an order in this state has had all, some or none of its goods. */
const fits = ({ status, quantity, quantityReceived: came = 0 }: PurchaseOrder): boolean => {
  if (status === 'RECEIVED') return came === quantity;
  if (status === 'PARTIALLY_RECEIVED') return came > 0 && came < quantity;
  if (status === 'CLOSED_SHORT') return came < quantity;
  return came === 0;
};

export const receiptInvariants: Invariant[] = [
  {
    name: 'stock rises by what was received of an order, once, and never by more than was ordered',
    violations: (snapshot) =>
      snapshot.purchaseOrders.flatMap((order) => {
        const entries = entriesOf(snapshot, order);
        const receipts = receiptsOf(snapshot, order);
        const [stock, received] = [
          sum(entries.map(({ availableDelta }) => availableDelta)),
          sum(receipts.map(({ quantity }) => quantity)),
        ];
        const right =
          stock === received &&
          received === (order.quantityReceived ?? 0) &&
          received <= order.quantity &&
          entries.length === receipts.length &&
          fits(order);
        const { purchaseOrderId, status, quantity, quantityReceived } = order;
        const saw = `${purchaseOrderId} of ${quantity} is ${status} with ${quantityReceived}`;
        return right ? [] : [`${saw}: stock rose by ${stock}, ${receipts.length} receipts are of ${received}`];
      }),
  },
  {
    name: 'a receipt that was accepted is there, as it was sent',
    violations: ({ received, receipts }) =>
      received
        .filter(({ accepted }) => accepted)
        .filter(
          (sent) =>
            !receipts.some(
              ({ receiptId, purchaseOrderId, quantity }) =>
                receiptId === sent.receiptId && purchaseOrderId === sent.purchaseOrderId && quantity === sent.quantity,
            ),
        )
        .map(({ receiptId, quantity }) => `${receiptId} of ${quantity}`),
  },
  {
    name: 'every receipt is told, and nothing else is told to have come',
    violations: ({ told, receipts }) => {
      if (!told) return [];
      const keyOf = ({ purchaseOrderId, quantity }: Record<string, unknown>) => `${purchaseOrderId} of ${quantity}`;
      const events = groupBy(
        told.filter(({ type }) => type === 'stock-replenished').map(({ detail }) => detail),
        keyOf,
      );
      const came = groupBy(receipts, keyOf);
      return [
        ...[...came]
          .filter(([key, all]) => (events.get(key)?.length ?? 0) < all.length)
          .map(([key]) => `${key}: untold`),
        ...[...events.keys()].filter((key) => !came.has(key)).map((key) => `${key}: told, and never came`),
        ...receipts.filter(({ untold }) => untold).map(({ receiptId }) => `${receiptId} is marked untold for ever`),
      ];
    },
  },
];
