import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Decision } from '../../domain/vocabulary.ts';
import type { Caller, FieldCall, IdentifyCaller } from '../caller.ts';
import { type DecisionRow, decisionResult, readDecision, whyDecided, whyNotBy } from './decision-row.ts';
import type { WakeWorkflow } from './wake-workflow.ts';

interface Arguments {
  purchaseOrderId: string;
  decision: Decision;
  note?: string | null;
}

export interface Deps {
  documents: Pick<DynamoDBDocumentClient, 'send'>;
  purchaseOrderTable: string;
  wakeWorkflow: WakeWorkflow;
  identify: IdentifyCaller;
  now: () => Date;
  undoSeconds: number;
}

const LONGEST_NOTE = 500;

/**
 * Records a decision once, then wakes the waiting workflow. The row is the truth: a workflow that misses the call reads
 * the row at its timeout or in the sweep. Whoever comes second is told who was first, and nothing changes.
 */
export const decidePurchaseOrder = (deps: Deps) => async (call: FieldCall<Arguments>) => {
  const { purchaseOrderId, decision } = call.arguments;
  const note = call.arguments.note?.trim() || undefined;
  if (decision === 'REJECTED' && !note) throw new Error('A rejection needs a reason: say why in the note.');
  if (note && note.length > LONGEST_NOTE) throw new Error(`The note is longer than ${LONGEST_NOTE} characters.`);
  const caller = await deps.identify(call);
  const decided = await record(deps, caller, { purchaseOrderId, decision, note });
  if (decided) {
    await deps.wakeWorkflow(purchaseOrderId, decision);
    return decisionResult(true, decision === 'APPROVED' ? 'Approved.' : 'Rejected.', decided);
  }
  const found = await readDecision(deps.documents, deps.purchaseOrderTable, purchaseOrderId);
  if (isSame(found, decision) && found.decidedById === caller.id) {
    await deps.wakeWorkflow(purchaseOrderId, decision);
    return decisionResult(true, 'You had decided so already.', found);
  }
  const why = whyNotBy(found, caller.id) ?? whyDecided(found, deps.now().toISOString());
  return decisionResult(false, why, found);
};

/** An approval stays one when its goods are on their way, or have come. */
const isSame = ({ status, decidedBy }: DecisionRow, decision: Decision): boolean =>
  decidedBy !== undefined && (status === 'REJECTED') === (decision === 'REJECTED');

/** A whole second, so that no clock that counts in seconds comes to it early. */
const undoUntil = (now: Date, undoSeconds: number): string =>
  new Date(Math.ceil(now.getTime() / 1000 + undoSeconds) * 1000).toISOString();

/** The row after the decision, or undefined when the order was not awaiting one. */
async function record(
  { documents, purchaseOrderTable, now, undoSeconds }: Deps,
  caller: Caller,
  { purchaseOrderId, decision, note }: { purchaseOrderId: string; decision: Decision; note: string | undefined },
): Promise<DecisionRow | undefined> {
  const at = now();
  try {
    const { Attributes } = await documents.send(
      new UpdateCommand({
        TableName: purchaseOrderTable,
        Key: { purchaseOrderId },
        UpdateExpression: `SET #status = :decision, decidedAt = :now, decidedBy = :name, decidedById = :id, undoUntil = :until, updatedAt = :now${note ? ', note = :note' : ''}`,
        // Who asked for it does not approve it, and two approvals are those of two people.
        ConditionExpression:
          '#status = :awaiting AND deadline > :now AND ' +
          '(attribute_not_exists(requestedById) OR requestedById <> :id) AND ' +
          '(attribute_not_exists(firstApprovedById) OR firstApprovedById <> :id)',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: {
          ':decision': decision,
          ':awaiting': 'AWAITING_DECISION',
          ':now': at.toISOString(),
          ':until': undoUntil(at, undoSeconds),
          ':name': caller.name,
          ':id': caller.id,
          ...(note && { ':note': note }),
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
