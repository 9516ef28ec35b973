import type {
  Alert,
  Location,
  Product,
  PurchaseOrder,
  PurchasingSettings,
  Receipt,
  Reservation,
  StockLevel,
  StockMovement,
  Supplier,
} from './models.ts';
import { stockKey } from './stock-key.ts';
import type { StockCover } from './stock-use.ts';
import { dayShard, expiryShard, productShard, timeKey } from './time-keys.ts';
import { DEFAULT_LOCATION } from './vocabulary.ts';

/**
 * Rows as Amplify's own resolvers write them. A row without `__typename`, ISO times or the composite sort attribute
 * fails the list of the client that reads it, so every writer makes its rows here. `now` is an ISO instant.
 */
type Row<Name extends string> = { __typename: Name; createdAt: string; updatedAt: string };

const row = <Name extends string, Model extends object>(name: Name, model: Model, now: string): Model & Row<Name> => ({
  ...model,
  __typename: name,
  createdAt: now,
  updatedAt: now,
});

export const productRow = (product: Product, now: string) => row('Product', product, now);

export const supplierRow = (supplier: Supplier, now: string) => row('Supplier', supplier, now);

export const locationRow = (location: Location, now: string) => row('Location', location, now);

export const stockLevelRow = (level: StockLevel, now: string) => row('StockLevel', level, now);

/** The key of a reservation: its sort attribute joins the rest of the identifier, by name and by value. */
export const reservationKey = (orderId: string, productId: string, locationId: string) => ({
  orderId,
  'productId#locationId': `${productId}#${locationId}`,
});

export const reservationRow = (reservation: Reservation, now: string) => ({
  ...row('Reservation', reservation, now),
  ...reservationKey(reservation.orderId, reservation.productId, reservation.locationId),
  dayShard: dayShard(now, reservation.orderId),
  productShard: productShard(reservation.productId, reservation.orderId),
  timeKey: timeKey(now, reservation.orderId, reservation.productId),
  ...(reservation.status === 'RESERVED' && { expiryShard: expiryShard(reservation.orderId) }),
  ...(reservation.status === 'BACKORDERED' && { waitingFor: stockKey(reservation) }),
});

export const purchaseOrderRow = (order: PurchaseOrder, now: string) => row('PurchaseOrder', order, now);

export const receiptRow = (receipt: Receipt) => row('Receipt', receipt, receipt.receivedAt);

/** There is one row of settings. */
export const PURCHASING_SETTINGS_KEY = { settingsId: 'purchasing' } as const;

export const purchasingSettingsRow = (settings: PurchasingSettings, now: string) =>
  row('PurchasingSettings', { ...PURCHASING_SETTINGS_KEY, ...settings }, now);

export const alertRow = (alert: Alert, now: string) => row('Alert', alert, now);

export const stockCoverRow = (cover: StockCover) => row('StockCover', cover, cover.measuredAt);

/**
 * `<createdAt>#<cause>#<causeId>`: in order of time within a product. Two locations of a product may change at one
 * moment for one cause, so a location other than the default is named too.
 */
export const movementId = (
  { cause, causeId, locationId = DEFAULT_LOCATION }: Pick<StockMovement, 'cause' | 'causeId'> & { locationId?: string },
  now: string,
): string => [now, cause, causeId, ...(locationId === DEFAULT_LOCATION ? [] : [locationId])].join('#');

export const stockMovementRow = (movement: StockMovement, now: string) => ({
  ...row('StockMovement', movement, now),
  movementId: movementId(movement, now),
});
