import type { Clock } from '../../../domain/clock.ts';
import { decisionMail, REMINDER_SUBJECT } from '../../../domain/decisions.ts';
import type { PurchaseOrder } from '../../../domain/models.ts';
import { isOnItsWay } from '../../../domain/receiving.ts';
import type { PurchaseOrderTable } from '../../../tables/purchase-order-table.ts';
import type { ReceiptTable } from '../../../tables/receipt-table.ts';
import type { TaskTokenTable } from '../../../tables/task-token-table.ts';
import type { Mailer } from '../../mailer.ts';
import type { closePurchaseOrder } from '../close-purchase-order/close-purchase-order.ts';
import { type Executions, RECOVERY_PREFIX } from '../executions.ts';
import type { TellReplenished } from '../receiving/tell-replenished.ts';

type Deps = {
  purchaseOrders: Pick<PurchaseOrderTable, 'get' | 'takeReminder' | 'noteReminded' | 'open'>;
  taskTokens: Pick<TaskTokenTable, 'get'>;
  receipts: Pick<ReceiptTable, 'untold'>;
  executions: Executions;
  tell: TellReplenished;
  mail: Mailer;
  clock: Clock;
  dashboardUrl: string;
  close: ReturnType<typeof closePurchaseOrder>;
};
/** A sweep by the clock, or the end of an execution that ran no Catch. */
type Event = { detail?: { name?: string; status?: string } };

const isDecided = ({ status }: PurchaseOrder): boolean =>
  status === 'APPROVED' || status === 'REJECTED' || status === 'CANCELLED';

const resume = async (deps: Deps, order: PurchaseOrder, running: boolean): Promise<void> => {
  const token = running ? await deps.taskTokens.get(order.purchaseOrderId) : undefined;
  if (token !== undefined) await deps.executions.wake(token);
  else if (!running) await deps.executions.recover(order.purchaseOrderId);
};

/** Two sweeps: a mail that was not sent by then, or of which nobody knows, is sent again. */
const TRY_AGAIN_MS = 10 * 60_000;

/**
 * Some time before the deadline. Of several sweeps one mails; where its mail fails, or it ends before it can note that, another
 * one mails after a while: rather twice than never.
 */
const remind = async ({ purchaseOrders, mail, clock, dashboardUrl }: Deps, order: PurchaseOrder): Promise<void> => {
  const now = clock();
  const isDue = order.remindAt !== undefined && order.remindAt <= now && order.remindedAt === undefined;
  if (order.status !== 'AWAITING_DECISION' || !isDue) return;
  const until = new Date(Date.parse(now) + TRY_AGAIN_MS).toISOString();
  if (!(await purchaseOrders.takeReminder(order, until, now))) return;
  await mail({ subject: REMINDER_SUBJECT, body: decisionMail(order, dashboardUrl) });
  await purchaseOrders.noteReminded(order.purchaseOrderId, clock());
};

/** Nobody but people receives it, and they may take weeks. */
const waitsForGoods = (order: PurchaseOrder): boolean => isOnItsWay(order) && !order.receiveOnApproval;

const mend = async (deps: Deps, purchaseOrderId: string): Promise<void> => {
  // The index may be behind: what counts is the row.
  const order = await deps.purchaseOrders.get(purchaseOrderId);
  if (order?.phase !== 'OPEN' || waitsForGoods(order)) return;
  const running = order.executionArn !== undefined && (await deps.executions.isRunning(order.executionArn));
  if (isDecided(order)) await resume(deps, order, running);
  else if (running) await remind(deps, order);
  // What is to be received at once, or what a person asked for and no execution has taken up.
  else if (isOnItsWay(order) || order.executionArn === undefined) await deps.executions.recover(purchaseOrderId);
  else await deps.close({ purchaseOrderId, outcome: 'FAILED', executionArn: order.executionArn });
};

/**
 * Brings every open order on where its execution no longer will: a decision is applied (its callback sent again, or a
 * recovery started), what should have been received at once is, an undecided order is closed and its claim freed. Reminds
 * of what is due soon, and tells of receipts that nobody was told of. One that fails holds up no other; the sweep fails when
 * all were tried, so that its alarm sees it.
 */
export const resumePurchaseOrders =
  (deps: Deps) =>
  async (event: Event): Promise<void> => {
    if (event.detail?.name?.startsWith(RECOVERY_PREFIX)) return;
    const failures: unknown[] = [];
    const attempt = async (work: Promise<void>): Promise<void> => {
      await work.catch((error: unknown) => failures.push(error));
    };
    for await (const page of deps.purchaseOrders.open()) {
      for (const { purchaseOrderId } of page) await attempt(mend(deps, purchaseOrderId));
    }
    for await (const page of deps.receipts.untold()) for (const receipt of page) await attempt(deps.tell(receipt));
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} could not be brought on.`);
  };
