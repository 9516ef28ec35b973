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
  /** Which of the order's executions it is, from 1, and how many there are. */
  execution: number;
  executions: number;
  states: WorkflowState[];
  transitions: WorkflowTransition[];
  steps: WorkflowStep[];
};

/** A row from before executions were noted names its first one apart. */
const executionsOf = ({ executionArns = [], executionArn }: PurchaseOrder): string[] =>
  executionArn === undefined || executionArns.includes(executionArn) ? executionArns : [executionArn, ...executionArns];

/**
 * An execution that carries a purchase order, or did: the last one, or that of the number asked for. Null before one has taken
 * it up, where there is none of that number, and once it is forgotten.
 */
export const purchaseOrderWorkflow =
  ({ purchaseOrders, readRun }: Deps) =>
  async (call: FieldCall<{ purchaseOrderId: string; execution?: number | null }>): Promise<WorkflowRun | null> => {
    const order = await purchaseOrders.get(call.arguments.purchaseOrderId);
    const arns = order ? executionsOf(order) : [];
    const execution = call.arguments.execution ?? arns.length;
    const arn = arns[execution - 1];
    const run = arn === undefined ? undefined : await readRun(arn);
    if (!run) return null;
    const { definition, events, ...told } = run;
    return { ...told, execution, executions: arns.length, ...graphOf(definition), steps: stepsOf(events) };
  };
