import { field, isOrderId, isProductId, malformed, type Rejection, readEnvelope } from './order.ts';
import { type ChangeType, SETTLEMENTS } from './settlement.ts';
import { DEFAULT_LOCATION } from './vocabulary.ts';

/** What happened to an order: to all of its lines, or to the one that is named. */
export type OrderChange = {
  type: ChangeType;
  orderId: string;
  line?: { productId: string; locationId: string };
};
export type ParsedChange = { change: OrderChange } | { rejection: Rejection };

const isChangeType = (type: unknown): type is ChangeType =>
  typeof type === 'string' && Object.hasOwn(SETTLEMENTS, type);

/** Reads one queue message: an EventBridge envelope, or a sweep's word in the same form. It never throws. */
export const parseChangeMessage = (messageId: string, body: string): ParsedChange => {
  const refuse = (message: string): ParsedChange => ({ rejection: malformed(messageId, message) });
  const envelope = readEnvelope(body);
  if ('problem' in envelope) return refuse(envelope.problem);
  const { type, detail } = envelope;
  if (!isChangeType(type)) return refuse(`the event must be one of ${Object.keys(SETTLEMENTS).join(', ')}`);
  const [orderId, productId, locationId] = ['orderId', 'productId', 'locationId'].map((name) => field(detail, name));
  if (!isOrderId(orderId)) return refuse(`${type}: orderId must name an order`);
  // A change of the whole order is what no product means: one that cannot be read must not become that.
  if (productId === undefined && locationId === undefined) return { change: { type, orderId } };
  if (!isProductId(productId)) return refuse(`${type}: productId must name the line's product`);
  if (locationId !== undefined && !isProductId(locationId)) return refuse(`${type}: locationId must name a location`);
  return { change: { type, orderId, line: { productId, locationId: locationId ?? DEFAULT_LOCATION } } };
};
