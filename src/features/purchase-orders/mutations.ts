import { mutationOptions } from '@tanstack/react-query';
import type { Decision } from '../../../amplify/domain/vocabulary.ts';
import { type PurchaseOrder, request } from '../../lib/api-client.ts';
import { liveStore } from '../../lib/live-store.ts';
import { PURCHASE_ORDER_FIELDS } from './queries.ts';

const DECIDE = /* GraphQL */ `
  mutation DecidePurchaseOrder($purchaseOrderId: ID!, $decision: Decision!, $note: String) {
    decidePurchaseOrder(purchaseOrderId: $purchaseOrderId, decision: $decision, note: $note) {
      accepted
      message
      purchaseOrder { ${PURCHASE_ORDER_FIELDS} }
    }
  }
`;

export type DecisionRequest = { purchaseOrderId: string; decision: Decision; note?: string };
/** `accepted` is false when somebody else, or the deadline, was first: the order then says who, when and why. */
export type DecisionResult = { accepted: boolean; message: string; purchaseOrder: PurchaseOrder };

export const decideMutation = mutationOptions({
  mutationKey: ['decidePurchaseOrder'],
  mutationFn: (decision: DecisionRequest) => request<DecisionResult>(DECIDE, decision),
  onSuccess: ({ purchaseOrder }) => liveStore.applyNow([{ model: 'PurchaseOrder', item: purchaseOrder }]),
});
