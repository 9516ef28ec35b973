import { sizingLines } from '../../../amplify/domain/sizing.ts';
import { DrawerSection } from '../../components/detail-drawer.tsx';
import type { PurchaseOrder } from '../../lib/api-client.ts';
import { formatDelta, formatNumber } from '../../lib/format.ts';
import styles from './sizing.module.css';

/** The numbers as the domain takes them: what is not there is absent. */
export function sizedOf(order: PurchaseOrder) {
  return {
    quantityRequested: order.quantityRequested,
    minPOAmount: order.minPOAmount,
    targetLevel: order.targetLevel ?? undefined,
    availableAtRequest: order.availableAtRequest ?? undefined,
    minimumQuantity: order.minimumQuantity ?? undefined,
    multiple: order.multiple ?? undefined,
  };
}

/** How the quantity came about, line by line: nobody has to guess what was added to what. */
export function Sizing({ order }: { order: PurchaseOrder }) {
  const lines = sizingLines(sizedOf(order));
  const last = lines.length - 1;
  return (
    <DrawerSection title="How many, and why">
      <table className={styles.sizing}>
        <tbody>
          {lines.map(({ label, quantity }, at) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td className="numeric">{at === 0 || at === last ? formatNumber(quantity) : formatDelta(quantity)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </DrawerSection>
  );
}
