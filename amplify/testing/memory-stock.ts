import { setImmediate } from 'node:timers/promises';
import type { PurchaseOrder, Receipt, Reservation, StockLevel, StockMovement } from '../domain/models.ts';
import type { OrderLine } from '../domain/order.ts';
import { afterReceipt, isOnItsWay } from '../domain/receiving.ts';
import { reservationKey } from '../domain/rows.ts';
import { stockKey } from '../domain/stock-key.ts';
import type { CancelledOrderTable } from '../tables/cancelled-order-table.ts';
import type { ReceiptTable } from '../tables/receipt-table.ts';
import type { ReservationTable } from '../tables/reservation-table.ts';
import type { PurchaseOrderTransactions } from '../workflows/create-purchase-order/purchase-order-transactions.ts';
import type { ReceiptTransaction } from '../workflows/create-purchase-order/receiving/receipt-transaction.ts';
import type { OrderTransaction } from '../workflows/reserve-stock/reserve-order/order-transaction.ts';
import type { ReserveTransaction } from '../workflows/reserve-stock/reserve-stock/reserve-transaction.ts';
import type { SettleTransaction } from '../workflows/settle-reservations/settle-transaction.ts';

type Movement = Pick<StockMovement, 'availableDelta' | 'reservedDelta' | 'availableAfter' | 'causeId'>;

/**
 * The tables in memory, with the conditions that the real transactions state: a test against it holds by the same
 * guards. Every access yields first, so that concurrent callers interleave.
 */
export class MemoryStock {
  readonly levels = new Map<string, StockLevel>();
  readonly reservations = new Map<string, Reservation>();
  readonly orders = new Map<string, PurchaseOrder>();
  readonly receipts = new Map<string, Receipt>();
  readonly ledger: Movement[] = [];
  readonly cancelled = new Set<string>();
  /** So many next commits meet another transaction. */
  conflicts = 0;

  constructor(...levels: StockLevel[]) {
    for (const level of levels) this.levels.set(stockKey(level), level);
  }

  level(productId = 'tv'): StockLevel {
    const level = this.levels.get(stockKey({ productId, locationId: 'main' }));
    if (!level) throw new Error(`no stock level of ${productId}`);
    return level;
  }

  private change(level: StockLevel, more: Partial<StockLevel>): void {
    this.levels.set(stockKey(level), { ...level, ...more, version: level.version + 1 });
  }

  private static reservationKey = (line: Pick<Reservation, 'orderId' | 'productId' | 'locationId'>): string =>
    JSON.stringify(reservationKey(line.orderId, line.productId, line.locationId));

  readonly reserving: ReserveTransaction = {
    commit: async (level, fitting, _now, expiresAt) => {
      await setImmediate();
      const unserved = [...fitting.unavailable, ...fitting.backordered];
      const lines = [...fitting.reserved, ...unserved.map(({ line }) => line)];
      const current = this.levels.get(stockKey(level));
      const known = new Map<OrderLine, Reservation>();
      const cancelled = new Set<OrderLine>();
      for (const line of lines) {
        const row = this.reservations.get(MemoryStock.reservationKey(line));
        if (row) known.set(line, row);
        else if (this.isCancelled(line)) cancelled.add(line);
      }
      const stale = fitting.sum + fitting.waiting > 0 && current?.version !== level.version;
      if (this.conflicts > 0) {
        this.conflicts -= 1;
        return { known: new Map(), cancelled: new Set(), contended: true };
      }
      if (stale || known.size > 0 || cancelled.size > 0)
        return { known, cancelled, level: stale ? current : undefined, contended: false };
      if (current && fitting.sum + fitting.waiting > 0) {
        this.change(current, {
          available: current.available - fitting.sum,
          reserved: current.reserved + fitting.sum,
          ...(fitting.waiting > 0 && { backordered: (current.backordered ?? 0) + fitting.waiting }),
        });
      }
      if (current && fitting.sum > 0) {
        this.ledger.push({
          availableDelta: -fitting.sum,
          reservedDelta: fitting.sum,
          availableAfter: current.available - fitting.sum,
          causeId: lines[0]?.orderId ?? '',
        });
      }
      for (const line of fitting.reserved) this.keep(line, { status: 'RESERVED', expiresAt });
      for (const { line, availableQuantity } of fitting.unavailable) {
        this.keep(line, { status: 'UNAVAILABLE', availableQuantity });
      }
      for (const { line, availableQuantity } of fitting.backordered) {
        this.keep(line, { status: 'BACKORDERED', availableQuantity });
      }
      return undefined;
    },
  };

