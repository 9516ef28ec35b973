import type { Clock } from '../../../domain/clock.ts';
import { AlreadyDecided } from '../../../domain/decisions.ts';
import type { PurchaseOrder } from '../../../domain/models.ts';
import type { PurchaseOrderTable } from '../../../tables/purchase-order-table.ts';
import type { Closing, PurchaseOrderTransactions } from '../purchase-order-transactions.ts';

type Deps = {
  purchaseOrders: Pick<PurchaseOrderTable, 'get'>;
  transactions: Pick<PurchaseOrderTransactions, 'close'>;
  clock: Clock;
  coolDownSeconds: number;
};
/** REJECTED or CANCELLED by a person, EXPIRED by its deadline, FAILED with the workflow that should have waited for it. */
type Outcome = 'REJECTED' | 'CANCELLED' | 'EXPIRED' | 'FAILED';
/** `executionArn` names the execution that failed: another may have taken its place. */
type Input = { purchaseOrderId: string; outcome: Outcome; error?: string; executionArn?: string | undefined };
type Closed = { closed: boolean; status?: PurchaseOrder['status'] };

const UNDECIDED: PurchaseOrder['status'][] = ['PENDING', 'AWAITING_DECISION'];

/**
 * A failure is no judgement on the product: it frees the claim without a pause, so that it can be ordered again. Once the deadline
 * is over it is one, whatever closes the order: nobody wanted it in time.
 */
const closingOf = (
  { outcome, error, executionArn }: Input,
  { reason, deadline }: PurchaseOrder,
  now: string,
  coolDownSeconds: number,
): Closing => {
  const coolDownUntil = new Date(Date.parse(now) + coolDownSeconds * 1000).toISOString();
  if (outcome === 'REJECTED') return { from: ['REJECTED'], to: 'REJECTED', coolDownUntil };
  // Whoever cancels what they asked for says nothing about the product; whoever cancels what stock asked for does.
  if (outcome === 'CANCELLED') {
    return { from: ['CANCELLED'], to: 'CANCELLED', ...(reason !== 'MANUAL' && { coolDownUntil }) };
  }
  if (outcome === 'EXPIRED') {
    return { from: UNDECIDED, to: 'EXPIRED', coolDownUntil, note: 'Nobody decided before the deadline.' };
  }
  const note = `The workflow failed${error ? ` (${error})` : ''}.`;
  return { from: UNDECIDED, to: 'EXPIRED', executionArn, note, ...(deadline <= now && { coolDownUntil }) };
};

/**
 * Ends an order without stock and frees its claim, once. What a person decided, or returned, meanwhile is never overridden:
 * AlreadyDecided sends the workflow back to the row, and a failure leaves a decision to the sweep.
 */
export const closePurchaseOrder =
  ({ purchaseOrders, transactions, clock, coolDownSeconds }: Deps) =>
  async (input: Input): Promise<Closed> => {
    const order = await purchaseOrders.get(input.purchaseOrderId);
    if (!order || order.phase === 'CLOSED') return { closed: false, status: order?.status };
    const now = clock();
    const closing = closingOf(input, order, now, coolDownSeconds);
    if (closing.from.includes(order.status) && (await transactions.close(order, closing, now))) {
      return { closed: true, status: closing.to };
    }
    if (input.outcome === 'FAILED') return { closed: false, status: order.status };
    throw new AlreadyDecided(`Purchase order ${input.purchaseOrderId} is no longer to be closed as ${input.outcome}.`);
  };
