import { a } from '@aws-amplify/backend';
import { purchaseOrderWorkflow } from '../../functions/purchase-order-workflow/resource.ts';
import { GROUPS } from './groups.ts';

/** What the workflows behind the rows did. Nothing that they worked on is in it. */
export const workflowSchema = {
  WorkflowState: a.customType({ name: a.string().required(), type: a.string().required(), comment: a.string() }),

  WorkflowTransition: a.customType({
    from: a.string().required(),
    to: a.string().required(),
    /** Followed after an error. */
    isCatch: a.boolean().required(),
  }),

  WorkflowStep: a.customType({
    state: a.string().required(),
    enteredAt: a.datetime().required(),
    exitedAt: a.datetime(),
    /** Calls of a Task, of which as many failed as there are errors. */
    attempts: a.integer().required(),
    errors: a.string().required().array().required(),
    isWaiting: a.boolean().required(),
    timesOutAt: a.datetime(),
  }),

  WorkflowRun: a.customType({
    /** Which of the order's executions it is, from 1, and how many there are. */
    execution: a.integer().required(),
    executions: a.integer().required(),
    status: a.string().required(),
    startedAt: a.datetime().required(),
    stoppedAt: a.datetime(),
    error: a.string(),
    states: a.ref('WorkflowState').required().array().required(),
    transitions: a.ref('WorkflowTransition').required().array().required(),
    steps: a.ref('WorkflowStep').required().array().required(),
  }),

  /** An execution that carries a purchase order, or did, on the graph of the definition that it runs by: by default the last. */
  purchaseOrderWorkflow: a
    .query()
    .arguments({ purchaseOrderId: a.id().required(), execution: a.integer() })
    .returns(a.ref('WorkflowRun'))
    .handler(a.handler.function(purchaseOrderWorkflow))
    .authorization((allow) => [allow.groups(GROUPS)]),
};
