import { describe, expect, it } from 'vitest';
import type { PurchaseOrder, PurchasingSettings, Receipt } from '../../domain/models.ts';
import { MemoryStock, stockLevel } from '../../testing/memory-stock.ts';
import { claimStockLevel } from './claim-stock-level/claim-stock-level.ts';
import { closePurchaseOrder } from './close-purchase-order/close-purchase-order.ts';
import { placePurchaseOrder } from './place-purchase-order/place-purchase-order.ts';
import { receiveOnApproval } from './receive-on-approval/receive-on-approval.ts';
import { receive } from './receiving/receive.ts';
import { requestDecision } from './request-decision/request-decision.ts';
import { resumePurchaseOrders } from './resume-purchase-orders/resume-purchase-orders.ts';

const NOW = '2026-03-04T05:00:00.000Z';
const supplier = { supplierId: 's', name: 'S', leadTimeDays: 1, minimumQuantity: 1, multiple: 1, currency: 'EUR' };
const product = { productId: 'tv', name: 'TV', supplierId: 's', unitCost: 100, reorderQuantity: 10 };

const flow = (stock: MemoryStock, settings: PurchasingSettings = { receiveOnApproval: true }) => {
  let now = NOW;
  const happened: string[] = [];
  /** So many of the next mails of the sweep do not go out. */
  const failing = { mails: 0 };
  const common = { purchaseOrders: stock.purchaseOrderTable, transactions: stock.purchasing, clock: () => now };
  const quick = { ...common, stockLevels: stock.stockLevelTable, pause: async () => {} };
  const running = new Set<string>();
  const tokens = new Map<string, string>();
  const tell = async ({ receiptId, quantity }: Receipt) => {
    happened.push(`told ${quantity}`);
    await stock.receiptTable.noteTold(receiptId);
  };
  const arrivals = { ...quick, receipts: stock.receiptTable, commit: stock.commitReceipt, tell };
  const close = closePurchaseOrder({ ...common, coolDownSeconds: 3600 });
  return {
    happened,
    failing,
    running,
    at: (instant: string) => {
      now = instant;
    },
    claim: (purchaseOrderId: string, more: Record<string, unknown> = {}) =>
      claimStockLevel({
        ...quick,
        offers: { get: async () => ({ product, supplier }) },
        settings: { get: async () => settings },
        terms: { deadlineSeconds: 60, reminderSeconds: 20 },
      })({
        purchaseOrderId,
        executionArn: `arn:${purchaseOrderId}`,
        productId: 'tv',
        minPOAmount: 10,
        quantityRequested: 3,
        ...more,
      }),
    ask: requestDecision({
      ...common,
      dashboardUrl: 'https://shop.example/',
      taskTokens: {
        put: async (id, token) => {
          tokens.set(id, token);
          happened.push('token kept');
        },
      },
      mail: async ({ subject, body }) => {
        happened.push('mailed');
        expect(subject.length).toBeLessThanOrEqual(100);
        expect(body).not.toContain('secret');
      },
    }),
    place: placePurchaseOrder({ ...common, settings: { get: async () => settings } }),
    receiveAll: receiveOnApproval(arrivals),
    receive: (receiptId: string, quantity: number, purchaseOrderId = 'p-1') =>
      receive(arrivals)({ receiptId, purchaseOrderId, quantity, receivedBy: () => 'oscar' }),
    close,
    resume: resumePurchaseOrders({
      purchaseOrders: stock.purchaseOrderTable,
      taskTokens: { get: async (id) => tokens.get(id) },
      receipts: stock.receiptTable,
      tell,
      mail: async ({ subject }) => {
        if (failing.mails > 0) {
          failing.mails -= 1;
          throw new Error('no mail goes out');
        }
        happened.push(subject);
      },
      clock: () => now,
      dashboardUrl: 'https://shop.example/',
      executions: {
        isRunning: async (arn) => running.has(arn),
        wake: async (token) => void happened.push(`woke ${token}`),
        recover: async (id) => void happened.push(`recovered ${id}`),
      },
      close,
    }),
  };
};

describe('claiming a stock level', () => {
  it('lets one of many requests at once have it', async () => {
    const stock = new MemoryStock(stockLevel());
    const { claim } = flow(stock);
    const claims = await Promise.all(Array.from({ length: 20 }, (_, at) => claim(`p-${at}`)));
    expect(claims.filter(({ claimed }) => claimed)).toHaveLength(1);
    expect(stock.orders.size).toBe(1);
  });

  it('is repeatable by the same execution, and serves an event that comes twice once', async () => {
    const stock = new MemoryStock(stockLevel());
    const { claim } = flow(stock);
    expect(await claim('p-1')).toMatchObject({ claimed: true });
    expect(await claim('p-1')).toMatchObject({ claimed: true });
    expect(await claim('p-1', { executionArn: 'arn:other' })).toMatchObject({ claimed: false });
  });
});

