import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ReconciliationKind, ReconciliationOutcome } from '../../domain/vocabulary.ts';

export type Entry = {
  productId: string;
  locationId: string;
  kind: ReconciliationKind | null;
  message: string;
  outcome: ReconciliationOutcome;
};

/** What a run came to. */
export type Check = {
  locationId: string;
  /** False where one product was looked at: that says nothing of the others. */
  whole: boolean;
  /** The cursor that it went on from. */
  from: string | undefined;
  /** Where it left off, if it did not come to the end. */
  cursor: string | null;
  checked: number;
  findings: Entry[];
  by: string;
};
export type RecordCheck = (check: Check, now: string) => Promise<void>;

/** Enough for a person to see what is wrong; `differences` counts all of them, the ledger tells what was mended. */
const MOST_KEPT = 50;

/** A run over the whole location replaces what the last one came to. */
const REPLACE = `checked = :checked, differences = :differences, findings = :findings`;
/** One that goes on adds to the run that it goes on with. */
const GO_ON = `checked = checked + :checked, differences = differences + :differences, findings = list_append(findings, :findings)`;

const wholeRun = ({ from, cursor, checked, findings, by }: Check, now: string) => ({
  set: `${from === undefined ? REPLACE : GO_ON}, checkedAt = :checkedAt, checkedBy = :checkedBy${cursor === null ? '' : ', leftOffAt = :leftOffAt'}`,
  remove: cursor === null ? ' REMOVE leftOffAt' : '',
  values: {
    ':checked': checked,
    ':differences': findings.length,
    ':findings': findings.slice(0, MOST_KEPT),
    ':checkedAt': now,
    ':checkedBy': by,
    ...(cursor !== null && { ':leftOffAt': cursor }),
    ...(from !== undefined && { ':from': from }),
  },
});

const NO_RUN = { set: '', remove: '', values: {} };

/** The last check and the last repair of a location stay in one row, however often somebody looks. */
export const recordCheck =
  (client: DynamoDBDocumentClient, tableName: string): RecordCheck =>
  async (check, now) => {
    const mended = check.findings.filter(({ outcome }) => outcome === 'REPAIRED');
    if (!check.whole && mended.length === 0) return;
    const { set, remove, values } = check.whole ? wholeRun(check, now) : NO_RUN;
    const repair = mended.length > 0;
    const sets = [
      '#type = :type, createdAt = if_not_exists(createdAt, :now), updatedAt = :now',
      ...(set ? [set] : []),
      ...(repair ? ['mendedAt = :now, mendedBy = :mendedBy, mended = :mended'] : []),
    ];
    try {
      await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { locationId: check.locationId },
          UpdateExpression: `SET ${sets.join(', ')}${remove}`,
          // Another run has begun meanwhile: what this one adds belongs to none.
          ...(check.whole && check.from !== undefined && { ConditionExpression: 'leftOffAt = :from' }),
          ExpressionAttributeNames: { '#type': '__typename' },
          ExpressionAttributeValues: {
            ':type': 'StockCheck',
            ':now': now,
            ...values,
            ...(repair && { ':mendedBy': check.by, ':mended': mended.slice(0, MOST_KEPT) }),
          },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  };
