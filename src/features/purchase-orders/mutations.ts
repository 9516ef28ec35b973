import { mutationOptions } from '@tanstack/react-query';
import type { Decision } from '../../../amplify/domain/vocabulary.ts';
import { type PurchaseOrder, request } from '../../lib/api-client.ts';
import { liveStore } from '../../lib/live-store.ts';

const DECIDE = /* GraphQL */ `
  mutation DecidePurchaseOrder($purchaseOrderId: ID!, $decision: Decision!, $note: String) {
    decidePurchaseOrder(purchaseOrderId: $purchaseOrderId, decision: $decision, note: $note) {
      accepted
      message
      purchaseOrderId
      status
      decidedAt
      decidedBy
      note
    }
  }
`;

export type DecisionRequest = { order: PurchaseOrder; decision: Decision; note?: string };

/** `accepted` is false when somebody else, or the deadline, was first: then the rest says who, when and why. */
type DecisionResult = { accepted: boolean; message: string } & Pick<
  PurchaseOrder,
  'purchaseOrderId' | 'status' | 'decidedAt' | 'decidedBy' | 'note'
>;

export type Decided = { accepted: boolean; message: string; order: PurchaseOrder };

/** The order as the backend says it stands now; the rest of it follows with the live change. */
export function afterDecision(order: PurchaseOrder, result: DecisionResult): Decided {
  const { accepted, message, status, decidedAt, decidedBy, note } = result;
  const updatedAt = decidedAt ?? order.updatedAt;
  return { accepted, message, order: { ...order, status, decidedAt, decidedBy, note, updatedAt } };
}

export const decideMutation = mutationOptions({
  mutationKey: ['decidePurchaseOrder'],
  mutationFn: async ({ order, decision, note }: DecisionRequest) => {
    const variables = { purchaseOrderId: order.purchaseOrderId, decision, note };
    return afterDecision(order, await request<DecisionResult>(DECIDE, variables));
  },
  onSuccess: ({ order }) => liveStore.applyNow([{ model: 'PurchaseOrder', item: order }]),
});