describe('asking for a decision', () => {
  it('keeps the token first, opens the order for decision, then mails', async () => {
    const stock = new MemoryStock(stockLevel());
    const { claim, ask, happened } = flow(stock);
    await claim('p-1');
    await ask({ purchaseOrderId: 'p-1', taskToken: 'secret', executionArn: 'arn:p-1' });
    expect(happened).toEqual(['token kept', 'mailed']);
    expect(stock.orders.get('p-1')?.status).toBe('AWAITING_DECISION');
  });

  it('finds a decision when the step is repeated', async () => {
    const stock = new MemoryStock(stockLevel());
    const { claim, ask } = flow(stock);
    await claim('p-1');
    await ask({ purchaseOrderId: 'p-1', taskToken: 'secret', executionArn: 'arn:p-1' });
    stock.decide('p-1', 'APPROVED');
    await expect(ask({ purchaseOrderId: 'p-1', taskToken: 'secret-2', executionArn: 'arn:p-1' })).rejects.toThrow(
      expect.objectContaining({ name: 'AlreadyDecided' }),
    );
  });
});

const decided = async (decision: 'APPROVED' | 'REJECTED', settings?: PurchasingSettings) => {
  const stock = new MemoryStock(stockLevel({ available: 0, status: 'OUT_OF_STOCK' }));
  const steps = flow(stock, settings);
  await steps.claim('p-1');
  await steps.ask({ purchaseOrderId: 'p-1', taskToken: 't', executionArn: 'arn:p-1' });
  stock.decide('p-1', decision);
  return { stock, ...steps };
};

describe('returning a decision', () => {
  it('opens the order for another one, which the same execution, or one in its place, waits for', async () => {
    const { stock, ask } = await decided('APPROVED');
    stock.undo('p-1');
    await ask({ purchaseOrderId: 'p-1', taskToken: 't-2', executionArn: 'arn:recovery' });
    expect(stock.orders.get('p-1')).toMatchObject({ status: 'AWAITING_DECISION', executionArn: 'arn:recovery' });
  });

  it('that the step has read before it acts on it sends the workflow back to the row', async () => {
    const { stock, place, close } = await decided('APPROVED');
    stock.undo('p-1');
    expect(await place({ purchaseOrderId: 'p-1' })).toEqual({ placed: false });
    await expect(close({ purchaseOrderId: 'p-1', outcome: 'REJECTED' })).rejects.toThrow(
      expect.objectContaining({ name: 'AlreadyDecided' }),
    );
    expect(stock.orders.get('p-1')).toMatchObject({ status: 'AWAITING_DECISION', phase: 'OPEN' });
  });

  it('and deciding anew while the step acts is noticed by the time of the decision', async () => {
    const { stock } = await decided('APPROVED');
    const read = { ...stock.orders.get('p-1') };
    stock.undo('p-1');
    stock.decide('p-1', 'APPROVED', 'later');
    expect(await stock.purchasing.place(read as never, { receiveOnApproval: true }, NOW)).toBe(false);
  });
});

