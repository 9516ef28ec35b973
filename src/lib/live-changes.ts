import type { Alert, OrderRate, Product, PurchaseOrder, Reservation, StockLevel, StockMovement } from './api-client.ts';

/** Every model whose rows can change under a reader, with the attributes that name a row. */
export const ROW_KEYS = {
  Product: ['productId'],
  StockLevel: ['productId', 'locationId'],
  Reservation: ['orderId', 'productId', 'locationId'],
  PurchaseOrder: ['purchaseOrderId'],
  Alert: ['alertId'],
  StockMovement: ['productId', 'movementId'],
  OrderRate: ['day', 'minute'],
} as const;

export type Model = keyof typeof ROW_KEYS;

export type Rows = {
  Product: Product;
  StockLevel: StockLevel;
  Reservation: Reservation;
  PurchaseOrder: PurchaseOrder;
  Alert: Alert;
  StockMovement: StockMovement;
  OrderRate: OrderRate;
};

export type Change = { [M in Model]: { model: M; item: Rows[M] } }[Model];

type Versioned = { version?: number | null; updatedAt?: string | null };

export function idOf<M extends Model>(model: M, row: Rows[M]): string {
  return ROW_KEYS[model].map((key) => String((row as Record<string, unknown>)[key] ?? '')).join('|');
}

/** Whether `incoming` may replace `known`. Changes arrive late and out of order: an older one is ignored. */
export function isNewer(incoming: Versioned, known: Versioned): boolean {
  if (typeof incoming.version === 'number' && typeof known.version === 'number') {
    return incoming.version > known.version;
  }
  return Date.parse(incoming.updatedAt ?? '') > Date.parse(known.updatedAt ?? '');
}

function isChange(value: unknown): value is Change {
  if (typeof value !== 'object' || value === null || !('model' in value) || !('item' in value)) return false;
  return String(value.model) in ROW_KEYS && typeof value.item === 'object' && value.item !== null;
}

/** The changes of one event. AWSJSON arrives as a string, and some clients parse it first: both are taken. */
export function parseChanges(payload: unknown): Change[] {
  const parsed: unknown = typeof payload === 'string' ? JSON.parse(payload) : payload;
  return Array.isArray(parsed) ? parsed.filter(isChange) : [];
}

/** One change a row, its newest: several publishers report on their own, so a burst holds the same row many times. */
export function coalesce(changes: readonly Change[]): Change[] {
  const newest = new Map<string, Change>();
  for (const change of changes) {
    const key = `${change.model}:${idOf(change.model, change.item)}`;
    const known = newest.get(key);
    if (!known || !isNewer(known.item as Versioned, change.item as Versioned)) newest.set(key, change);
  }
  return [...newest.values()];
}

/**
 * A list with what happened since it was read. Rows take their newest version where they stand; rows the list did not
 * have join at the end when `belongs` says so.
 */
export function mergeRows<M extends Model>(
  model: M,
  rows: readonly Rows[M][],
  live: ReadonlyMap<string, Rows[M]>,
  belongs?: (row: Rows[M]) => boolean,
): Rows[M][] {
  if (live.size === 0) return [...rows];
  const seen = new Set<string>();
  const merged = rows.map((row) => {
    const id = idOf(model, row);
    seen.add(id);
    const change = live.get(id);
    return change && isNewer(change as Versioned, row as Versioned) ? change : row;
  });
  if (!belongs) return merged;
  for (const [id, row] of live) if (!seen.has(id) && belongs(row)) merged.push(row);
  return merged;
}
