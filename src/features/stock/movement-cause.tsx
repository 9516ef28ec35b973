import { CauseLink } from '../../components/cause-link.tsx';
import type { StockMovement } from '../../lib/api-client.ts';
import { formatMinute } from '../../lib/format.ts';
import { causeLink, causeWords } from '../../lib/movement-cause.ts';
import styles from './ledger-table.module.css';

type Props = { movement: StockMovement; reversal?: StockMovement; place?: string };

/** What an entry is for, with the way to it, and where it was. */
export function MovementCause({ movement, reversal, place }: Props) {
  const link = causeLink(movement);
  return (
    <span className={styles.cause}>
      <span>{causeWords(movement)}</span>
      {link ? <CauseLink cause={link} className={styles.link} /> : null}
      {movement.reverses ? (
        <span className={styles.note}>of {formatMinute(movement.reverses.split('#')[0] ?? '')}</span>
      ) : null}
      {place ? <span className={styles.note}>{place}</span> : null}
      {reversal ? <span className={styles.note}>Undone by {reversal.actor}</span> : null}
    </span>
  );
}
