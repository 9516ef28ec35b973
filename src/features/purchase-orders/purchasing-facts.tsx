import { useQuery } from '@tanstack/react-query';
import { Facts } from '../../components/detail-drawer.tsx';
import { Ready } from '../../components/states.tsx';
import { formatMoney } from '../../lib/format.ts';
import { messages } from '../../lib/messages.ts';
import { purchasingSettingsQuery } from './queries.ts';

const words = messages.settings.purchasing;

/** How purchasing works here, for whoever may not change it. */
export function PurchasingFacts() {
  const query = useQuery(purchasingSettingsQuery);
  const { receiveOnApproval = false, approvalLimits } = query.data ?? {};
  const limits = (approvalLimits ?? []).map(({ currency, amount }) => formatMoney(amount, currency));
  return (
    <Ready query={query} label={words.loading}>
      <Facts
        facts={[
          [words.receipt, receiveOnApproval ? words.atOnce : words.byPeople],
          [words.limit, limits.length > 0 ? limits.join(', ') : words.noLimit],
        ]}
      />
    </Ready>
  );
}
