import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Decision, PurchaseOrderStatus } from '../../domain/vocabulary.ts';
import type { Caller, FieldCall, IdentifyCaller } from '../caller.ts';
import type { WakeWorkflow } from './wake-workflow.ts';

interface Arguments {
  purchaseOrderId: string;
  decision: Decision;
  note?: string | null;
}

/** What this operation reads of a purchase order. */
interface PurchaseOrderRow {
  purchaseOrderId: string;
  status: PurchaseOrderStatus;
  deadline: string;
  decidedAt?: string;
  decidedBy?: string;
  /** Of the person who decided; `decidedBy` is their name. */
  decidedById?: string;
  note?: string;
}

export interface Deps {
  documents: Pick<DynamoDBDocumentClient, 'send'>;
  purchaseOrderTable: string;
  wakeWorkflow: WakeWorkflow;
  identify: IdentifyCaller;
  now: () => Date;
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
    return answer(true, decision === 'APPROVED' ? 'Approved.' : 'Rejected.', decided);
  }
  const found = await read(deps, purchaseOrderId);
  if (found.status === decision && found.decidedById === caller.id) {
    await deps.wakeWorkflow(purchaseOrderId, decision);
    return answer(true, 'You had decided so already.', found);
  }
  return answer(false, refusal(found, deps.now()), found);
};

/** The row after the decision, or undefined when the order was not awaiting one. */
async function record(
  { documents, purchaseOrderTable, now }: Deps,
  caller: Caller,
  { purchaseOrderId, decision, note }: { purchaseOrderId: string; decision: Decision; note: string | undefined },
): Promise<PurchaseOrderRow | undefined> {
  try {
    const { Attributes } = await documents.send(
      new UpdateCommand({
        TableName: purchaseOrderTable,
        Key: { purchaseOrderId },
        UpdateExpression: `SET #status = :decision, decidedAt = :now, decidedBy = :name, decidedById = :id, updatedAt = :now${note ? ', note = :note' : ''}`,
        ConditionExpression: '#status = :awaiting AND deadline > :now',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: {
          ':decision': decision,
          ':awaiting': 'AWAITING_DECISION',
          ':now': now().toISOString(),
          ':name': caller.name,
          ':id': caller.id,
          ...(note && { ':note': note }),
        },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return Attributes as PurchaseOrderRow;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}

async function read({ documents, purchaseOrderTable }: Deps, purchaseOrderId: string): Promise<PurchaseOrderRow> {
  const { Item } = await documents.send(
    new GetCommand({ TableName: purchaseOrderTable, Key: { purchaseOrderId }, ConsistentRead: true }),
  );
  if (!Item) throw new Error(`There is no purchase order ${purchaseOrderId}.`);
  return Item as PurchaseOrderRow;
}

function refusal({ status, deadline, decidedAt, decidedBy }: PurchaseOrderRow, now: Date): string {
  if (status === 'APPROVED' || status === 'REJECTED') {
    return `${status === 'APPROVED' ? 'Approved' : 'Rejected'} by ${decidedBy} at ${decidedAt}.`;
  }
  if (status === 'EXPIRED' || deadline <= now.toISOString()) return `Nobody decided before the deadline, ${deadline}.`;
  return 'This purchase order is being prepared; it can be decided in a moment.';
}

const answer = (accepted: boolean, message: string, row: PurchaseOrderRow) => ({
  accepted,
  message,
  purchaseOrderId: row.purchaseOrderId,
  status: row.status,
  decidedAt: row.decidedAt,
  decidedBy: row.decidedBy,
  note: row.note,
});
