import { mutationOptions } from '@tanstack/react-query';
import type { Adjustment as AdjustmentMade, Transfer } from '../../../amplify/domain/models.ts';
import { type Location, request, type StockLevel, type StockMovement } from '../../lib/api-client.ts';
import { liveStore } from '../../lib/live-store.ts';
import { MOVEMENT_FIELDS, STOCK_LEVEL_FIELDS } from './queries.ts';

const ADJUST_STOCK = /* GraphQL */ `
  mutation AdjustStock(
    $adjustmentId: ID!, $productId: ID!, $locationId: ID!, $delta: Int!, $reason: AdjustmentReason!, $text: String
  ) {
    adjustStock(
      adjustmentId: $adjustmentId, productId: $productId, locationId: $locationId
      delta: $delta, reason: $reason, text: $text
    ) { ${MOVEMENT_FIELDS} }
  }
`;

const REVERSE_ADJUSTMENT = /* GraphQL */ `
  mutation ReverseAdjustment($adjustmentId: ID!) {
    reverseAdjustment(adjustmentId: $adjustmentId) { ${MOVEMENT_FIELDS} }
  }
`;

/** The entry as the backend answered it, at once and everywhere. */
const showEntry = (movement: StockMovement) => liveStore.applyNow([{ model: 'StockMovement', item: movement }]);

/** `adjustmentId` names the attempt: sent twice, it adjusts once. */
export const adjustStockMutation = mutationOptions({
  mutationKey: ['adjustStock'],
  mutationFn: (adjustment: AdjustmentMade) => request<StockMovement>(ADJUST_STOCK, adjustment),
  onSuccess: showEntry,
});

/** Answers the entry that took the adjustment back: somebody else's, where somebody else was first. */
export const reverseAdjustmentMutation = mutationOptions({
  mutationKey: ['reverseAdjustment'],
  mutationFn: (adjustmentId: string) => request<StockMovement>(REVERSE_ADJUSTMENT, { adjustmentId }),
  onSuccess: showEntry,
});

const TRANSFER_STOCK = /* GraphQL */ `
  mutation TransferStock(
    $transferId: ID!, $productId: ID!, $fromLocationId: ID!, $toLocationId: ID!, $quantity: Int!
  ) {
    transferStock(
      transferId: $transferId, productId: $productId, fromLocationId: $fromLocationId, toLocationId: $toLocationId
      quantity: $quantity
    ) { ${MOVEMENT_FIELDS} }
  }
`;

/** `transferId` names the attempt: sent twice, it moves stock once. Answers what left, and what arrived. */
export const transferStockMutation = mutationOptions({
  mutationKey: ['transferStock'],
  mutationFn: (transfer: Transfer) => request<[left: StockMovement, arrived: StockMovement]>(TRANSFER_STOCK, transfer),
  onSuccess: (entries) => liveStore.applyNow(entries.map((item) => ({ model: 'StockMovement', item }))),
});

const SAVE_LOCATION = /* GraphQL */ `
  mutation SaveLocation($locationId: ID!, $name: String!, $seenAt: AWSDateTime) {
    saveLocation(locationId: $locationId, name: $name, seenAt: $seenAt) { locationId name changedBy updatedAt }
  }
`;

/** `seenAt` is the `updatedAt` of the row that was on the screen; a new location has none. */
export const saveLocationMutation = mutationOptions({
  mutationKey: ['saveLocation'],
  mutationFn: (location: Pick<Location, 'locationId' | 'name'> & { seenAt?: string }) =>
    request<Location>(SAVE_LOCATION, location),
  onSuccess: async (_data, _variables, _result, { client }) => {
    await client.invalidateQueries({ queryKey: ['Location'] });
    await client.invalidateQueries({ queryKey: ['StockLevel'] });
  },
});

const CHANGE_REORDER_POINT = /* GraphQL */ `
  mutation ChangeReorderPoint($productId: ID!, $locationId: ID!, $reorderPoint: Int!) {
    changeReorderPoint(productId: $productId, locationId: $locationId, reorderPoint: $reorderPoint) {
      ${STOCK_LEVEL_FIELDS}
    }
  }
`;

export const changeReorderPointMutation = mutationOptions({
  mutationKey: ['changeReorderPoint'],
  mutationFn: (change: { productId: string; locationId: string; reorderPoint: number }) =>
    request<StockLevel>(CHANGE_REORDER_POINT, change),
  onSuccess: (level) => liveStore.applyNow([{ model: 'StockLevel', item: level }]),
});
