import type { OrderLine, Rejection, WholeOrder } from './order.ts';
import type { ParsedMessage } from './order-message.ts';
import { stockKey } from './stock-key.ts';

/**
 * What one pass of the workflow's Map works on: the lines of one stock level, an order that is served as a whole, or what
 * cannot be reserved at all.
 */
export type StockGroup = { productId: string; locationId: string; lines: OrderLine[] };
export type BatchItem = StockGroup | WholeOrder | { rejections: Rejection[] };

const lineKey = (line: OrderLine): string => JSON.stringify([line.orderId, line.quantity]);

/** The same line twice in a batch is one line delivered twice; with another quantity it stays apart, to be judged. */
const addLine = (lines: Map<string, OrderLine>, line: OrderLine): void => {
  const known = lines.get(lineKey(line));
  if (known) known.messageIds.push(...line.messageIds);
  else lines.set(lineKey(line), { ...line, messageIds: [...line.messageIds] });
};

/** The same order twice in a batch is one; with other lines it stays apart, to be judged. */
const addWhole = (orders: Map<string, WholeOrder>, lines: OrderLine[]): void => {
  const key = JSON.stringify(lines.map(({ messageIds, ...line }) => line));
  const [first] = lines;
  if (!first) return;
  const known = orders.get(key) ?? {
    orderId: first.orderId,
    lines: lines.map((line) => ({ ...line, messageIds: [] })),
  };
  for (const line of known.lines) line.messageIds.push(...first.messageIds);
  orders.set(key, known);
};

/** Groups by stock level, in order of first appearance; orders served as a whole come after, what cannot be read last. */
export const groupMessages = (messages: ParsedMessage[]): BatchItem[] => {
  const groups = new Map<string, { group: StockGroup; lines: Map<string, OrderLine> }>();
  const wholeOrders = new Map<string, WholeOrder>();
  const rejections: Rejection[] = [];
  for (const message of messages) {
    if ('rejection' in message) rejections.push(message.rejection);
    else if (message.together) addWhole(wholeOrders, message.lines);
    else
      for (const line of message.lines) {
        const { productId, locationId } = line;
        const key = stockKey(line);
        const entry = groups.get(key) ?? { group: { productId, locationId, lines: [] }, lines: new Map() };
        addLine(entry.lines, line);
        groups.set(key, entry);
      }
  }
  return [
    ...[...groups.values()].map(({ group, lines }) => ({ ...group, lines: [...lines.values()] })),
    ...wholeOrders.values(),
    ...(rejections.length > 0 ? [{ rejections }] : []),
  ];
};

/** A payload of Step Functions holds 262,144 bytes; the answer carries about as much again, so half is used. */
export const MAX_PAYLOAD_BYTES = 120_000;

const bytes = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;

/** Cuts a group or a list of rejections that alone would be too large, so that every piece fits. */
const pieces = (item: BatchItem, limit: number): BatchItem[] => {
  if ('orderId' in item || bytes(item) <= limit) return [item];
  const parts = 'lines' in item ? item.lines : item.rejections;
  if (parts.length < 2) return [item];
  const middle = Math.ceil(parts.length / 2);
  const halves: BatchItem[] =
    'lines' in item
      ? [
          { ...item, lines: item.lines.slice(0, middle) },
          { ...item, lines: item.lines.slice(middle) },
        ]
      : [{ rejections: item.rejections.slice(0, middle) }, { rejections: item.rejections.slice(middle) }];
  return halves.flatMap((half) => pieces(half, limit));
};

/** One list of items per execution, each under the limit: with the batches that ship it is always one. */
export const splitByPayload = (items: BatchItem[], limit: number = MAX_PAYLOAD_BYTES): BatchItem[][] => {
  const payloads: BatchItem[][] = [];
  let size = 0;
  for (const item of items.flatMap((each) => pieces(each, limit))) {
    const itemSize = bytes(item) + 1;
    if (payloads.length === 0 || size + itemSize > limit) {
      payloads.push([]);
      size = 0;
    }
    payloads.at(-1)?.push(item);
    size += itemSize;
  }
  return payloads;
};

/** Every message that an item answers for, once. */
export const messageIdsOf = (item: BatchItem): string[] => [
  ...new Set(('lines' in item ? item.lines : item.rejections).flatMap((part) => part.messageIds)),
];
