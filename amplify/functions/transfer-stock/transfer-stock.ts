import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { MovementRow } from '../../domain/adjustments.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Transfer } from '../../domain/models.ts';
import {
  checkTransfer,
  InvalidTransfer,
  isSameTransfer,
  type TransferMovements,
  transferMovements,
} from '../../domain/transfer.ts';
import type { LocationTable } from '../../tables/location-table.ts';
import type { Pause } from '../../tables/pause.ts';
import type { StockLevelTable } from '../../tables/stock-level-table.ts';
import { addMovement, changeAvailable, openLevel, untilWritten } from '../../tables/stock-writes.ts';
import { transact, type Write } from '../../tables/transact.ts';
import type { TransferTable } from '../../tables/transfer-table.ts';
import type { FieldCall, IdentifyCaller } from '../caller.ts';
import { isClientId } from '../client-id.ts';

type Deps = {
  client: DynamoDBDocumentClient;
  names: { stockLevel: string; stockMovement: string; transfer: string };
  stockLevels: Pick<StockLevelTable, 'get'>;
  locations: Pick<LocationTable, 'has'>;
  transfers: TransferTable;
  identify: IdentifyCaller;
  clock: Clock;
  pause: Pause;
};

/**
 * Moves what is available from one location to another: both stock levels and both ledger entries change in one
 * transaction. The transfer's id is kept for good in it, so that the same transfer sent twice is made once and answers
 * the same entries. Stock of a product that was never at the receiving location begins there with it.
 */
export const transferStock =
  (deps: Deps) =>
  async (call: FieldCall<Transfer>): Promise<[left: MovementRow, arrived: MovementRow]> => {
    const transfer = call.arguments;
    if (!isClientId(transfer.transferId)) {
      throw new InvalidTransfer('A transfer id is of 1 to 64 letters, digits, - and _.');
    }
    checkTransfer(transfer);
    const { name } = await deps.identify(call);
    const { left, arrived } = await untilWritten(deps.pause, () => apply(deps, transfer, name));
    return [left, arrived];
  };

const NOTHING = { available: 0, reserved: 0 };
/** At a new place nothing is reordered until it is empty, or somebody says from where on. */
const FIRST_REORDER_POINT = 0;

/** Both entries; undefined when a stock level changed between reading and writing. */
const apply = async (deps: Deps, transfer: Transfer, actor: string): Promise<TransferMovements | undefined> => {
  const { client, names, pause, stockLevels, locations, transfers, clock } = deps;
  const { transferId, productId, fromLocationId, toLocationId } = transfer;
  const from = await stockLevels.get({ productId, locationId: fromLocationId });
  if (!from) throw new InvalidTransfer(`${productId} is not stocked at ${fromLocationId}.`);
  const known = await stockLevels.get({ productId, locationId: toLocationId });
  if (!known && !(await locations.has(toLocationId))) {
    throw new InvalidTransfer(`There is no location ${toLocationId}. Open it first.`);
  }
  // Read last: what was committed until now is then seen, and what comes later fails the transaction.
  const made = await transfers.get(transferId);
  if (made && isSameTransfer(made, transfer)) return made;
  if (made) throw new InvalidTransfer(`Another transfer has the id ${transferId}.`);
  const place = { productId, locationId: toLocationId };
  const movements = transferMovements(from, known ?? { ...place, ...NOTHING }, transfer, actor, clock());
  const { left, arrived } = movements;
  const balance = { ...NOTHING, available: arrived.availableAfter };
  const receive: Write = known
    ? changeAvailable(names.stockLevel, known, arrived)
    : openLevel(names.stockLevel, { ...place, ...balance, reorderPoint: FIRST_REORDER_POINT }, arrived.createdAt);
  const refused = await transact(client, pause, [
    changeAvailable(names.stockLevel, from, left),
    addMovement(names.stockMovement, left),
    receive,
    addMovement(names.stockMovement, arrived),
    {
      Put: {
        TableName: names.transfer,
        Item: { transferId, ...movements },
        ConditionExpression: 'attribute_not_exists(transferId)',
      },
    },
  ]);
  return refused ? undefined : movements;
};