  readonly orderTransaction: OrderTransaction = {
    commit: async (outcomes, levels, expiresAt) => {
      await setImmediate();
      const known = new Map<OrderLine, Reservation>();
      for (const { line } of outcomes) {
        const row = this.reservations.get(MemoryStock.reservationKey(line));
        if (row) known.set(line, row);
      }
      const wanted = outcomes.filter(({ status }) => status !== 'REJECTED').map(({ line }) => line);
      const cancelled = wanted.filter((line) => this.isCancelled(line));
      const changing = outcomes.filter(({ status }) => status === 'RESERVED' || status === 'BACKORDERED');
      const current = (line: OrderLine) => this.levels.get(stockKey(line)) as StockLevel;
      const stale = changing
        .map(({ line }) => current(line))
        .filter((level) => level.version !== levels.get(stockKey(level))?.version);
      if (known.size + cancelled.length + stale.length > 0) return { known, cancelled, levels: stale };
      for (const outcome of outcomes) {
        const { line, ...more } = outcome;
        const linesTogether = outcomes.length;
        const level = current(line);
        if (more.status !== 'RESERVED') {
          if (more.status === 'BACKORDERED')
            this.change(level, { backordered: (level.backordered ?? 0) + line.quantity });
          this.keep(line, { ...more, linesTogether });
          continue;
        }
        const [available, reservedAfter] = [level.available - line.quantity, level.reserved + line.quantity];
        this.change(level, { available, reserved: reservedAfter });
        const delta = { availableDelta: -line.quantity, reservedDelta: line.quantity };
        this.ledger.push({ ...delta, availableAfter: available, causeId: line.orderId });
        this.keep(line, { ...more, linesTogether, expiresAt: expiresAt(line) });
      }
      return undefined;
    },
  };

  private isCancelled(line: OrderLine): boolean {
    return this.cancelled.has(line.orderId) || this.cancelled.has(`${line.orderId} ${stockKey(line)}`);
  }

  readonly cancelledOrders: CancelledOrderTable = {
    mark: async (orderId, line) => {
      await setImmediate();
      this.cancelled.add(line ? `${orderId} ${stockKey(line)}` : orderId);
    },
  };

  readonly settling: SettleTransaction = {
    commit: async (row, level, { to, returnsStock }, now) => {
      await setImmediate();
      const key = MemoryStock.reservationKey(row);
      const [current, own] = [this.levels.get(stockKey(level)), this.reservations.get(key)];
      if (own?.status !== row.status || (to === 'EXPIRED' && (own.expiresAt ?? '') > now)) return 'other';
      if (current?.version !== level.version || current.reserved < row.quantity) return 'stale';
      const returned = returnsStock ? row.quantity : 0;
      const available = current.available + returned;
      this.change(current, {
        available,
        reserved: current.reserved - row.quantity,
        ...(returnsStock && { status: 'IN_STOCK' }),
      });
      this.ledger.push({
        availableDelta: returned,
        reservedDelta: -row.quantity,
        availableAfter: available,
        causeId: row.orderId,
      });
      this.reservations.set(key, { ...own, status: to, settledAt: now });
      return 'settled';
    },
  };

  private keep(
    { messageIds, backorder: _, ...line }: OrderLine,
    more: Partial<Reservation> & Pick<Reservation, 'status'>,
  ): void {
    this.reservations.set(MemoryStock.reservationKey(line), { ...line, deliveries: messageIds.length, ...more });
  }

