import type { PurchaseOrder, StockLevel } from './models.ts';
import type { ReconciliationKind, StockStatus } from './vocabulary.ts';

/** Compares the books of one stock level. Which book is believed when they differ: docs/decisions/012. */

export type Balance = Pick<StockLevel, 'available' | 'reserved'>;

/** The books of one stock level, read at one moment. */
export type Books = {
  level: StockLevel;
  /** Nothing has touched the stock level for so long that whatever follows from its last change is done. */
  settled: boolean;
  ledger: {
    /** The sums of all deltas. */
    sum: Balance;
    /** The balances that the last entries name: several, where their times are too close to tell which is the last. */
    ends: Balance[];
  };
  /** Units of live reservations. */
  promised: number;
  /** Units of orders that wait; unknown while the stock level has just changed, for it is an index that tells. */
  waiting?: number;
  /** The purchase order that the claim names, if there is one of this stock level. */
  claimed?: Pick<PurchaseOrder, 'purchaseOrderId' | 'phase'>;
  /** Every open purchase order of this stock level, oldest first. */
  open: Pick<PurchaseOrder, 'purchaseOrderId'>[];
};

/** `message` says the difference, not the figures: it stays the same while orders go on changing both books. */
export type Finding = { kind: ReconciliationKind; message: string; needsPerson: boolean };

/** What the stock level and the ledger have to become, in one transaction. */
export type Correction = {
  balance: Balance;
  /** What a ledger entry has to add for its sum to be the balance. */
  delta: Balance;
  status: StockStatus;
  openPurchaseOrderId?: string;
  /** Only where it differs. */
  backordered?: number;
};

export type Verdict = { findings: Finding[]; correction?: Correction };

const same = (one: Balance, other: Balance): boolean =>
  one.available === other.available && one.reserved === other.reserved;

const minus = (one: Balance, other: Balance): Balance => ({
  available: one.available - other.available,
  reserved: one.reserved - other.reserved,
});

const signed = (value: number): string => (value > 0 ? `+${value}` : String(value));
const text = ({ available, reserved }: Balance): string =>
  `available ${signed(available)}, reserved ${signed(reserved)}`;

const found = (kind: ReconciliationKind, message: string, needsPerson = false): Finding => ({
  kind,
  message,
  needsPerson,
});

/**
 * What is promised is what the live reservations say; what is on hand is what the ledger's sum says: a ledger only ever
 * grows, while a stock level is overwritten, and every entry after that builds on what was written.
 */
const judgeBalance = ({ level, ledger: { sum, ends }, promised }: Books): { balance: Balance; findings: Finding[] } => {
  const balance = { available: sum.available + sum.reserved - promised, reserved: promised };
  const findings: Finding[] = [];
  const difference = text(minus(level, sum));
  if (same(level, balance) && !same(level, sum)) {
    findings.push(found('LEDGER', `the ledger lacks entries over ${difference}`));
    return { balance, findings };
  }
  if (!same(level, sum)) findings.push(found('LEVEL', `the stock level differs from the ledger by ${difference}`));
  if (sum.reserved !== promised) {
    const excess = signed(sum.reserved - promised);
    findings.push(found('RESERVATIONS', `reserved differs from the live reservations by ${excess}`));
  }
  if (findings.length === 0 && ends.length > 0 && !ends.some((end) => same(end, sum))) {
    findings.push(found('LEDGER_END', 'the last ledger entry names another balance than its sum'));
  }
  return { balance, findings };
};

const judgeClaim = ({ level, claimed, open }: Books): { claim?: string; findings: Finding[] } => {
  const claim = level.openPurchaseOrderId;
  const findings: Finding[] = [];
  const isOpen = claimed?.phase === 'OPEN';
  const next = isOpen ? claim : open[0]?.purchaseOrderId;
  if (claim !== undefined && !isOpen) findings.push(found('CLAIM', `the claim names ${claim}, which is not open here`));
  if (claim === undefined && next !== undefined) findings.push(found('CLAIM', `${next} is open without a claim`));
  const others = open.filter(({ purchaseOrderId }) => purchaseOrderId !== next);
  for (const { purchaseOrderId } of others) {
    findings.push(found('SECOND_ORDER', `${purchaseOrderId} is open beside ${next}: reject it on the dashboard`, true));
  }
  return { claim: next, findings };
};

/** What waits is what orders say that wait: each was told that it does. */
const judgeWaiting = ({
  level: { backordered = 0 },
  waiting,
}: Books): { backordered?: number; findings: Finding[] } => {
  if (waiting === undefined || waiting === backordered) return { findings: [] };
  const excess = signed(backordered - waiting);
  const message = `what is waited for differs from the orders that wait by ${excess}`;
  return { backordered: waiting, findings: [found('BACKORDERED', message)] };
};

const statusOf = ({ available }: Balance): StockStatus => (available > 0 ? 'IN_STOCK' : 'OUT_OF_STOCK');

/** Stock that has just run out is marked a moment later, by the workflow that also warns. */
const judgeStatus = ({ level, settled }: Books): Finding[] => {
  if (level.status === statusOf(level) || (level.available <= 0 && !settled)) return [];
  return [found('STATUS', `the status is ${level.status} with ${level.available > 0 ? 'some' : 'none'} available`)];
};

/** A sum below zero is no slip of one book: units are promised that nobody has, and a person has to find out. */
const isPossible = ({ available, reserved }: Balance): boolean =>
  Number.isSafeInteger(available) && Number.isSafeInteger(reserved) && available >= 0 && reserved >= 0;

/** Everything that does not fit together, and what would make it fit; no correction where a person has to act first. */
export const judge = (books: Books): Verdict => {
  const { balance, findings: ofBalance } = judgeBalance(books);
  const { claim, findings: ofClaim } = judgeClaim(books);
  const { backordered, findings: ofWaiting } = judgeWaiting(books);
  const ofStatus = judgeStatus(books);
  const findings = [...ofBalance, ...ofWaiting, ...ofClaim, ...ofStatus];
  if (!isPossible(balance)) {
    // A ledger entry beside a wrong balance would be taken for evidence of it by the next comparison.
    const negative = found('NEGATIVE', `the books come to ${text(balance)}: count the shelf, and adjust the stock`);
    return { findings: [...findings, negative].map((finding) => ({ ...finding, needsPerson: true })) };
  }
  if (findings.every(({ needsPerson }) => needsPerson)) return { findings };
  return {
    findings,
    correction: {
      balance,
      delta: minus(balance, books.ledger.sum),
      // A balance that stays as it was has a status that was judged; zero may still wait for its workflow.
      status: same(balance, books.level) && ofStatus.length === 0 ? books.level.status : statusOf(balance),
      openPurchaseOrderId: claim,
      ...(backordered !== undefined && { backordered }),
    },
  };
};
