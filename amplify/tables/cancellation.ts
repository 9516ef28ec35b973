import { readAttributes } from './attributes.ts';

export type CancellationReason = { code: string; item?: Record<string, unknown> };

/** A condition did not hold: the reason carries the item, when the write asked for it. */
export const CONDITION_FAILED = 'ConditionalCheckFailed';

/** Another transaction had the item, or the table is throttled: the same transaction may pass later. */
const CONTENTION = ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];
export const isContention = (reason: CancellationReason): boolean => CONTENTION.includes(reason.code);

/** Why each write of a cancelled transaction failed, in their order; undefined for any other error. */
export const cancellationReasons = (error: unknown): CancellationReason[] | undefined => {
  if (!(error instanceof Error) || error.name !== 'TransactionCanceledException') return undefined;
  const reasons = 'CancellationReasons' in error ? error.CancellationReasons : undefined;
  if (!Array.isArray(reasons)) return undefined;
  return reasons.map((reason: { Code?: string; Item?: Record<string, unknown> }) => ({
    code: reason.Code ?? 'None',
    item: reason.Item ? readAttributes(reason.Item) : undefined,
  }));
};
