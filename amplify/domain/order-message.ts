import { MAX_QUANTITY } from './models.ts';
import {
  type Fields,
  field,
  isOrderId,
  isProductId,
  isQuantity,
  isRecord,
  MAX_ID_LENGTH,
  MAX_ORDER_LINES,
  malformed,
  type OrderLine,
  type Rejection,
  readEnvelope,
} from './order.ts';
import { stockKey } from './stock-key.ts';
import { DEFAULT_LOCATION } from './vocabulary.ts';

/** `together`: the lines are served all or not at all. */
export type ParsedMessage = { lines: OrderLine[]; together: boolean } | { rejection: Rejection };

const ID = `text of 1 to ${MAX_ID_LENGTH} printable characters`;

/** What is wrong with a line, or with an order in the ancestor's form, which is one. */
const problemOfLine = (line: Fields, at: string): string | undefined => {
  if (!isProductId(field(line, 'productId'))) return `${at}productId must be ${ID} without #`;
  if (!isQuantity(field(line, 'quantity'))) return `${at}quantity must be a whole number from 1 to ${MAX_QUANTITY}`;
  return undefined;
};

const problemOfLines = (detail: Fields, lines: unknown): string | undefined => {
  if (field(detail, 'productId') !== undefined || field(detail, 'quantity') !== undefined)
    return 'an order has lines, or a productId and a quantity, not both';
  if (!Array.isArray(lines) || lines.length === 0 || lines.length > MAX_ORDER_LINES)
    return `lines must be a list of 1 to ${MAX_ORDER_LINES}`;
  for (const [index, line] of lines.entries()) {
    const problem = isRecord(line) ? problemOfLine(line, `lines[${index}].`) : `lines[${index}] must be an object`;
    if (problem) return problem;
  }
  return undefined;
};

const problemOf = (detail: Fields): string | undefined => {
  if (!isOrderId(field(detail, 'orderId'))) return `orderId must be ${ID}`;
  const [locationId, lines] = ['locationId', 'lines'].map((name) => field(detail, name));
  if (locationId !== undefined && !isProductId(locationId)) return `locationId must be ${ID} without #`;
  for (const flag of ['allowPartial', 'allowBackorder']) {
    const value = field(detail, flag);
    if (value !== undefined && typeof value !== 'boolean') return `${flag} must be true or false`;
  }
  return lines === undefined ? problemOfLine(detail, '') : problemOfLines(detail, lines);
};

/** Lines of one product are one claim. */
const merged = (lines: OrderLine[]): OrderLine[] => {
  const byLevel = new Map<string, OrderLine>();
  for (const line of lines) {
    const known = byLevel.get(stockKey(line));
    byLevel.set(stockKey(line), { ...line, quantity: line.quantity + (known?.quantity ?? 0) });
  }
  return [...byLevel.values()];
};

/** What can be used as a key although the order cannot be served. */
const known = (detail: Fields): Partial<Rejection> => {
  const [orderId, productId, quantity] = ['orderId', 'productId', 'quantity'].map((name) => field(detail, name));
  return {
    ...(isOrderId(orderId) && { orderId }),
    ...(isProductId(productId) && { productId }),
    ...(isQuantity(quantity) && { quantity }),
  };
};

/**
 * Reads one queue message: an EventBridge envelope whose detail is an order, `{orderId, productId, quantity}` or
 * `{orderId, lines: [{productId, quantity}], allowPartial?}`, either with `locationId?` and `allowBackorder?`. Whatever it
 * holds, this never throws.
 */
export const parseOrderMessage = (messageId: string, body: string): ParsedMessage => {
  const envelope = readEnvelope(body);
  if ('problem' in envelope) return { rejection: malformed(messageId, envelope.problem) };
  const { detail } = envelope;
  const problem = problemOf(detail);
  if (problem) return { rejection: malformed(messageId, problem, known(detail)) };
  const orderId = field(detail, 'orderId') as string;
  const locationId = (field(detail, 'locationId') ?? DEFAULT_LOCATION) as string;
  const lines = merged(
    ((field(detail, 'lines') ?? [detail]) as Fields[]).map((line) => ({
      orderId,
      productId: field(line, 'productId') as string,
      locationId,
      quantity: field(line, 'quantity') as number,
      messageIds: [messageId],
      ...(field(detail, 'allowBackorder') === true && { backorder: true as const }),
    })),
  );
  if (!lines.every(({ quantity }) => isQuantity(quantity))) {
    return {
      rejection: malformed(
        messageId,
        `the lines of a product must not sum to more than ${MAX_QUANTITY}`,
        known(detail),
      ),
    };
  }
  return { lines, together: lines.length > 1 && field(detail, 'allowPartial') !== true };
};
