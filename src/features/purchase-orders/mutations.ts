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
      purchaseOrderId
      status
      decidedAt
      decidedBy
      note
      undoUntil
      updatedAt
    }
  }
`;

export type DecisionRequest = { order: PurchaseOrder; decision: Decision; note?: string };

/** `accepted` is false when somebody else, or the deadline, was first: then the rest says who, when and why. */
type DecisionResult = { accepted: boolean; message: string } & Pick<
  PurchaseOrder,
  'purchaseOrderId' | 'status' | 'decidedAt' | 'decidedBy' | 'note' | 'undoUntil' | 'updatedAt'
>;

export type Decided = { accepted: boolean; message: string; order: PurchaseOrder };

/** The order as the backend says it stands now; the rest of it follows with the live change. */
export function afterDecision(order: PurchaseOrder, result: DecisionResult): Decided {
  const { accepted, message, status, decidedAt, decidedBy, note, undoUntil, updatedAt } = result;
  return { accepted, message, order: { ...order, status, decidedAt, decidedBy, note, undoUntil, updatedAt } };
}

/** The order as the backend answered it, at once and everywhere. */
const showOrder = (order: PurchaseOrder) => liveStore.applyNow([{ model: 'PurchaseOrder', item: order }]);

export const decideMutation = mutationOptions({
  mutationKey: ['decidePurchaseOrder'],
  mutationFn: async ({ order, decision, note }: DecisionRequest) => {
    const variables = { purchaseOrderId: order.purchaseOrderId, decision, note };
    return afterDecision(order, await request<DecisionResult>(DECIDE, variables));
  },
  onSuccess: ({ order }) => showOrder(order),
});

const UNDO = /* GraphQL */ `
  mutation UndoDecision($purchaseOrderId: ID!) {
    undoDecision(purchaseOrderId: $purchaseOrderId) {
      accepted message purchaseOrderId status decidedAt decidedBy note undoUntil updatedAt
    }
  }
`;

/**
 * Returns one's own decision. `accepted` is false when it is somebody else's, or final. What follows is told here and not
 * where it is sent: what was clicked is gone from the screen by then.
 */
export const undoMutation = (onUndone: (order: PurchaseOrder) => void) =>
  mutationOptions({
    mutationKey: ['undoDecision'],
    mutationFn: async (order: PurchaseOrder) => {
      const { purchaseOrderId } = order;
      return afterDecision(order, await request<DecisionResult>(UNDO, { purchaseOrderId }));
    },
    onSuccess: ({ order, accepted }) => {
      showOrder(order);
      if (accepted) onUndone(order);
    },
  });

const RECEIVE = /* GraphQL */ `
  mutation ReceiveStock($receiptId: ID!, $purchaseOrderId: ID!, $quantity: Int!) {
    receiveStock(receiptId: $receiptId, purchaseOrderId: $purchaseOrderId, quantity: $quantity) { ${PURCHASE_ORDER_FIELDS} }
  }
`;

/** `receiptId` names the attempt: sent twice, it is received once. */
export type Arrival = { receiptId: string; purchaseOrderId: string; quantity: number };

export const receiveMutation = (onDone: (order: PurchaseOrder) => void) =>
  mutationOptions({
    mutationKey: ['receiveStock'],
    mutationFn: (arrival: Arrival) => request<PurchaseOrder>(RECEIVE, arrival),
    onSuccess: (order) => {
      showOrder(order);
      onDone(order);
    },
  });

const CLOSE_SHORT = /* GraphQL */ `
  mutation ClosePurchaseOrderShort($purchaseOrderId: ID!) {
    closePurchaseOrderShort(purchaseOrderId: $purchaseOrderId) { ${PURCHASE_ORDER_FIELDS} }
  }
`;

export const closeShortMutation = (onDone: (order: PurchaseOrder) => void) =>
  mutationOptions({
    mutationKey: ['closePurchaseOrderShort'],
    mutationFn: (purchaseOrderId: string) => request<PurchaseOrder>(CLOSE_SHORT, { purchaseOrderId }),
    onSuccess: (order) => {
      showOrder(order);
      onDone(order);
    },
  });

const REQUEST = /* GraphQL */ `
  mutation RequestPurchaseOrder(
    $purchaseOrderId: ID!, $productId: ID!, $locationId: ID!, $quantity: Int!, $note: String
  ) {
    requestPurchaseOrder(
      purchaseOrderId: $purchaseOrderId, productId: $productId, locationId: $locationId, quantity: $quantity, note: $note
    ) {
      ${PURCHASE_ORDER_FIELDS}
    }
  }
`;

/** `purchaseOrderId` names the attempt: sent twice, it is one order. */
export type OrderRequest = {
  purchaseOrderId: string;
  productId: string;
  locationId: string;
  quantity: number;
  note?: string;
};

export const requestMutation = (onDone: (order: PurchaseOrder) => void) =>
  mutationOptions({
    mutationKey: ['requestPurchaseOrder'],
    mutationFn: (wanted: OrderRequest) => request<PurchaseOrder>(REQUEST, wanted),
    onSuccess: (order) => {
      showOrder(order);
      onDone(order);
    },
  });

const CANCEL = /* GraphQL */ `
  mutation CancelPurchaseOrder($purchaseOrderId: ID!) {
    cancelPurchaseOrder(purchaseOrderId: $purchaseOrderId) { ${PURCHASE_ORDER_FIELDS} }
  }
`;

export const cancelMutation = (onDone: (order: PurchaseOrder) => void) =>
  mutationOptions({
    mutationKey: ['cancelPurchaseOrder'],
    mutationFn: (purchaseOrderId: string) => request<PurchaseOrder>(CANCEL, { purchaseOrderId }),
    onSuccess: (order) => {
      showOrder(order);
      onDone(order);
    },
  });

const CHANGE_SETTINGS = /* GraphQL */ `
  mutation ChangePurchasingSettings($receiveOnApproval: Boolean!, $approvalLimits: [ApprovalLimitInput!]!) {
    changePurchasingSettings(receiveOnApproval: $receiveOnApproval, approvalLimits: $approvalLimits) { changedBy }
  }
`;

export type ChosenSettings = { receiveOnApproval: boolean; approvalLimits: { currency: string; amount: number }[] };

export const changeSettingsMutation = mutationOptions({
  mutationKey: ['changePurchasingSettings'],
  mutationFn: (settings: ChosenSettings) => request<unknown>(CHANGE_SETTINGS, settings),
});
