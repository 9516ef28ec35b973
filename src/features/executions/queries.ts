import { queryOptions } from '@tanstack/react-query';
import { request, type WorkflowRun } from '../../lib/api-client.ts';
import { readAgainAfter } from './read-again.ts';

const RUN = /* GraphQL */ `
  query PurchaseOrderWorkflow($purchaseOrderId: ID!) {
    purchaseOrderWorkflow(purchaseOrderId: $purchaseOrderId) {
      status startedAt stoppedAt error
      states { name type comment }
      transitions { from to isCatch }
      steps { state enteredAt exitedAt attempts errors isWaiting timesOutAt }
    }
  }
`;

/** Null before an execution has taken the order up, and once AWS has forgotten it. `version` changes with the order. */
export const workflowRunQuery = (purchaseOrderId: string, version: string) =>
  queryOptions({
    queryKey: ['WorkflowRun', purchaseOrderId, version],
    queryFn: () => request<WorkflowRun | null>(RUN, { purchaseOrderId }),
    placeholderData: (before) => before,
    refetchInterval: ({ state }) => readAgainAfter(state.data, version, Date.now()),
  });
