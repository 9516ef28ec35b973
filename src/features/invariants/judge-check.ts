import type { StockCheck } from '../../lib/api-client.ts';

/** How the books stand by the last check, as far as it tells. */
export type Standing = 'unknown' | 'agree' | 'differ' | 'partial' | 'old';

type Finding = NonNullable<StockCheck['findings']>[number];

/** It is made once a day: one that is two days old says that the clock's have failed. */
const OLD_MS = 2 * 86_400_000;

const isSame = (one: Finding, other: Finding) => one.productId === other.productId && one.kind === other.kind;

/** What was found and is not mended, by that check or by a repair after it. */
export function openFindings({ findings, checkedAt, mendedAt, mended }: StockCheck): Finding[] {
  const later = checkedAt && mendedAt && mendedAt >= checkedAt ? (mended ?? []) : [];
  return (findings ?? []).filter(
    (finding) => finding.outcome !== 'REPAIRED' && !later.some((repair) => isSame(repair, finding)),
  );
}

function standingOf(check: StockCheck, now: number): Standing {
  if (!check.checkedAt) return 'unknown';
  const open = openFindings(check);
  // What moved too fast to be compared was not found wrong.
  if (open.some(({ outcome }) => outcome !== 'UNSETTLED')) return 'differ';
  if (open.length > 0 || check.leftOffAt) return 'partial';
  return now - Date.parse(check.checkedAt) > OLD_MS ? 'old' : 'agree';
}

const WORST_FIRST: Standing[] = ['differ', 'partial', 'old', 'unknown', 'agree'];

/** How the books stand where they stand worst. */
export function worstStanding(checks: readonly StockCheck[], now: number): Standing {
  const standings = checks.map((check) => standingOf(check, now));
  return WORST_FIRST.find((standing) => standings.includes(standing)) ?? 'unknown';
}
