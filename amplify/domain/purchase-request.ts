import { approvalLimit, approvalsNeeded, remindAt } from './approval.ts';
import {
  MAX_QUANTITY,
  type Product,
  type PurchaseOrder,
  type PurchasingSettings,
  type StockLevel,
  type Supplier,
} from './models.ts';
import { isOrderId, isProductId, MAX_ID_LENGTH } from './order.ts';
import { isCoolingDown, isOrderNeeded } from './ordering.ts';
import { sizeOrder } from './sizing.ts';
import { DEFAULT_LOCATION, PURCHASE_ORDER_REASONS, type PurchaseOrderReason } from './vocabulary.ts';

/** The detail of `create-purchase-order`, read. The ancestor's shape has no location and no reason. */
export type PurchaseRequest = {
  purchaseOrderId: string;
  productId: string;
  locationId: string;
  quantityRequested: number;
  minPOAmount?: number;
  reason: PurchaseOrderReason;
  /** The orders that found too little, where they are the reason. */
  causeId?: string | undefined;
  /** Absent where a person asks: the order is there before its execution. */
  executionArn?: string;
  by?: { id: string; name: string };
  note?: string | undefined;
};

/** What holds for every order that is raised. */
export type Terms = { deadlineSeconds: number; reminderSeconds: number };

export class InvalidPurchaseRequest extends Error {
  override name = 'InvalidPurchaseRequest';
}

/** An order's id, and how many more. */
const LONGEST_CAUSE = MAX_ID_LENGTH + 12;

const isAmount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= MAX_QUANTITY;

/** Throws InvalidPurchaseRequest: the workflow fails by that name, and the event can be read in its input. */
export const parsePurchaseRequest = (input: Record<string, unknown>): PurchaseRequest => {
  const { purchaseOrderId, executionArn, productId, locationId, quantityRequested, minPOAmount, reason } = input;
  const { causeId } = input;
  if (!isProductId(productId)) throw new InvalidPurchaseRequest('productId must name a product.');
  if (!isOrderId(purchaseOrderId) || typeof executionArn !== 'string')
    throw new InvalidPurchaseRequest('the purchase order needs an id and its execution.');
  if (locationId !== undefined && !isProductId(locationId))
    throw new InvalidPurchaseRequest('locationId must name a location.');
  if (quantityRequested !== undefined && !isAmount(quantityRequested))
    throw new InvalidPurchaseRequest(`quantityRequested must be a whole number from 0 to ${MAX_QUANTITY}.`);
  if (minPOAmount !== undefined && !isAmount(minPOAmount))
    throw new InvalidPurchaseRequest(`minPOAmount must be a whole number from 0 to ${MAX_QUANTITY}.`);
  if (causeId !== undefined && !(typeof causeId === 'string' && causeId.length <= LONGEST_CAUSE))
    throw new InvalidPurchaseRequest('causeId must name an order.');
  return {
    purchaseOrderId,
    productId,
    locationId: locationId ?? DEFAULT_LOCATION,
    quantityRequested: quantityRequested ?? 0,
    minPOAmount,
    reason: PURCHASE_ORDER_REASONS.find((known) => known === reason) ?? 'MANUAL',
    causeId,
    executionArn,
  };
};

/** Why no order is raised, or undefined. What a person asks for is ordered whatever the stock. */
export const refusal = (request: PurchaseRequest, level: StockLevel, now: string): string | undefined => {
  if (level.openPurchaseOrderId !== undefined) return 'a purchase order is already open';
  if (request.reason === 'MANUAL') return undefined;
  if (isCoolingDown(level, now)) return 'the stock level is cooling down after a rejection or expiry';
  const needed =
    isOrderNeeded(level) || (request.reason === 'STOCK_UNAVAILABLE' && level.available < request.quantityRequested);
  return needed ? undefined : 'stock has come back meanwhile';
};

/** What is sold, and who delivers it; either may be unknown. */
export type Offer = { product?: Product | undefined; supplier?: Supplier | undefined };

/** What a person asks for is ordered as it was asked for; what stock asks for may fill it up to a target. */
const sizingOf = (request: PurchaseRequest, level: StockLevel, { product, supplier }: Offer) => ({
  quantityRequested: request.quantityRequested,
  minPOAmount: request.minPOAmount ?? product?.reorderQuantity ?? 0,
  targetLevel: request.reason === 'MANUAL' ? undefined : product?.targetLevel,
  availableAtRequest: level.available,
  minimumQuantity: supplier?.minimumQuantity,
  multiple: supplier?.multiple,
});

/** The deadline counts from `now`, the instant of the claim. */
export const newPurchaseOrder = (
  request: PurchaseRequest,
  level: StockLevel,
  offer: Offer,
  settings: PurchasingSettings,
  now: string,
  { deadlineSeconds, reminderSeconds }: Terms,
): PurchaseOrder => {
  const sizing = sizingOf(request, level, offer);
  const quantity = sizeOrder(sizing);
  if (quantity < 1) throw new InvalidPurchaseRequest('the purchase order would be for nothing.');
  const { product, supplier } = offer;
  const deadline = new Date(Date.parse(now) + deadlineSeconds * 1000).toISOString();
  const limit = approvalLimit(settings, supplier?.currency);
  return {
    purchaseOrderId: request.purchaseOrderId,
    productId: request.productId,
    locationId: request.locationId,
    quantity,
    ...sizing,
    reason: request.reason,
    causeId: request.causeId,
    status: 'PENDING',
    phase: 'OPEN',
    reorderPointAtRequest: level.reorderPoint,
    supplierId: supplier?.supplierId,
    supplierName: supplier?.name,
    leadTimeDays: supplier?.leadTimeDays,
    unitCost: product?.unitCost,
    currency: supplier?.currency,
    requestedAt: now,
    requestedBy: request.by?.name,
    requestedById: request.by?.id,
    requestNote: request.note,
    deadline,
    remindAt: remindAt(now, deadline, reminderSeconds),
    approvalsNeeded: approvalsNeeded({ unitCost: product?.unitCost, quantity }, limit),
    approvalLimit: limit,
    executionArn: request.executionArn,
    executionArns: request.executionArn === undefined ? undefined : [request.executionArn],
  };
};
