import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { Panel } from '../../components/panel.tsx';
import { Loading, Nothing, PanelError } from '../../components/states.tsx';
import type { StockImport } from '../../lib/api-client.ts';
import { useReadOnly } from '../../lib/connection.ts';
import { formatMinute } from '../../lib/format.ts';
import { importMessages } from '../../lib/import-messages.ts';
import { explain } from '../../lib/request-error.ts';
import { productsIn } from './difference-rows.ts';
import { DifferenceTable } from './difference-table.tsx';
import styles from './import-preview.module.css';
import { ProblemTable } from './problem-table.tsx';
import type { StockImporting } from './use-stock-import.ts';

const text = importMessages;

type Props = {
  importing: StockImporting;
  name: (productId: string) => string;
  /** The product's name as the link to its ledger. */
  link: (productId: string, text: ReactNode) => ReactNode;
};

const summaryOf = ({ differences }: StockImport) => text.summary(differences.length, productsIn(differences).length);

/** What became of it, with the way to what it did. The focus goes here: the button that was pressed is gone. */
function Imported({ made, importing, name, link }: Props & { made: StockImport }) {
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => region.current?.querySelector('h2')?.focus(), []);
  return (
    <div ref={region}>
      <Panel title={text.imported.title} hint={summaryOf(made)}>
        <p className={styles.text}>{text.imported.by(made.appliedBy ?? '', formatMinute(made.appliedAt ?? ''))}</p>
        <ul className={styles.products} aria-label={text.imported.products}>
          {productsIn(made.differences).map((productId) => (
            <li key={productId}>{link(productId, name(productId))}</li>
          ))}
        </ul>
        <Button onClick={importing.forget}>{text.imported.another}</Button>
      </Panel>
    </div>
  );
}

function Problems({ answer, importing }: { answer: StockImport; importing: StockImporting }) {
  const again = (
    <Button variant="default" onClick={importing.again}>
      {text.again}
    </Button>
  );
  return (
    <Panel title={text.problems.title} hint={text.problems.count(answer.problems.length)} actions={again} flush>
      <ProblemTable problems={answer.problems} />
    </Panel>
  );
}

function Differences({ answer, importing, name }: Omit<Props, 'link'> & { answer: StockImport }) {
  const readOnly = useReadOnly();
  const { sending, send } = importing;
  const { differences, problems, ignored } = answer;
  const isGood = problems.length === 0;
  if (differences.length === 0) {
    return isGood ? (
      <Panel title={text.differences.title}>
        <Nothing title={text.nothing.title}>{text.nothing.why(answer.rows)}</Nothing>
      </Panel>
    ) : null;
  }
  return (
    <Panel title={text.differences.title} hint={summaryOf(answer)} flush>
      {ignored.length > 0 ? <p className={styles.note}>{text.ignored(ignored.join(', '))}</p> : null}
      <DifferenceTable differences={differences} name={name} />
      {isGood ? (
        <div className={styles.send}>
          <Button loading={sending.isPending} disabled={readOnly} onClick={send}>
            {text.send(differences.length)}
          </Button>
          <span className={styles.hint}>{text.allOrNone}</span>
        </div>
      ) : null}
      {sending.error ? (
        <p className={styles.error} role="alert">
          {explain(sending.error)}
        </p>
      ) : null}
    </Panel>
  );
}

/** One sentence for those who do not see the tables. */
function statusOf({ preview, sending, source }: StockImporting): string {
  if (sending.isPending) return text.status.importing;
  if (sending.data?.appliedAt) return text.status.imported;
  if (preview.isPending) return text.status.comparing(source?.name ?? '');
  const answer = sending.data ?? preview.data;
  if (!answer) return '';
  return answer.problems.length > 0 ? text.problems.count(answer.problems.length) : summaryOf(answer);
}

/** What a file would change, what is wrong with it, and what became of it. */
export function ImportPreview(props: Props) {
  const { importing } = props;
  const { preview, sending } = importing;
  const answer = sending.data ?? preview.data;
  return (
    <div className={styles.preview}>
      <p role="status" className="visually-hidden">
        {statusOf(importing)}
      </p>
      {preview.isIdle ? (
        <Panel title={text.differences.title}>
          <Nothing title={text.waiting.title}>{text.waiting.why}</Nothing>
        </Panel>
      ) : null}
      {preview.isPending ? (
        <Panel title={text.differences.title} hint={text.status.comparing(importing.source?.name ?? '')}>
          <Loading label={text.loading} />
        </Panel>
      ) : null}
      {preview.error ? <PanelError error={preview.error} onRetry={importing.again} /> : null}
      {answer?.appliedAt ? <Imported {...props} made={answer} /> : null}
      {answer && !answer.appliedAt && answer.problems.length > 0 ? (
        <Problems answer={answer} importing={importing} />
      ) : null}
      {answer && !answer.appliedAt ? <Differences {...props} answer={answer} /> : null}
    </div>
  );
}
