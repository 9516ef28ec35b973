import { Button, Skeleton } from '@mantine/core';
import IconChartLine from '@tabler/icons-react/dist/esm/icons/IconChartLine.mjs';
import IconTable from '@tabler/icons-react/dist/esm/icons/IconTable.mjs';
import { type ReactNode, Suspense, useState } from 'react';
import styles from './figure.module.css';

/** In pixels, of every chart and of what stands in for it: another height would move what is below. */
export const CHART_HEIGHT = 200;
/** So many rows of a list that loads are as high as a figure. */
export const ROWS_OF_A_FIGURE = 10;

type Key = { label: string; colour: string; dashed?: boolean };

type Props = {
  /** The chart in one sentence, for whoever does not see it. */
  summary: string;
  keys: readonly Key[];
  chart: ReactNode;
  table: { caption: string; columns: readonly string[]; rows: readonly (readonly (string | number)[])[] };
};

function FigureTable({ caption, columns, rows }: Props['table']) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard to be scrolled.
    <section className={styles.scroll} aria-label={caption} tabIndex={0}>
      <table className={styles.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...rest]) => (
            <tr key={String(first)}>
              <th scope="row">{first}</th>
              {rest.map((value, index) => (
                <td key={columns[index + 1]}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A chart with its one-line summary, its key in words, and the same data as a table. */
export function Figure({ summary, keys, chart, table }: Props) {
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.head}>
        <span className={styles.summary}>{summary}</span>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          className={styles.toggle}
          leftSection={asTable ? <IconChartLine size={13} aria-hidden /> : <IconTable size={13} aria-hidden />}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? 'Show chart' : 'Show data table'}
        </Button>
      </figcaption>
      {asTable ? (
        <FigureTable {...table} />
      ) : (
        <>
          <div aria-hidden>
            <Suspense fallback={<Skeleton height={CHART_HEIGHT} radius="sm" />}>{chart}</Suspense>
          </div>
          <ul className={styles.keys}>
            {keys.map(({ label, colour, dashed }) => (
              <li key={label}>
                <span className={styles.swatch} data-dashed={dashed} style={{ color: colour }} aria-hidden />
                {label}
              </li>
            ))}
          </ul>
        </>
      )}
    </figure>
  );
}