describe('receiving', () => {
  const ordered = async () => {
    const flowed = await decided('APPROVED', { receiveOnApproval: false });
    await flowed.place({ purchaseOrderId: 'p-1' });
    return flowed;
  };

  it('adds what came, keeps the claim until all of it has, and is told each time', async () => {
    const { stock, receive, happened } = await ordered();
    await receive('r-1', 5);
    expect(stock.level()).toMatchObject({ available: 5, status: 'IN_STOCK', openPurchaseOrderId: 'p-1' });
    expect(stock.orders.get('p-1')).toMatchObject({ status: 'PARTIALLY_RECEIVED', phase: 'OPEN', quantityReceived: 5 });
    await receive('r-2', 8);
    expect(stock.level()).toMatchObject({ available: 13, openPurchaseOrderId: undefined });
    expect(stock.orders.get('p-1')).toMatchObject({ status: 'RECEIVED', phase: 'CLOSED', quantityReceived: 13 });
    expect(happened.slice(-2)).toEqual(['told 5', 'told 8']);
  });

  it('counts a receipt once, however often it is sent, and at once', async () => {
    const { stock, receive } = await ordered();
    await Promise.all([receive('r-1', 5), receive('r-1', 5), receive('r-1', 5)]);
    expect((await receive('r-1', 5)).quantity).toBe(5);
    expect(stock.level().available).toBe(5);
    expect(stock.ledger).toHaveLength(1);
  });

  it('refuses the id of a receipt for another quantity', async () => {
    const { receive } = await ordered();
    await receive('r-1', 5);
    await expect(receive('r-1', 6)).rejects.toThrow('Receipt r-1 is of 5 for p-1.');
  });

  it('never takes more than was ordered, also from several people at once', async () => {
    const { stock, receive } = await ordered();
    const both = await Promise.allSettled([receive('r-1', 8), receive('r-2', 8)]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(stock.level().available).toBe(8);
  });

  it('is left to people by the sweep, which tells of receipts that nobody heard of', async () => {
    const { stock, receive, resume, happened } = await ordered();
    await receive('r-1', 5);
    stock.receipts.set('r-1', { ...stock.receipts.get('r-1'), untold: 'UNTOLD' } as Receipt);
    const before = happened.length;
    await resume({});
    await resume({});
    expect(happened.slice(before)).toEqual(['told 5']);
  });
});

describe('following a decision', () => {
  it('orders what is approved, and adds its stock once, however often the steps are repeated', async () => {
    const { stock, place, receiveAll } = await decided('APPROVED');
    expect(await place({ purchaseOrderId: 'p-1' })).toEqual({ placed: true });
    expect(await place({ purchaseOrderId: 'p-1' })).toEqual({ placed: false });
    await Promise.all([receiveAll({ purchaseOrderId: 'p-1' }), receiveAll({ purchaseOrderId: 'p-1' })]);
    expect(await receiveAll({ purchaseOrderId: 'p-1' })).toEqual({
      productId: 'tv',
      quantity: 13,
      purchaseOrderId: 'p-1',
    });
    expect(stock.level()).toMatchObject({ available: 13, status: 'IN_STOCK', openPurchaseOrderId: undefined });
    expect(stock.orders.get('p-1')).toMatchObject({ status: 'RECEIVED', phase: 'CLOSED' });
    expect(stock.ledger).toHaveLength(1);
  });

  it('receives the rest of what a person was faster to receive in part', async () => {
    const { stock, place, receive, receiveAll } = await decided('APPROVED');
    await place({ purchaseOrderId: 'p-1' });
    await receive('r-1', 3);
    expect(await receiveAll({ purchaseOrderId: 'p-1' })).toMatchObject({ quantity: 10 });
    expect(stock.level().available).toBe(13);
  });

  it('frees the claim of a rejected order, and orders nothing automatically for a while', async () => {
    const { stock, close, claim } = await decided('REJECTED');
    expect(await close({ purchaseOrderId: 'p-1', outcome: 'REJECTED' })).toEqual({ closed: true, status: 'REJECTED' });
    expect(await claim('p-2', { reason: 'LOW_STOCK' })).toMatchObject({ claimed: false });
    expect(await claim('p-3')).toMatchObject({ claimed: true });
    expect(stock.orders.get('p-1')?.phase).toBe('CLOSED');
  });

  it('never expires what was decided', async () => {
    const { close } = await decided('APPROVED');
    await expect(close({ purchaseOrderId: 'p-1', outcome: 'EXPIRED' })).rejects.toThrow(
      expect.objectContaining({ name: 'AlreadyDecided' }),
    );
    expect(await close({ purchaseOrderId: 'p-1', outcome: 'FAILED' })).toEqual({ closed: false, status: 'APPROVED' });
  });

  it('is resumed by the sweep when it was ordered to come at once, and did not', async () => {
    const { place, resume, running, happened } = await decided('APPROVED');
    await place({ purchaseOrderId: 'p-1' });
    running.add('arn:p-1');
    await resume({});
    expect(happened).not.toContain('recovered p-1');
    running.clear();
    await resume({});
    expect(happened).toContain('recovered p-1');
  });

  it('is resumed by the sweep: woken while its execution waits, recovered when that is gone', async () => {
    const { resume, running, happened } = await decided('APPROVED');
    running.add('arn:p-1');
    await resume({});
    running.clear();
    await resume({});
    expect(happened.slice(-2)).toEqual(['woke t', 'recovered p-1']);
  });

  it('is not recovered again because a recovery failed', async () => {
    const { resume, happened } = await decided('APPROVED');
    await resume({ detail: { name: 'recover-1', status: 'FAILED' } });
    expect(happened).not.toContain('recovered p-1');
  });
});

describe('over the limit', () => {
  const LIMITED = { receiveOnApproval: true, approvalLimits: [{ currency: 'EUR', amount: 1000 }] };

  it('the first approval places nothing, and lets another person decide through the same step', async () => {
    const { stock, place, ask } = await decided('APPROVED', LIMITED);
    expect(stock.orders.get('p-1')).toMatchObject({ approvalsNeeded: 2, approvalLimit: 1000 });
    expect(await place({ purchaseOrderId: 'p-1' })).toEqual({ placed: false });
    const passed = stock.orders.get('p-1');
    expect(passed).toMatchObject({
      status: 'PENDING',
      phase: 'OPEN',
      firstApprovedBy: 'ann',
      firstApprovedById: 'ann',
    });
    expect(passed?.decidedBy).toBeUndefined();
    expect(await place({ purchaseOrderId: 'p-1' })).toEqual({ placed: false });
    await ask({ purchaseOrderId: 'p-1', taskToken: 't-2', executionArn: 'arn:p-1' });
    stock.decide('p-1', 'APPROVED', 'later', 'bob');
    expect(await place({ purchaseOrderId: 'p-1' })).toEqual({ placed: true });
    expect(stock.orders.get('p-1')).toMatchObject({ status: 'ORDERED', firstApprovedBy: 'ann', decidedBy: 'bob' });
  });
});

describe('before the deadline', () => {
  const REMINDER = 'Restock: a purchase order expires soon, undecided';
  /** Orders that wait for a decision, and are to be reminded of from now on. */
  const due = async (...products: string[]) => {
    const stock = new MemoryStock(...products.map((productId) => stockLevel({ productId })));
    const steps = flow(stock);
    for (const productId of products) {
      const purchaseOrderId = `p-${productId}`;
      await steps.claim(purchaseOrderId, { productId });
      steps.running.add(`arn:${purchaseOrderId}`);
      await steps.ask({ purchaseOrderId, taskToken: 't', executionArn: `arn:${purchaseOrderId}` });
    }
    await steps.resume({});
    steps.at('2026-03-04T05:00:40.000Z');
    const before = steps.happened.length;
    return { ...steps, stock, mailed: () => steps.happened.slice(before) };
  };

  it('approvers are reminded once, and only while somebody waits for them', async () => {
    const { resume, mailed } = await due('tv');
    await Promise.all([resume({}), resume({})]);
    await resume({});
    expect(mailed()).toEqual([REMINDER]);
  });

  it('a mail that fails is told of, holds up no other, and is sent by a later sweep', async () => {
    const { resume, mailed, failing, at, stock } = await due('tv', 'desk');
    failing.mails = 1;
    await expect(resume({})).rejects.toThrow('1 could not be brought on.');
    expect(mailed()).toEqual([REMINDER]);
    expect(stock.orders.get('p-tv')).not.toHaveProperty('remindedAt');
    at('2026-03-04T05:10:41.000Z');
    await resume({});
    await resume({});
    expect(mailed()).toEqual([REMINDER, REMINDER]);
  });

  it('an order that ends while its mail is under way is left as it ended', async () => {
    const { resume, mailed, stock } = await due('tv');
    const { takeReminder } = stock.purchaseOrderTable;
    const ended: Partial<PurchaseOrder> = { status: 'EXPIRED', phase: 'CLOSED' };
    stock.purchaseOrderTable.takeReminder = async (order, ...rest) => {
      const taken = await takeReminder(order, ...rest);
      stock.orders.set('p-tv', { ...order, ...ended });
      return taken;
    };
    await resume({});
    expect(mailed()).toEqual([REMINDER]);
    expect(stock.orders.get('p-tv')).toMatchObject(ended);
    expect(stock.orders.get('p-tv')).not.toHaveProperty('remindedAt');
  });

  it('a mail of which nobody knows whether it went is sent again, after a while', async () => {
    const { resume, mailed, at, stock } = await due('tv');
    const note = stock.purchaseOrderTable.noteReminded;
    stock.purchaseOrderTable.noteReminded = async () => {
      throw new Error('it ended here');
    };
    await expect(resume({})).rejects.toThrow();
    stock.purchaseOrderTable.noteReminded = note;
    await resume({});
    expect(mailed()).toEqual([REMINDER]);
    at('2026-03-04T05:10:41.000Z');
    await resume({});
    await resume({});
    expect(mailed()).toEqual([REMINDER, REMINDER]);
  });
});

describe('what a person asked for', () => {
  const asked = async () => {
    const stock = new MemoryStock(stockLevel());
    const steps = flow(stock);
    await steps.claim('p-1', { reason: 'MANUAL' });
    const { executionArn, ...row } = stock.orders.get('p-1') ?? ({} as PurchaseOrder);
    stock.orders.set('p-1', row);
    return { stock, ...steps };
  };

  it('is taken up by one execution', async () => {
    const { claim } = await asked();
    const claims = await Promise.all([claim('p-1', { executionArn: 'a' }), claim('p-1', { executionArn: 'b' })]);
    expect(claims.filter(({ claimed }) => claimed)).toHaveLength(1);
  });

  it('is taken up by none once it has ended, however late the event comes', async () => {
    const { stock, claim, close } = await asked();
    await stock.purchaseOrderTable.cancel('p-1', 'oscar', NOW);
    await close({ purchaseOrderId: 'p-1', outcome: 'CANCELLED' });
    expect(await stock.purchaseOrderTable.takeUp('p-1', 'arn:late')).toBe(false);
    expect(await claim('p-1', { executionArn: 'arn:late' })).toMatchObject({ claimed: false });
    expect(stock.orders.get('p-1')).toMatchObject({ status: 'CANCELLED', phase: 'CLOSED' });
    expect(stock.orders.get('p-1')?.executionArn).toBeUndefined();
  });

  it('is started by the sweep where no execution has taken it up', async () => {
    const { resume, happened } = await asked();
    await resume({});
    expect(happened).toContain('recovered p-1');
  });

  it('and cancelled frees its claim without a pause; what stock asked for pauses its product', async () => {
    for (const [reason, paused] of [
      ['MANUAL', undefined],
      ['LOW_STOCK', '2026-03-04T06:00:00.000Z'],
    ] as const) {
      const stock = new MemoryStock(stockLevel({ available: 1 }));
      const { claim, close } = flow(stock);
      await claim('p-1', { reason });
      await stock.purchaseOrderTable.cancel('p-1', 'oscar', NOW);
      expect(await close({ purchaseOrderId: 'p-1', outcome: 'CANCELLED' })).toMatchObject({ closed: true });
      expect(stock.orders.get('p-1')).toMatchObject({ status: 'CANCELLED', phase: 'CLOSED' });
      expect(stock.level()).toMatchObject({ openPurchaseOrderId: undefined });
      expect(stock.level().coolDownUntil).toBe(paused);
    }
  });
});

describe('an order whose execution is gone', () => {
  it('is closed and its claim freed, so that the next is possible at once', async () => {
    const stock = new MemoryStock(stockLevel({ available: 1 }));
    const { claim, resume, running } = flow(stock);
    await claim('p-1');
    running.add('arn:p-1');
    await resume({});
    expect(stock.orders.get('p-1')?.status).toBe('PENDING');
    running.clear();
    await resume({ detail: { status: 'ABORTED' } });
    expect(stock.orders.get('p-1')).toMatchObject({ status: 'EXPIRED', phase: 'CLOSED' });
    expect(await claim('p-2', { reason: 'LOW_STOCK' })).toMatchObject({ claimed: true });
  });

  it('pauses its product all the same once the deadline is over: nobody wanted it in time', async () => {
    const stock = new MemoryStock(stockLevel({ available: 1 }));
    const { claim, close, at } = flow(stock);
    await claim('p-1');
    at('2026-03-04T05:01:00.000Z');
    await close({ purchaseOrderId: 'p-1', outcome: 'FAILED', executionArn: 'arn:p-1' });
    expect(await claim('p-2', { reason: 'LOW_STOCK' })).toMatchObject({ claimed: false });
  });

  it('is not closed on account of an execution in whose place another waits by now', async () => {
    const stock = new MemoryStock(stockLevel());
    const { claim, ask, close } = flow(stock);
    await claim('p-1');
    await ask({ purchaseOrderId: 'p-1', taskToken: 't', executionArn: 'arn:recovery' });
    const failed = { purchaseOrderId: 'p-1', outcome: 'FAILED', executionArn: 'arn:p-1' } as const;
    expect(await close(failed)).toEqual({ closed: false, status: 'AWAITING_DECISION' });
    expect(await close({ ...failed, executionArn: 'arn:recovery' })).toMatchObject({ closed: true });
  });
});
