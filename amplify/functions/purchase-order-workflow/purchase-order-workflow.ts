import type { PurchaseOrder } from '../../domain/models.ts';
import {
  type Definition,
  graphOf,
  type HistoryEvent,
  stepsOf,
  type WorkflowState,
  type WorkflowStep,
  type WorkflowTransition,
} from '../../domain/workflow-run.ts';
import type { FieldCall } from '../caller.ts';

/** What Step Functions tells of an execution; undefined once it has forgotten it. */
export type Run = {
  status: string;
  startedAt: string;
  stoppedAt?: string;
  /** The error that ended it. */
  error?: string;
  definition: Definition;
  events: HistoryEvent[];
};

export type Deps = {
  purchaseOrders: { get(purchaseOrderId: string): Promise<PurchaseOrder | undefined> };
  readRun(executionArn: string): Promise<Run | undefined>;
};

export type WorkflowRun = Omit<Run, 'definition' | 'events'> & {
  states: WorkflowState[];
  transitions: WorkflowTransition[];
  steps: WorkflowStep[];
};

/** The execution that carries a purchase order now, or did last. Null before one has taken it up, and once it is forgotten. */
export const purchaseOrderWorkflow =
  ({ purchaseOrders, readRun }: Deps) =>
  async (call: FieldCall<{ purchaseOrderId: string }>): Promise<WorkflowRun | null> => {
    const order = await purchaseOrders.get(call.arguments.purchaseOrderId);
    const run = order?.executionArn && (await readRun(order.executionArn));
    if (!run) return null;
    const { definition, events, ...told } = run;
    return { ...told, ...graphOf(definition), steps: stepsOf(events) };
  };
