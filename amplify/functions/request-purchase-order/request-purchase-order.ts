import type { Clock } from '../../domain/clock.ts';
import { MAX_QUANTITY, type PurchaseOrder, type StockLevel } from '../../domain/models.ts';
import { newPurchaseOrder, type PurchaseRequest, type Terms } from '../../domain/purchase-request.ts';
import { purchaseOrderRow } from '../../domain/rows.ts';
import { whyNotDelivered } from '../../domain/sizing.ts';
import { DEFAULT_LOCATION } from '../../domain/vocabulary.ts';
import type { OfferTable } from '../../tables/offer-table.ts';
import { fullJitter, type Pause } from '../../tables/pause.ts';
import type { PurchaseOrderTable } from '../../tables/purchase-order-table.ts';
import type { PurchasingSettingsTable } from '../../tables/purchasing-settings-table.ts';
import type { StockLevelTable } from '../../tables/stock-level-table.ts';
import type { PurchaseOrderTransactions } from '../../workflows/create-purchase-order/purchase-order-transactions.ts';
import type { Caller, FieldCall, IdentifyCaller } from '../caller.ts';
import { isClientId } from '../client-id.ts';
import type { AnnounceRequest } from './announce-request.ts';

interface Arguments {
  purchaseOrderId: string;
  productId: string;
  locationId?: string | null;
  quantity: number;
  note?: string | null;
}

export interface Deps {
  stockLevels: Pick<StockLevelTable, 'get'>;
  offers: OfferTable;
  settings: Pick<PurchasingSettingsTable, 'get'>;
  purchaseOrders: Pick<PurchaseOrderTable, 'get'>;
  transactions: Pick<PurchaseOrderTransactions, 'claim'>;
  announce: AnnounceRequest;
  identify: IdentifyCaller;
  clock: Clock;
  pause: Pause;
  terms: Terms;
}

/** Why no order is raised, in words for whoever asked. */
export class NotRequested extends Error {
  override name = 'NotRequested';
}

const LONGEST_NOTE = 500;
const MAX_TRIES = 20;

/**
 * Somebody asks for a purchase order. It takes the claim at once, so that they hear at once when another is open; then the
 * same event as for every other order sets its workflow going. Where that event is lost, the sweep does.
 */
export const requestPurchaseOrder =
  (deps: Deps) =>
  async (call: FieldCall<Arguments>): Promise<PurchaseOrder> => {
    const request = parse(call.arguments, await deps.identify(call));
    const order = await claim(deps, request);
    // One that an execution has taken up needs no other.
    if (order.executionArn === undefined) await deps.announce(order);
    return order;
  };

const parse = (given: Arguments, by: Caller): PurchaseRequest => {
  const { purchaseOrderId, productId, quantity } = given;
  const note = given.note?.trim() || undefined;
  if (!isClientId(purchaseOrderId)) throw new NotRequested('An order id is of 1 to 64 letters, digits, - and _.');
  if (!Number.isSafeInteger(quantity) || quantity < 1 || quantity > MAX_QUANTITY) {
    throw new NotRequested(`The quantity must be a whole number from 1 to ${MAX_QUANTITY}.`);
  }
  if (note && note.length > LONGEST_NOTE) throw new NotRequested(`The note is longer than ${LONGEST_NOTE} characters.`);
  const locationId = given.locationId || DEFAULT_LOCATION;
  return {
    ...{ purchaseOrderId, productId, locationId, by, note },
    ...{ quantityRequested: quantity, minPOAmount: 0, reason: 'MANUAL' },
  };
};

const claim = async (deps: Deps, request: PurchaseRequest): Promise<PurchaseOrder> => {
  const { stockLevels, offers, settings, purchaseOrders, transactions, clock, pause, terms } = deps;
  const offer = await offers.get(request.productId);
  const chosen = await settings.get();
  const why = whyNotDelivered(request.quantityRequested, offer.supplier ?? {});
  if (why) throw new NotRequested(why);
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    const known = await purchaseOrders.get(request.purchaseOrderId);
    if (known) return sameAgain(known, request);
    const level = await stockLevels.get(request);
    if (!level) throw new NotRequested(`${request.productId} is not stocked at ${request.locationId}.`);
    const open = level.openPurchaseOrderId;
    // The same request, sent twice at once, may have taken the claim since: then its order is there at the next look.
    if (open !== undefined && open !== request.purchaseOrderId) throw new NotRequested(await whyClaimed(deps, level));
    const now = clock();
    const order = newPurchaseOrder(request, level, offer, chosen, now, terms);
    if (open === undefined && (await transactions.claim(order, level, now))) return purchaseOrderRow(order, now);
    await pause(fullJitter(Math.min(attempt, 5), 5));
  }
  throw new NotRequested('The stock level is changing too fast just now. Try again.');
};

/** The same request again is the same order; the same id for something else is a mistake that must not pass in silence. */
const sameAgain = (known: PurchaseOrder, { by, productId, quantityRequested }: PurchaseRequest): PurchaseOrder => {
  const same =
    known.requestedById === by?.id && known.productId === productId && known.quantityRequested === quantityRequested;
  if (same) return known;
  throw new NotRequested(`There is another purchase order ${known.purchaseOrderId} already.`);
};

const whyClaimed = async ({ purchaseOrders }: Deps, { openPurchaseOrderId = '' }: StockLevel): Promise<string> => {
  const open = await purchaseOrders.get(openPurchaseOrderId);
  const who = open?.requestedBy ? `, requested by ${open.requestedBy}` : '';
  const what = open ? ` of ${open.quantity}, ${open.status}, since ${open.requestedAt}${who}` : '';
  return `A purchase order is open for it already: ${openPurchaseOrderId}${what}.`;
};
