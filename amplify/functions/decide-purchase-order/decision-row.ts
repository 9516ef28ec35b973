import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { PurchaseOrder } from '../../domain/models.ts';

/** What deciding, and returning a decision, read of a purchase order. */
export type DecisionRow = Pick<
  PurchaseOrder,
  | 'purchaseOrderId'
  | 'status'
  | 'deadline'
  | 'decidedAt'
  | 'decidedBy'
  | 'decidedById'
  | 'undoUntil'
  | 'note'
  | 'closedAt'
  | 'closedBy'
  | 'requestedById'
  | 'firstApprovedById'
> & { updatedAt: string };

export const readDecision = async (
  documents: Pick<DynamoDBDocumentClient, 'send'>,
  purchaseOrderTable: string,
  purchaseOrderId: string,
): Promise<DecisionRow> => {
  const { Item } = await documents.send(
    new GetCommand({ TableName: purchaseOrderTable, Key: { purchaseOrderId }, ConsistentRead: true }),
  );
  if (!Item) throw new Error(`There is no purchase order ${purchaseOrderId}.`);
  return Item as DecisionRow;
};

/** Why it cannot be decided: who was first, when and how. */
export const whyDecided = (row: Omit<DecisionRow, 'updatedAt'>, now: string): string => {
  const { status, deadline, decidedAt, decidedBy, closedAt, closedBy } = row;
  if (decidedBy) return `${status === 'REJECTED' ? 'Rejected' : 'Approved'} by ${decidedBy} at ${decidedAt}.`;
  if (status === 'CANCELLED') return `Cancelled by ${closedBy} at ${closedAt}.`;
  if (status === 'EXPIRED' || deadline <= now) return `Nobody decided before the deadline, ${deadline}.`;
  return 'This purchase order is being prepared; it can be decided in a moment.';
};

/** Why this person cannot decide it, though others can; or undefined. */
export const whyNotBy = ({ status, requestedById, firstApprovedById }: DecisionRow, id: string): string | undefined => {
  if (status !== 'AWAITING_DECISION') return undefined;
  if (requestedById === id) return 'You requested it: somebody else has to decide.';
  return firstApprovedById === id ? 'You have approved it: a second approver has to decide too.' : undefined;
};

export const decisionResult = (accepted: boolean, message: string, row: DecisionRow) => ({
  accepted,
  message,
  purchaseOrderId: row.purchaseOrderId,
  status: row.status,
  decidedAt: row.decidedAt,
  decidedBy: row.decidedBy,
  note: row.note,
  undoUntil: row.undoUntil,
  updatedAt: row.updatedAt,
});
