import { queryOptions } from '@tanstack/react-query';
import { request, type WorkflowRun } from '../../lib/api-client.ts';
import { readAgainAfter } from './read-again.ts';

const RUN = /* GraphQL */ `
  query PurchaseOrderWorkflow($purchaseOrderId: ID!, $execution: Int) {
    purchaseOrderWorkflow(purchaseOrderId: $purchaseOrderId, execution: $execution) {
      execution executions status startedAt stoppedAt error
      states { name type comment }
      transitions { from to isCatch }
      steps { state enteredAt exitedAt attempts errors isWaiting timesOutAt }
    }
  }
`;

/**
 * The execution of that number, else the last one. Null before one has taken the order up, and once AWS has forgotten it.
 * `version` changes with the order.
 */
export const workflowRunQuery = (purchaseOrderId: string, version: string, execution?: number) =>
  queryOptions({
    queryKey: ['WorkflowRun', purchaseOrderId, version, execution],
    queryFn: () => request<WorkflowRun | null>(RUN, { purchaseOrderId, execution }),
    placeholderData: (before) => before,
    refetchInterval: ({ state }) => readAgainAfter(state.data, version, Date.now()),
  });
