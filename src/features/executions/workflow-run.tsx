import { useQuery } from '@tanstack/react-query';
import { Nothing, Ready } from '../../components/states.tsx';
import type { PurchaseOrder } from '../../lib/api-client.ts';
import { messages } from '../../lib/messages.ts';
import { workflowRunQuery } from './queries.ts';
import { StepList } from './step-list.tsx';
import { WorkflowGraph } from './workflow-graph.tsx';
import styles from './workflow-run.module.css';

const words = messages.executions;

/** The execution behind a purchase order, read anew whenever the order changes. */
export function WorkflowRunView({ order }: { order: PurchaseOrder }) {
  const query = useQuery(workflowRunQuery(order.purchaseOrderId, order.updatedAt));
  const run = query.data;
  return (
    <Ready query={query} label={words.loading}>
      {run ? (
        <div className={styles.run}>
          <p className={styles.status}>{words.statuses(run.status, run.error ?? undefined)}</p>
          <WorkflowGraph run={run} />
          <StepList run={run} />
        </div>
      ) : (
        <Nothing title={words.none}>{words.noneHint}</Nothing>
      )}
    </Ready>
  );
}
