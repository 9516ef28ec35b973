/** Indexes by the names that Amplify makes of their keys; the template's test pins them. */
export const STOCK_LEVELS_BY_LOCATION = 'stockLevelsByLocationIdAndProductId';
export const PURCHASE_ORDERS_BY_PHASE = 'purchaseOrdersByPhaseAndRequestedAt';
export const PURCHASE_ORDERS_BY_PRODUCT = 'purchaseOrdersByProductIdAndRequestedAt';
export const RESERVATIONS_BY_DAY = 'reservationsByDayShardAndTimeKey';
export const RESERVATIONS_BY_PRODUCT = 'reservationsByProductShardAndTimeKey';
export const UNTOLD_RECEIPTS = 'receiptsByUntoldAndReceivedAt';
export const RESERVATIONS_BY_EXPIRY = 'reservationsByExpiryShardAndExpiresAt';
export const RESERVATIONS_WAITING = 'reservationsByWaitingForAndTimeKey';
