import { Facts } from '../../components/detail-drawer.tsx';
import { formatMoney } from '../../lib/format.ts';
import estimate from './cost-estimate.json';
import styles from './cost-estimate.module.css';

const dollars = (amount: number) => formatMoney(Math.round(amount * 100), 'USD');

/** What `npm run cost` counted, when and where it last was written: figures of its run, not of this backend. */
export function CostEstimate() {
  const { millionOrders, dashboards, countedOn, pricesOf, region, machine } = estimate;
  return (
    <>
      <p className={styles.words}>
        An estimate, in dollars for a million orders; keeping {dashboards} dashboards up to date comes on top.
      </p>
      <Facts
        facts={millionOrders.map(({ mix, dollars: orders, live }) => [
          mix,
          <span key={mix}>
            {dollars(orders)} <span className={styles.live}>+ {dollars(live)} live</span>
          </span>,
        ])}
      />
      <p className={styles.source}>
        Operations counted on {countedOn} ({machine}), list prices of {region} of {pricesOf}.
      </p>
    </>
  );
}
