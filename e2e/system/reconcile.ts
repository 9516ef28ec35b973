import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { ReconciliationKind, ReconciliationOutcome } from '../../amplify/domain/vocabulary.ts';
import type { Backend } from './backend.ts';

export interface Finding {
  productId: string;
  kind: ReconciliationKind | null;
  message: string;
  outcome: ReconciliationOutcome;
}

export interface Reconciliation {
  checked: number;
  findings: Finding[];
  cursor: string | null;
}

/** Invokes the function by hand, as the runbook says. */
export async function reconcile(
  backend: Backend,
  event: { productId?: string; repair?: boolean; cursor?: string; actor?: string } = {},
): Promise<Reconciliation> {
  const { Payload, FunctionError } = await backend.clients.functions.send(
    new InvokeCommand({
      FunctionName: backend.outputs.custom.reconcileStockFunctionName,
      Payload: JSON.stringify(event),
    }),
  );
  const text = new TextDecoder().decode(Payload);
  if (FunctionError) throw new Error(text);
  return JSON.parse(text);
}
