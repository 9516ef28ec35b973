import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { stockKey } from '../../../amplify/domain/stock-key.ts';
import { Panel } from '../../components/panel.tsx';
import { Nothing, Ready } from '../../components/states.tsx';
import { messages } from '../../lib/messages.ts';
import { type CoverRow, coverRows, coverWords, describeCover, perDayWords } from './cover.ts';
import styles from './cover-panel.module.css';
import { soonestOutQuery } from './queries.ts';

const text = messages.stockUse.cover;
const MOST = 8;

type Props = {
  name: (productId: string) => string;
  /** Where there is stock to look at. */
  locationIds: readonly string[];
  available: (productId: string, locationId: string) => number | undefined;
  leadTimeDays: (productId: string) => number | undefined;
  /** The stock level's name as the link that opens it. */
  link: (level: Pick<CoverRow, 'productId' | 'locationId'>) => ReactNode;
};

const percent = (share: number) => `${share * 100}%`;

function Row({ row, link }: { row: CoverRow } & Pick<Props, 'link'>) {
  const { days, perDay, leadTimeDays, short, share, leadShare } = row;
  return (
    <tr>
      <th scope="row">{link(row)}</th>
      <td className={styles.cover}>
        <div className={styles.lasts}>
          {/* The numbers stand beside it: the bar, and the mark of the lead time, are for the eye alone. */}
          <span className={styles.track} aria-hidden>
            <span className={styles.bar} data-short={short || undefined} style={{ width: percent(share) }} />
            {leadShare === undefined ? null : <span className={styles.lead} style={{ left: percent(leadShare) }} />}
          </span>
          <span className={styles.days}>{coverWords(days)}</span>
        </div>
      </td>
      <td>{perDayWords(perDay)}</td>
      <td>
        {leadTimeDays === undefined ? '–' : text.days(leadTimeDays)}
        {short ? <span className={styles.short}> {text.short}</span> : null}
      </td>
    </tr>
  );
}

/** What runs out first: sorted bars that are a table at once, so that nobody needs another one to read them. */
export function CoverPanel({ name, locationIds, available, leadTimeDays, link }: Props) {
  const query = useQuery(soonestOutQuery(locationIds, MOST));
  const rows = coverRows(query.data ?? [], available, leadTimeDays, MOST);
  return (
    <Panel title={text.title} hint={text.hint}>
      <Ready query={query} label={text.loading}>
        {rows.length === 0 ? (
          <Nothing title={text.none}>{text.why}</Nothing>
        ) : (
          <>
            <p className={styles.summary}>{describeCover(rows, name)}</p>
            <table className={styles.table}>
              <caption className="visually-hidden">{text.title}</caption>
              <thead>
                <tr>
                  {text.columns.map((column) => (
                    <th key={column} scope="col">
                      {column}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <Row key={stockKey(row)} row={row} link={link} />
                ))}
              </tbody>
            </table>
          </>
        )}
      </Ready>
    </Panel>
  );
}
