import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Caller, FieldCall, IdentifyCaller } from '../caller.ts';
import { type DecisionRow, decisionResult, readDecision, whyDecided } from '../decide-purchase-order/decision-row.ts';

export interface Deps {
  documents: Pick<DynamoDBDocumentClient, 'send'>;
  purchaseOrderTable: string;
  identify: IdentifyCaller;
  now: () => Date;
}

/**
 * Returns a decision to its decider, within its seconds and as long as nothing has followed from it: the workflow waits
 * that long, reads the row again, and waits for another decision if it finds none. Nobody needs to be woken.
 */
export const undoDecision = (deps: Deps) => async (call: FieldCall<{ purchaseOrderId: string }>) => {
  const { purchaseOrderId } = call.arguments;
  const caller = await deps.identify(call);
  const undone = await returnDecision(deps, caller, purchaseOrderId);
  if (undone) return decisionResult(true, 'It awaits a decision again.', undone);
  const found = await readDecision(deps.documents, deps.purchaseOrderTable, purchaseOrderId);
  const awaits = found.status === 'AWAITING_DECISION';
  return decisionResult(awaits, awaits ? 'It awaits a decision.' : whyNot(found, caller, deps.now()), found);
};

/** The row after that, or undefined when it is not this person's to return, or not any more. */
async function returnDecision(
  { documents, purchaseOrderTable, now }: Deps,
  { id }: Caller,
  purchaseOrderId: string,
): Promise<DecisionRow | undefined> {
  try {
    const { Attributes } = await documents.send(
      new UpdateCommand({
        TableName: purchaseOrderTable,
        Key: { purchaseOrderId },
        UpdateExpression:
          'SET #status = :awaiting, updatedAt = :now REMOVE decidedAt, decidedBy, decidedById, undoUntil, note',
        ConditionExpression:
          'phase = :open AND #status IN (:approved, :rejected) AND decidedById = :id AND undoUntil > :now',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: {
          ':awaiting': 'AWAITING_DECISION',
          ':approved': 'APPROVED',
          ':rejected': 'REJECTED',
          ':open': 'OPEN',
          ':id': id,
          ':now': now().toISOString(),
        },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return Attributes as DecisionRow;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}

function whyNot(row: DecisionRow, { id }: Caller, now: Date): string {
  const decided = whyDecided(row, now.toISOString());
  if (row.decidedById !== undefined && row.decidedById !== id) return `${decided} Only they can return it.`;
  return row.undoUntil ? `${decided} It was final at ${row.undoUntil}.` : decided;
}
