import { MAX_QUANTITY } from './models.ts';
import { DEFAULT_LOCATION } from './vocabulary.ts';

/** One line of an order that can be reserved, and the queue messages that brought it. */
export type OrderLine = {
  orderId: string;
  productId: string;
  locationId: string;
  quantity: number;
  messageIds: string[];
  /** It waits where it cannot be served. */
  backorder?: true;
};

/** Lines of one order, each of a stock level of its own, that are served all or not at all. */
export type WholeOrder = { orderId: string; lines: OrderLine[] };

export const REJECTIONS = ['unknown product', 'malformed order', 'conflict', 'cancelled'] as const;
export type RejectionReason = (typeof REJECTIONS)[number];

/** What cannot be reserved. Its ids are there only when they are usable as a key. */
export type Rejection = {
  orderId?: string;
  productId?: string;
  locationId: string;
  quantity?: number;
  messageIds: string[];
  reason: RejectionReason;
  message: string;
};

/**
 * Three writes a line (stock level, ledger entry, reservation) and one look for a cancellation: a transaction of
 * DynamoDB holds 100.
 */
export const MAX_ORDER_LINES = 33;

/** The order id of what has no usable key is made of the message's id, so no order may call itself that. */
export const MESSAGE_KEY_PREFIX = 'message:';
export const MAX_ID_LENGTH = 128;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what an id must not hold
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u;

const isId = (value: unknown): value is string =>
  typeof value === 'string' &&
  value.length > 0 &&
  value.length <= MAX_ID_LENGTH &&
  value.trim() === value &&
  value.isWellFormed() &&
  !UNPRINTABLE.test(value);

export const isOrderId = (value: unknown): value is string => isId(value) && !value.startsWith(MESSAGE_KEY_PREFIX);

/** `#` separates the parts of a key, so a product id has none. */
export const isProductId = (value: unknown): value is string => isId(value) && !value.includes('#');

export const isQuantity = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= MAX_QUANTITY;

export type Fields = Record<string, unknown>;

export const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Own properties only: a body's `__proto__` lends nothing. */
export const field = (record: Fields, name: string): unknown =>
  Object.hasOwn(record, name) ? record[name] : undefined;

const parseJson = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

/** What a message of the bus says, or what is wrong with it. */
export type Envelope = { type: unknown; detail: Fields } | { problem: string };

export const readEnvelope = (body: string): Envelope => {
  const envelope = parseJson(body);
  if (!isRecord(envelope)) return { problem: 'the body must be a JSON object' };
  const detail = field(envelope, 'detail');
  if (!isRecord(detail)) return { problem: 'the event must carry a detail object' };
  return { type: field(envelope, 'detail-type'), detail };
};

export const malformed = (messageId: string, message: string, known: Partial<Rejection> = {}): Rejection => ({
  ...known,
  locationId: DEFAULT_LOCATION,
  messageIds: [messageId],
  reason: 'malformed order',
  message,
});
