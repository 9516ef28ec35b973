import { describe, expect, it } from 'vitest';
import { MemoryStock, stockLevel } from '../../testing/memory-stock.ts';
import { claimStockLevel } from './claim-stock-level/claim-stock-level.ts';
import { closePurchaseOrder } from './close-purchase-order/close-purchase-order.ts';
import { receiveStock } from './receive-stock/receive-stock.ts';
import { requestDecision } from './request-decision/request-decision.ts';
import { resumePurchaseOrders } from './resume-purchase-orders/resume-purchase-orders.ts';

const NOW = '2026-03-04T05:00:00.000Z';
const flow = (stock: MemoryStock) => {
  const happened: string[] = [];
  const common = { purchaseOrders: stock.purchaseOrderTable, transactions: stock.purchasing, clock: () => NOW };
  const quick = { ...common, stockLevels: stock.stockLevelTable, pause: async () => {} };
  const running = new Set<string>();
  const tokens = new Map<string, string>();
  const close = closePurchaseOrder({ ...common, coolDownSeconds: 3600 });
  return {
    happened,
    running,
    claim: (purchaseOrderId: string, more: Record<string, unknown> = {}) =>
      claimStockLevel({ ...quick, products: { get: async () => undefined }, deadlineSeconds: 60 })({
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
    receive: receiveStock(quick),
    close,
    resume: resumePurchaseOrders({
      purchaseOrders: stock.purchaseOrderTable,
      taskTokens: { get: async (id) => tokens.get(id) },
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
    await ask({ purchaseOrderId: 'p-1', taskToken: 'secret' });
    expect(happened).toEqual(['token kept', 'mailed']);
    expect(stock.orders.get('p-1')?.status).toBe('AWAITING_DECISION');
  });

  it('finds a decision when the step is repeated', async () => {
    const stock = new MemoryStock(stockLevel());
    const { claim, ask } = flow(stock);
    await claim('p-1');
    await ask({ purchaseOrderId: 'p-1', taskToken: 'secret' });
    stock.decide('p-1', 'APPROVED');
    await expect(ask({ purchaseOrderId: 'p-1', taskToken: 'secret-2' })).rejects.toThrow(
      expect.objectContaining({ name: 'AlreadyDecided' }),
    );
  });
});

describe('following a decision', () => {
  const decided = async (decision: 'APPROVED' | 'REJECTED') => {
    const stock = new MemoryStock(stockLevel({ available: 0, status: 'OUT_OF_STOCK' }));
    const steps = flow(stock);
    await steps.claim('p-1');
    await steps.ask({ purchaseOrderId: 'p-1', taskToken: 't' });
    stock.decide('p-1', decision);
    return { stock, ...steps };
  };

  it('adds approved stock once, however often the step is repeated', async () => {
    const { stock, receive } = await decided('APPROVED');
    await Promise.all([receive({ purchaseOrderId: 'p-1' }), receive({ purchaseOrderId: 'p-1' })]);
    expect(await receive({ purchaseOrderId: 'p-1' })).toEqual({
      productId: 'tv',
      quantity: 13,
      purchaseOrderId: 'p-1',
    });
    expect(stock.level()).toMatchObject({ available: 13, status: 'IN_STOCK', openPurchaseOrderId: undefined });
    expect(stock.ledger).toHaveLength(1);
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
});
