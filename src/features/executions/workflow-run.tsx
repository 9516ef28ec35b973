import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Nothing, Ready } from '../../components/states.tsx';
import type { PurchaseOrder, WorkflowRun } from '../../lib/api-client.ts';
import { messages } from '../../lib/messages.ts';
import { workflowRunQuery } from './queries.ts';
import { StepList } from './step-list.tsx';
import { WorkflowGraph } from './workflow-graph.tsx';
import styles from './workflow-run.module.css';

const words = messages.executions;

/** Where an execution ended before its order did, others took the order up: the last one is shown until another is chosen. */
function ExecutionSelect({ run, onChoose }: { run: WorkflowRun; onChoose: (execution: number) => void }) {
  const numbers = Array.from({ length: run.executions }, (_, at) => at + 1);
  return (
    <NativeSelect
      label={words.execution}
      value={run.execution}
      onChange={({ currentTarget }) => onChoose(Number(currentTarget.value))}
      data={numbers.map((value) => ({ value: String(value), label: words.executionOf(value, run.executions) }))}
    />
  );
}

/** The execution behind a purchase order, read anew whenever the order changes. */
export function WorkflowRunView({ order }: { order: PurchaseOrder }) {
  const [execution, setExecution] = useState<number>();
  const query = useQuery(workflowRunQuery(order.purchaseOrderId, order.updatedAt, execution));
  const run = query.data;
  return (
    <Ready query={query} label={words.loading}>
      {run ? (
        <div className={styles.run}>
          {run.executions > 1 ? <ExecutionSelect run={run} onChoose={setExecution} /> : null}
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
