import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { BulkResults } from '../../components/bulk-results.tsx';
import { SelectionBar } from '../../components/selection-bar.tsx';
import { useBulk } from '../../components/use-bulk.ts';
import { useSelection } from '../../components/use-selection.ts';
import type { PurchaseOrder } from '../../lib/api-client.ts';
import { useReadOnly } from '../../lib/connection.ts';
import { messages } from '../../lib/messages.ts';
import { explain } from '../../lib/request-error.ts';
import { usePermissions, useSession } from '../../lib/session.ts';
import { PURCHASE_ORDER } from '../../lib/words.ts';
import { decideMutation } from './mutations.ts';
import { canApproveWithOthers, isPending } from './purchase-order-filter.ts';
import { restate, totalsOf, whoDecided } from './wording.ts';

const orderId = ({ purchaseOrderId }: PurchaseOrder) => purchaseOrderId;

/** Approves many orders under the limit, each a decision of its own that its decider may return; undefined for whoever decides none. */
export function useBulkApprove(rows: readonly PurchaseOrder[]) {
  const { decide } = usePermissions();
  const { name } = useSession();
  const selection = useSelection(rows, orderId, (order) => canApproveWithOthers(order, name));
  const { mutateAsync } = useMutation(decideMutation);
  const bulk = useBulk(async (order: PurchaseOrder) => {
    try {
      const decided = await mutateAsync({ order, decision: 'APPROVED' });
      if (decided.accepted) return { ok: true, message: PURCHASE_ORDER.APPROVED.label };
      // Of an order that is decided the row says who, when and how, in this person's words for time.
      return { ok: false, message: isPending(decided.order) ? decided.message : whoDecided(decided.order, Date.now()) };
    } catch (error) {
      return { ok: false, message: explain(error) };
    }
  });
  return decide ? { selection, bulk } : undefined;
}

type BulkApprove = NonNullable<ReturnType<typeof useBulkApprove>>;

export function ApproveResults({ bulk, name }: Pick<BulkApprove, 'bulk'> & { name: (productId: string) => string }) {
  const label = (order: PurchaseOrder) => restate(order, name(order.productId));
  return <BulkResults bulk={bulk} idOf={orderId} label={label} done={messages.bulk.approved} />;
}

/** Restates what they come to before they are approved. */
export function ApproveBar({ selection: { selected, clear }, bulk }: BulkApprove) {
  const readOnly = useReadOnly();
  return (
    <SelectionBar count={selected.length} detail={totalsOf(selected)} onClear={clear}>
      <Button size="sm" disabled={readOnly || bulk.running} onClick={() => void bulk.run(selected).then(clear)}>
        {messages.bulk.approve(selected.length)}
      </Button>
    </SelectionBar>
  );
}
