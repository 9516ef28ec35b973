import type { Snapshot } from '../snapshot.ts';
import { alertInvariants } from './alerts.ts';
import { backorderInvariants } from './backorders.ts';
import { decisionInvariants } from './decisions.ts';
import { importInvariants } from './imports.ts';
import type { Invariant } from './invariant.ts';
import { orderInvariants } from './orders.ts';
import { purchaseOrderInvariants } from './purchase-orders.ts';
import { receiptInvariants } from './receipts.ts';
import { reservationInvariants } from './reservations.ts';
import { stockInvariants } from './stock.ts';

const INVARIANTS: Invariant[] = [
  ...stockInvariants,
  ...importInvariants,
  ...orderInvariants,
  ...reservationInvariants,
  ...backorderInvariants,
  ...purchaseOrderInvariants,
  ...decisionInvariants,
  ...receiptInvariants,
  ...alertInvariants,
];

/** What does not hold, each by the name of what should. */
export const violationsOf = (snapshot: Snapshot): string[] =>
  INVARIANTS.flatMap(({ name, violations }) => violations(snapshot).map((saw) => `${name}: ${saw}`));
