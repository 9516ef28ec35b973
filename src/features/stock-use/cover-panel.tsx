import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
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
  available: (productId: string) => number | undefined;
  leadTimeDays: (productId: string) => number | undefined;
  /** The product's name as the link that opens it. */
  link: (productId: string, text: ReactNode) => ReactNode;
};

const percent = (share: number) => `${share * 100}%`;

function Row({ row, name, link }: { row: CoverRow } & Pick<Props, 'name' | 'link'>) {
  const { productId, days, perDay, leadTimeDays, short, share, leadShare } = row;
  return (
    <tr>
      <th scope="row">{link(productId, name(productId))}</th>
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
export function CoverPanel({ name, available, leadTimeDays, link }: Props) {
  const query = useQuery(soonestOutQuery(MOST));
  const rows = coverRows(query.data ?? [], available, leadTimeDays);
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
                  <Row key={row.productId} row={row} name={name} link={link} />
                ))}
              </tbody>
            </table>
          </>
        )}
      </Ready>
    </Panel>
  );
}
