import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { stockMovementRow } from '../../domain/rows.ts';
import { DEFAULT_LOCATION } from '../../domain/vocabulary.ts';
import type { Caller, FieldCall, IdentifyCaller } from '../caller.ts';

interface Arguments {
  adjustmentId: string;
  productId: string;
  locationId?: string | null;
  delta: number;
  reason: string;
}

interface StockLevelRow {
  available: number;
  reserved: number;
  version: number;
}

export interface Deps {
  documents: Pick<DynamoDBDocumentClient, 'send'>;
  tables: { stockLevel: string; stockMovement: string; adjustment: string };
  identify: IdentifyCaller;
  now: () => Date;
}

const LONGEST_REASON = 200;
const LARGEST_DELTA = 1_000_000;
const TRIES = 5;

/**
 * Changes what is available by `delta`, with who and why in the ledger. The adjustment's id is kept for good, in the
 * same transaction, so that the same adjustment sent twice is applied once and answers the same ledger entry.
 */
export const adjustStock = (deps: Deps) => async (call: FieldCall<Arguments>) => {
  const { adjustmentId, productId, delta } = call.arguments;
  const locationId = call.arguments.locationId || DEFAULT_LOCATION;
  const reason = call.arguments.reason.trim();
  if (!reason || reason.length > LONGEST_REASON)
    throw new Error(`An adjustment needs a reason of 1 to ${LONGEST_REASON} characters.`);
  if (!Number.isInteger(delta) || delta === 0 || Math.abs(delta) > LARGEST_DELTA) {
    throw new Error('The adjustment must be a whole number other than 0, and at most a million.');
  }
  const caller = await deps.identify(call);
  const adjustment = { adjustmentId, productId, locationId, delta, reason };
  for (let tries = TRIES; tries > 0; tries -= 1) {
    const applied = await apply(deps, caller, adjustment);
    if (applied) return applied;
  }
  throw new Error('The stock level is changing too fast just now. Try again.');
};

/** The ledger entry; undefined when the stock level changed between reading and writing. */
async function apply(
  deps: Deps,
  caller: Caller,
  { adjustmentId, productId, locationId, delta, reason }: Arguments & { locationId: string },
): Promise<Record<string, unknown> | undefined> {
  const { documents, tables } = deps;
  const level = await read<StockLevelRow>(deps, tables.stockLevel, { productId, locationId });
  if (!level) throw new Error(`There is no stock level for product ${productId} at location ${locationId}.`);
  const available = level.available + delta;
  const known = await read<{ movement: Record<string, unknown> }>(deps, tables.adjustment, { adjustmentId });
  if (known) return known.movement;
  if (available < 0) throw new Error(`Only ${level.available} are available: ${-delta} cannot be taken away.`);
  const now = deps.now().toISOString();
  const movement = stockMovementRow(
    {
      productId,
      locationId,
      availableDelta: delta,
      reservedDelta: 0,
      availableAfter: available,
      reservedAfter: level.reserved,
      cause: 'ADJUSTMENT',
      causeId: adjustmentId,
      actor: caller.name,
      note: reason,
    },
    now,
  );
  try {
    await documents.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Update: {
              TableName: tables.stockLevel,
              Key: { productId, locationId },
              // OUT_OF_STOCK is set by check-inventory-level alone, which the change itself wakes.
              UpdateExpression: `SET available = :available, version = :next, updatedAt = :now${available > 0 ? ', #status = :inStock' : ''}`,
              ConditionExpression: 'version = :version',
              ...(available > 0 && { ExpressionAttributeNames: { '#status': 'status' } }),
              ExpressionAttributeValues: {
                ':available': available,
                ':version': level.version,
                ':next': level.version + 1,
                ':now': now,
                ...(available > 0 && { ':inStock': 'IN_STOCK' }),
              },
            },
          },
          {
            Put: {
              TableName: tables.stockMovement,
              Item: movement,
              ConditionExpression: 'attribute_not_exists(movementId)',
            },
          },
          {
            Put: {
              TableName: tables.adjustment,
              Item: { adjustmentId, movement },
              ConditionExpression: 'attribute_not_exists(adjustmentId)',
            },
          },
        ],
      }),
    );
    return movement;
  } catch (error) {
    if (error instanceof TransactionCanceledException) return undefined;
    throw error;
  }
}

async function read<Row>({ documents }: Deps, table: string, key: Record<string, string>): Promise<Row | undefined> {
  const { Item } = await documents.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
  return Item as Row | undefined;
}
