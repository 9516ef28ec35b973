import { useQuery } from '@tanstack/react-query';
import { CauseLink } from '../../components/cause-link.tsx';
import { DrawerSection } from '../../components/detail-drawer.tsx';
import { Item, ItemList } from '../../components/item-list.tsx';
import { At } from '../../components/moment.tsx';
import { PanelError } from '../../components/states.tsx';
import { Status } from '../../components/status.tsx';
import type { RecordedReservation } from '../../lib/api-client.ts';
import { messages } from '../../lib/messages.ts';
import { causeLink, causeWords } from '../../lib/movement-cause.ts';
import { PURCHASE_ORDER } from '../../lib/words.ts';
import { consequenceQuery } from './queries.ts';

const words = messages.causeChain;

/** The purchase order that an order line made necessary, and what it was served from; nothing where it led to nothing. */
export function ReservationChain({ line }: { line: RecordedReservation }) {
  const query = useQuery(consequenceQuery(line));
  const { raised, rise } = query.data ?? {};
  const from = rise && causeLink(rise);
  if (query.error) return <PanelError error={query.error} onRetry={() => void query.refetch()} />;
  if (!raised && !rise) return null;
  return (
    <DrawerSection title={words.ofOrder}>
      <ItemList ordered label={words.ofOrder}>
        {raised ? (
          <Item
            title={words.raisedOrder}
            detail={
              <>
                <Status word={PURCHASE_ORDER[raised.status]} />{' '}
                <CauseLink cause={{ purchaseOrderId: raised.purchaseOrderId }} />
              </>
            }
            aside={<At at={raised.requestedAt} />}
          />
        ) : null}
        {rise ? (
          <Item
            title={words.servedFrom}
            detail={
              <>
                {causeWords(rise)} {from ? <CauseLink cause={from} /> : words.by(rise.actor)}
              </>
            }
            aside={<At at={rise.createdAt} />}
          />
        ) : null}
      </ItemList>
    </DrawerSection>
  );
}
