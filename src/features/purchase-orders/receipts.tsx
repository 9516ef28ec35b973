import { useQuery } from '@tanstack/react-query';
import { DrawerSection } from '../../components/detail-drawer.tsx';
import { Item, ItemList } from '../../components/item-list.tsx';
import { At } from '../../components/moment.tsx';
import { Ready } from '../../components/states.tsx';
import type { PurchaseOrder } from '../../lib/api-client.ts';
import { formatNumber } from '../../lib/format.ts';
import { receiptsQuery } from './queries.ts';

/** What came, when, and who received it. */
export function Receipts({ order }: { order: PurchaseOrder }) {
  const query = useQuery(receiptsQuery(order));
  return (
    <DrawerSection title="Receipts">
      <Ready query={query} label="receipts">
        <ItemList>
          {(query.data ?? []).map(({ receiptId, quantity, receivedAt, receivedBy }) => (
            <Item
              key={receiptId}
              title={<span>{formatNumber(quantity)} units</span>}
              detail={receivedBy}
              aside={<At at={receivedAt} />}
            />
          ))}
        </ItemList>
      </Ready>
    </DrawerSection>
  );
}