  readonly reservationTable: Omit<ReservationTable, 'due' | 'waiting' | 'waitedFor' | 'noteServed'> = {
    get: async (line) => this.reservations.get(MemoryStock.reservationKey(line)),
    ofOrder: async (orderId) => {
      await setImmediate();
      return [...this.reservations.values()].filter((row) => row.orderId === orderId);
    },
    noteRefusal: async (line, refusal) => {
      const key = MemoryStock.reservationKey(line);
      const row = this.reservations.get(key);
      if (row) this.reservations.set(key, { ...row, refusal });
    },
    putFirst: async (reservation) => {
      await setImmediate();
      const key = MemoryStock.reservationKey(reservation);
      const known = this.reservations.get(key);
      if (!known) this.reservations.set(key, reservation);
      return known;
    },
    countDeliveries: async (line, times, now) => {
      const key = MemoryStock.reservationKey(line);
      const row = this.reservations.get(key);
      if (row) this.reservations.set(key, { ...row, deliveries: (row.deliveries ?? 0) + times, redeliveredAt: now });
    },
  };

  reservation(orderId: string, productId = 'tv'): Reservation | undefined {
    return this.reservations.get(MemoryStock.reservationKey({ orderId, productId, locationId: 'main' }));
  }

  readonly purchasing: PurchaseOrderTransactions = {
    claim: async (order, level) => {
      await setImmediate();
      const current = this.levels.get(stockKey(level));
      if (!current || current.version !== level.version || current.openPurchaseOrderId) return false;
      if (this.orders.has(order.purchaseOrderId)) return false;
      this.change(current, { openPurchaseOrderId: order.purchaseOrderId });
      this.orders.set(order.purchaseOrderId, order);
      return true;
    },
    place: async (order, settings, now) => {
      await setImmediate();
      const row = this.orders.get(order.purchaseOrderId);
      if (row?.phase !== 'OPEN' || row.status !== 'APPROVED' || row.decidedAt !== order.decidedAt) return false;
      this.orders.set(row.purchaseOrderId, {
        ...row,
        ...settings,
        status: 'ORDERED',
        orderedAt: now,
        quantityReceived: 0,
      });
      return true;
    },
    awaitSecond: async (order) => {
      await setImmediate();
      const row = this.orders.get(order.purchaseOrderId);
      if (row?.phase !== 'OPEN' || row.status !== 'APPROVED' || row.decidedAt !== order.decidedAt) return false;
      const { decidedAt, decidedBy, decidedById, undoUntil, ...rest } = row;
      this.orders.set(row.purchaseOrderId, {
        ...rest,
        status: 'PENDING',
        firstApprovedAt: decidedAt,
        firstApprovedBy: decidedBy,
        firstApprovedById: decidedById,
      });
      return true;
    },
    close: async (order, closing) => {
      await setImmediate();
      const row = this.orders.get(order.purchaseOrderId);
      if (row?.phase !== 'OPEN' || !closing.from.includes(row.status)) return false;
      if (closing.executionArn !== undefined && closing.executionArn !== row.executionArn) return false;
      const current = this.level(order.productId);
      if (current.openPurchaseOrderId === order.purchaseOrderId) {
        this.change(current, {
          openPurchaseOrderId: undefined,
          ...(closing.coolDownUntil ? { coolDownUntil: closing.coolDownUntil, coolDownBelow: current.available } : {}),
        });
      }
      const { to: status, note = row.note, closedBy } = closing;
      this.orders.set(row.purchaseOrderId, { ...row, status, note, closedBy, phase: 'CLOSED' });
      return true;
    },
  };

  readonly commitReceipt: ReceiptTransaction = async (order, level, receipt) => {
    await setImmediate();
    const current = this.levels.get(stockKey(level));
    const row = this.orders.get(order.purchaseOrderId);
    if (current?.version !== level.version || current.openPurchaseOrderId !== order.purchaseOrderId) return false;
    if (row?.phase !== 'OPEN' || !isOnItsWay(row) || row.quantityReceived !== order.quantityReceived) return false;
    if (this.receipts.has(receipt.receiptId)) return false;
    const after = afterReceipt(row, receipt);
    const isLast = after.status === 'RECEIVED';
    const available = current.available + receipt.quantity;
    this.change(current, {
      available,
      status: 'IN_STOCK',
      coolDownUntil: undefined,
      coolDownBelow: undefined,
      ...(isLast && { openPurchaseOrderId: undefined }),
    });
    this.orders.set(row.purchaseOrderId, { ...row, ...after, ...(isLast && { phase: 'CLOSED' }) });
    this.receipts.set(receipt.receiptId, receipt);
    const { quantity, purchaseOrderId } = receipt;
    this.ledger.push({
      availableDelta: quantity,
      reservedDelta: 0,
      availableAfter: available,
      causeId: purchaseOrderId,
    });
    return true;
  };

