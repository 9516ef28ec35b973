import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { CauseLink } from '../../components/cause-link.tsx';
import { Item, ItemList } from '../../components/item-list.tsx';
import { At } from '../../components/moment.tsx';
import { PanelError, Ready } from '../../components/states.tsx';
import { Status } from '../../components/status.tsx';
import type { PurchaseOrder, Receipt } from '../../lib/api-client.ts';
import { formatNumber } from '../../lib/format.ts';
import { messages } from '../../lib/messages.ts';
import { causeLink, causeWords, ordersOf } from '../../lib/movement-cause.ts';
import { PURCHASE_ORDER, type Word } from '../../lib/words.ts';
import type { Crossing } from './chain.ts';
import { crossingQuery, servedQuery } from './queries.ts';

const words = messages.causeChain;
type Link = { key: string; word: Word; text: ReactNode; at?: string | null };

const neutral = (label: string): Word => ({ label, tone: 'muted' });
const good = (label: string): Word => ({ label, tone: 'good' });

/** Who asked, or what was missing, or which entry of the ledger took the stock so low. */
function causes(order: PurchaseOrder, crossing: Crossing | undefined): Link[] {
  const { reason, causeId, requestedBy, quantityRequested, availableAtRequest, reorderPointAtRequest } = order;
  if (reason === 'MANUAL') {
    return [{ key: 'cause', word: neutral(words.requested), text: requestedBy ?? '', at: order.requestedAt }];
  }
  if (reason === 'STOCK_UNAVAILABLE' && causeId) {
    const missing = words.shortText(formatNumber(quantityRequested), formatNumber(availableAtRequest ?? 0));
    const text = (
      <>
        <CauseLink cause={ordersOf(causeId)} /> {missing}
      </>
    );
    return [{ key: 'cause', word: { label: words.short, tone: 'bad' }, text }];
  }
  if (!crossing) return [];
  if (crossing.kind !== 'crossed') {
    const why = { 'not-low': words.notLow, 'always-low': words.alwaysLow, unknown: words.unknown }[crossing.kind];
    return [{ key: 'cause', word: neutral(words.crossed), text: why }];
  }
  const { entry } = crossing;
  const link = causeLink(entry);
  const [before, after] = [entry.availableAfter - entry.availableDelta, entry.availableAfter].map(formatNumber);
  const text = (
    <>
      {causeWords(entry)} {link ? <CauseLink cause={link} /> : words.by(entry.actor)}.{' '}
      {words.fell(`${before}`, `${after}`, formatNumber(reorderPointAtRequest ?? 0))}
    </>
  );
  return [{ key: 'cause', word: { label: words.crossed, tone: 'warn' }, text, at: entry.createdAt }];
}

function decisions(order: PurchaseOrder): Link[] {
  const { firstApprovedBy, firstApprovedAt, decidedBy, decidedAt, status } = order;
  const links: Link[] = [];
  if (firstApprovedBy)
    links.push({ key: 'first', word: good(words.firstApproved), text: words.by(firstApprovedBy), at: firstApprovedAt });
  if (decidedBy) {
    const word = status === 'REJECTED' ? PURCHASE_ORDER.REJECTED : PURCHASE_ORDER.APPROVED;
    links.push({ key: 'decision', word, text: words.by(decidedBy), at: decidedAt });
  } else if (status === 'EXPIRED' || status === 'CANCELLED') {
    links.push({ key: 'decision', word: PURCHASE_ORDER[status], text: '', at: order.closedAt });
  }
  return links;
}

type Props = { order: PurchaseOrder; receipts: readonly Receipt[] };

/** From what made the order necessary to what its goods were used for; every link leads on. */
export function PurchaseOrderChain({ order, receipts }: Props) {
  // Whoever asked, and whoever found too little, stands in the order itself.
  const isCausedByStock = order.reason !== 'MANUAL' && !order.causeId;
  const crossing = useQuery({ ...crossingQuery(order), enabled: isCausedByStock });
  const served = useQuery(servedQuery(order, receipts[0]?.receivedAt));
  const links: Link[] = [
    ...causes(order, crossing.data),
    {
      key: 'raised',
      word: neutral(words.raised),
      text: words.raisedText(formatNumber(order.quantity)),
      at: order.requestedAt,
    },
    ...decisions(order),
    ...receipts.map(({ receiptId, quantity, receivedBy, receivedAt }) => ({
      key: receiptId,
      word: good(words.received),
      text: `${words.raisedText(formatNumber(quantity))}, ${words.by(receivedBy)}`,
      at: receivedAt,
    })),
    ...(served.data ?? []).map((entry) => ({
      key: entry.movementId,
      word: good(words.served),
      text: (
        <>
          {words.servedText(formatNumber(-entry.availableDelta))}: <CauseLink cause={ordersOf(entry.causeId)} />
        </>
      ),
      at: entry.createdAt,
    })),
  ];
  const list = (
    <ItemList ordered label={words.title}>
      {links.map(({ key, word, text, at }) => (
        <Item key={key} title={<Status word={word} />} detail={text} aside={at ? <At at={at} /> : undefined} />
      ))}
    </ItemList>
  );
  return (
    <>
      {isCausedByStock ? (
        <Ready query={crossing} label={words.loading}>
          {list}
        </Ready>
      ) : (
        list
      )}
      {served.error ? <PanelError error={served.error} onRetry={() => void served.refetch()} /> : null}
    </>
  );
}
