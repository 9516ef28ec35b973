import { movementId } from '../../../amplify/domain/rows.ts';
import { SETTLEMENTS } from '../../../amplify/domain/settlement.ts';
import type { RecordedReservation, StockMovement } from '../../lib/api-client.ts';
import { formatMinute, formatNumber } from '../../lib/format.ts';
import { messages } from '../../lib/messages.ts';
import { RESERVATION, type Word } from '../../lib/words.ts';

export type LedgerEntry = Pick<StockMovement, 'movementId' | 'cause' | 'causeId' | 'availableDelta' | 'availableAfter'>;
export type Step = { word: Word; at?: string; text: string };

const words = messages.reservationSteps;

/** The entry that ended it is found by its key: it was written with the end, under that instant and the order's id. */
function endingEntry({ status, settledAt, orderId, locationId, movementId: taken }: RecordedReservation): string[] {
  // What never held stock has nothing to give back.
  if (!taken) return [];
  const settlement = Object.values(SETTLEMENTS).find(({ to }) => to === status);
  if (!settlement || !settledAt) return [];
  return [movementId({ cause: settlement.cause, causeId: orderId, locationId }, settledAt)];
}

/** The ids of the ledger entries that this reservation must have: what took its stock, and what ended that. */
export const entriesOf = (row: RecordedReservation): string[] => [
  ...(row.movementId ? [row.movementId] : []),
  ...endingEntry(row),
];

/** An entry for several orders names the first, and how many more. */
const othersIn = ({ causeId }: LedgerEntry): number => Number(/\+(\d+)$/.exec(causeId)?.[1] ?? 0);

/** What it waited for at first: it is BACKORDERED, or left the queue by being served or given up. */
function wait(row: RecordedReservation): Step[] {
  const waited = row.status === 'BACKORDERED' || row.servedAt || (row.status === 'RELEASED' && !row.movementId);
  if (!waited) return [];
  return [{ word: RESERVATION.BACKORDERED, at: row.createdAt, text: row.reason ?? notTaken(row) }];
}

const notTaken = ({ availableQuantity }: RecordedReservation): string =>
  availableQuantity == null ? '' : words.notTaken(formatNumber(availableQuantity));

function outcome(row: RecordedReservation, entry: LedgerEntry | undefined): Step[] {
  const waited = wait(row);
  if (waited.length > 0 && !row.servedAt) return waited;
  const at = row.servedAt ?? row.createdAt;
  if (row.movementId) {
    const taken = words.taken(formatNumber(row.quantity), entry ? formatNumber(entry.availableAfter) : '–');
    const others = entry ? othersIn(entry) : 0;
    const text = others > 0 ? `${taken} ${words.together(others)}` : taken;
    return [...waited, { word: RESERVATION.RESERVED, at, text }];
  }
  return [{ word: RESERVATION[row.status], at, text: row.reason ?? notTaken(row) }];
}

function end(row: RecordedReservation, entry: LedgerEntry | undefined): Step[] {
  const word = RESERVATION[row.status];
  if (row.settledAt) {
    const units = formatNumber(row.quantity);
    if (!row.movementId) return [{ word, at: row.settledAt, text: words.leftQueue }];
    if (row.status === 'FULFILLED') return [{ word, at: row.settledAt, text: words.left(units) }];
    const text = words.givenBack(units, entry ? formatNumber(entry.availableAfter) : '–');
    return [{ word, at: row.settledAt, text }];
  }
  if (row.status !== 'RESERVED' || !row.expiresAt) return [];
  return [{ word: { label: words.waits, tone: 'info' }, text: words.waitsText(formatMinute(row.expiresAt)) }];
}

/** Sorts behind every instant. */
const NEVER = '9999';
const MUTED = (label: string): Word => ({ label, tone: 'muted' });

/** What happened to an order line, in order of time as far as that is known; an Express execution itself keeps no history. */
export function reservationSteps(row: RecordedReservation, entries: readonly LedgerEntry[]): Step[] {
  const entry = (id: string | null | undefined) => entries.find((each) => each.movementId === id);
  const again = (row.deliveries ?? 1) - 1;
  const dated = [
    ...outcome(row, entry(row.movementId)),
    ...(again > 0
      ? [{ word: MUTED(words.again), at: row.redeliveredAt ?? row.createdAt, text: words.againText(again) }]
      : []),
    ...end(row, entry(endingEntry(row)[0])),
  ].sort((one, other) => (one.at ?? NEVER).localeCompare(other.at ?? NEVER));
  return row.refusal ? [...dated, { word: { label: words.refused, tone: 'warn' }, text: row.refusal }] : dated;
}
