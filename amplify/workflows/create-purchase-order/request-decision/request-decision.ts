import type { Clock } from '../../../domain/clock.ts';
import { AlreadyDecided, DECISION_SUBJECT, decisionMail } from '../../../domain/decisions.ts';
import type { PurchaseOrderTable } from '../../../tables/purchase-order-table.ts';
import type { TaskTokenTable } from '../../../tables/task-token-table.ts';
import type { Mailer } from '../../mailer.ts';

type Deps = {
  purchaseOrders: Pick<PurchaseOrderTable, 'markAwaiting'>;
  taskTokens: Pick<TaskTokenTable, 'put'>;
  mail: Mailer;
  clock: Clock;
  dashboardUrl: string;
};
type Input = { purchaseOrderId: string; taskToken: string; executionArn: string };

/**
 * First the token is kept, then the order can be decided, and only then people are told: in any other order somebody
 * could decide what nothing can be woken for. Throws AlreadyDecided when a repeated step finds a decision.
 */
export const requestDecision =
  ({ purchaseOrders, taskTokens, mail, clock, dashboardUrl }: Deps) =>
  async ({ purchaseOrderId, taskToken, executionArn }: Input): Promise<void> => {
    await taskTokens.put(purchaseOrderId, taskToken);
    const order = await purchaseOrders.markAwaiting(purchaseOrderId, executionArn, clock());
    if (!order) throw new AlreadyDecided(`Purchase order ${purchaseOrderId} awaits no decision.`);
    await mail({ subject: DECISION_SUBJECT, body: decisionMail(order, dashboardUrl) });
  };
