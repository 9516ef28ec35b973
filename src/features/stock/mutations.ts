import { mutationOptions } from '@tanstack/react-query';
import { request, type StockMovement } from '../../lib/api-client.ts';
import { liveStore } from '../../lib/live-store.ts';

const ADJUST_STOCK = /* GraphQL */ `
  mutation AdjustStock($adjustmentId: ID!, $productId: ID!, $delta: Int!, $reason: String!) {
    adjustStock(adjustmentId: $adjustmentId, productId: $productId, delta: $delta, reason: $reason) {
      productId movementId locationId availableDelta reservedDelta availableAfter reservedAfter
      cause causeId actor note createdAt updatedAt
    }
  }
`;

/** `adjustmentId` names the attempt: sent twice, it adjusts once. */
export type Adjustment = { adjustmentId: string; productId: string; delta: number; reason: string };

export const adjustStockMutation = mutationOptions({
  mutationKey: ['adjustStock'],
  mutationFn: (adjustment: Adjustment) => request<StockMovement>(ADJUST_STOCK, adjustment),
  onSuccess: (movement) => liveStore.applyNow([{ model: 'StockMovement', item: movement }]),
});
