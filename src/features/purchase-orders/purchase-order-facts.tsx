import type { ReactNode } from 'react';
import { Facts } from '../../components/detail-drawer.tsx';
import { At } from '../../components/moment.tsx';
import { Status } from '../../components/status.tsx';
import { useNow } from '../../components/use-now.ts';
import type { PurchaseOrder } from '../../lib/api-client.ts';
import { formatMoney, formatNumber, formatRelative } from '../../lib/format.ts';
import { useLocations } from '../../lib/locations.ts';
import { messages } from '../../lib/messages.ts';
import { PURCHASE_ORDER, PURCHASE_ORDER_REASON } from '../../lib/words.ts';
import styles from './purchase-order-facts.module.css';
import { isPending } from './purchase-order-filter.ts';
import { Sizing } from './sizing.tsx';
import { howMuchCame, totalCost } from './wording.ts';

const amount = (value: number | null | undefined) => (value == null ? '–' : formatNumber(value));

/** Who asked for it and why, and how many people approve it. */
function request(order: PurchaseOrder): (readonly [string, ReactNode])[] {
  const { requestedBy, requestNote, approvalsNeeded, approvalLimit, currency, firstApprovedBy } = order;
  const facts: [string, ReactNode][] = [];
  if (requestedBy) facts.push(['Requested by', requestedBy]);
  if (requestNote) facts.push(['Request', requestNote]);
  if (approvalsNeeded === 2 && approvalLimit != null && currency) {
    const so = firstApprovedBy && isPending(order) ? `, approved by ${firstApprovedBy}` : '';
    facts.push(['Approvals', `Two: over ${formatMoney(approvalLimit, currency)}${so}`]);
  }
  return facts;
}

/** Of an order that was placed: how much of it came, and who ended it if that was not all. */
function whatCame(order: PurchaseOrder): (readonly [string, ReactNode])[] {
  if (order.status === 'CANCELLED') return [['Cancelled by', order.closedBy ?? '–']];
  if (order.quantityReceived == null) return [];
  const came: [string, ReactNode][] = [['Received', howMuchCame(order)]];
  if (order.status !== 'CLOSED_SHORT') return came;
  return [...came, ['Closed short by', order.closedBy ?? '–']];
}

/** What a person needs to know to decide, and afterwards who did. */
export function PurchaseOrderFacts({ order }: { order: PurchaseOrder }) {
  const now = useNow(1000);
  const locations = useLocations();
  const pending = isPending(order);
  const deadline = (
    <>
      <At at={order.deadline} />
      {pending ? <span className={styles.left}>{formatRelative(order.deadline, now)}</span> : null}
    </>
  );
  return (
    <>
      <Facts
        facts={[
          ['Status', <Status key="status" word={PURCHASE_ORDER[order.status]} />],
          ...(locations.several ? [[messages.locations.location, locations.nameOf(order.locationId)] as const] : []),
          ['Quantity', formatNumber(order.quantity)],
          ['Total cost', totalCost(order) ?? '–'],
          [pending ? 'Decide before' : 'Deadline was', deadline],
        ]}
      />
      <Facts
        facts={[
          ['Why', PURCHASE_ORDER_REASON[order.reason]],
          ['Available then', amount(order.availableAtRequest)],
          ['Reorder point', amount(order.reorderPointAtRequest)],
          ['Supplier', order.supplierName ?? '–'],
          ['Lead time', order.leadTimeDays == null ? '–' : `${order.leadTimeDays} days`],
          ['Raised', <At key="raised" at={order.requestedAt} />],
          ...request(order),
        ]}
      />
      <Sizing order={order} />
      {pending ? null : (
        <Facts
          facts={[
            ...(order.firstApprovedBy ? ([['First approved by', order.firstApprovedBy]] as const) : []),
            ['Decided by', order.decidedBy ?? '–'],
            ['Decided at', order.decidedAt ? <At key="decided" at={order.decidedAt} /> : '–'],
            ['Note', order.note || '–'],
            ...whatCame(order),
          ]}
        />
      )}
    </>
  );
}