  readonly receiptTable: ReceiptTable = {
    get: async (receiptId) => this.receipts.get(receiptId),
    untold: () => this.untoldReceipts(),
    noteTold: async (receiptId) => {
      const receipt = this.receipts.get(receiptId);
      if (receipt) this.receipts.set(receiptId, { ...receipt, untold: undefined });
    },
  };

  private async *untoldReceipts(): AsyncIterable<Receipt[]> {
    yield [...this.receipts.values()].filter(({ untold }) => untold !== undefined);
  }

  readonly purchaseOrderTable = {
    get: async (purchaseOrderId: string) => this.orders.get(purchaseOrderId),
    markAwaiting: async (purchaseOrderId: string, executionArn: string) => {
      const row = this.orders.get(purchaseOrderId);
      if (row?.status !== 'PENDING' && row?.status !== 'AWAITING_DECISION') return undefined;
      const marked: PurchaseOrder = { ...row, status: 'AWAITING_DECISION', executionArn };
      this.orders.set(purchaseOrderId, marked);
      return marked;
    },
    takeUp: async (purchaseOrderId: string, executionArn: string) => {
      const row = this.orders.get(purchaseOrderId);
      if (row?.phase !== 'OPEN' || row.executionArn !== undefined) return false;
      this.orders.set(purchaseOrderId, { ...row, executionArn, executionArns: [executionArn] });
      return true;
    },
    cancel: async (purchaseOrderId: string, closedBy: string, closedAt: string) => {
      const row = this.orders.get(purchaseOrderId);
      if (row?.phase !== 'OPEN' || !['PENDING', 'AWAITING_DECISION'].includes(row.status)) return false;
      this.orders.set(purchaseOrderId, { ...row, status: 'CANCELLED', closedBy, closedAt });
      return true;
    },
    takeReminder: async ({ purchaseOrderId, remindAt }: PurchaseOrder, until: string) => {
      const row = this.orders.get(purchaseOrderId);
      if (row?.status !== 'AWAITING_DECISION' || row.remindAt !== remindAt || row.remindedAt) return false;
      this.orders.set(purchaseOrderId, { ...row, remindAt: until });
      return true;
    },
    noteReminded: async (purchaseOrderId: string, remindedAt: string) => {
      const row = this.orders.get(purchaseOrderId);
      if (row?.status === 'AWAITING_DECISION') this.orders.set(purchaseOrderId, { ...row, remindedAt });
    },
    open: async function* (this: { all: () => PurchaseOrder[] }) {
      yield this.all().filter(({ phase }) => phase === 'OPEN');
    },
    all: () => [...this.orders.values()],
  };

  readonly stockLevelTable = {
    get: async (key: { productId: string; locationId: string }) => this.levels.get(stockKey(key)),
  };

  decide(purchaseOrderId: string, status: 'APPROVED' | 'REJECTED', decidedAt = 'then', by = 'ann'): void {
    const row = this.orders.get(purchaseOrderId);
    if (row?.status !== 'AWAITING_DECISION') throw new Error(`${purchaseOrderId} awaits no decision`);
    this.orders.set(purchaseOrderId, { ...row, status, decidedBy: by, decidedById: by, decidedAt });
  }

  undo(purchaseOrderId: string): void {
    const row = this.orders.get(purchaseOrderId);
    if (row?.status !== 'APPROVED' && row?.status !== 'REJECTED') throw new Error(`${purchaseOrderId} is not decided`);
    this.orders.set(purchaseOrderId, {
      ...row,
      status: 'AWAITING_DECISION',
      decidedBy: undefined,
      decidedById: undefined,
      decidedAt: undefined,
    });
  }
}

export const stockLevel = (more: Partial<StockLevel> = {}): StockLevel => ({
  productId: 'tv',
  locationId: 'main',
  available: 10,
  reserved: 0,
  reorderPoint: 2,
  status: 'IN_STOCK',
  version: 1,
  ...more,
});
