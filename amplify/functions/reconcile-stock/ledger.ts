import type { StockMovement } from '../../domain/models.ts';
import type { Balance } from '../../domain/reconciliation.ts';
import { RESERVATION_CAUSES } from '../../domain/vocabulary.ts';

export type LedgerEntry = Pick<
  StockMovement,
  'locationId' | 'availableDelta' | 'reservedDelta' | 'availableAfter' | 'reservedAfter' | 'cause'
> & { movementId: string; createdAt: string };

/** Entries of a product whose id is not below `from`, read consistently, page by page. */
export type ReadEntries = (productId: string, from: string) => AsyncIterable<LedgerEntry[]>;

/** Entries come from several machines: within this time their order by clock is not the order of their commits. */
const CLOCK_SKEW_MILLISECONDS = 5_000;

/** A ledger too long to be read at one moment: it is read once, and then only its end until it stands still. */
export class Ledger {
  #read: ReadEntries;
  #key: { productId: string; locationId: string };
  #startedAt: number;
  #settledBefore: string;
  #old: Balance = { available: 0, reserved: 0 };
  #youngPromises = 0;
  /** Entries that may still get neighbours from before them. */
  #recent = new Map<string, LedgerEntry>();
  #from = '';

  /** `settledBefore`: what was reserved then is counted by reservations, and what happened to it since by the ledger. */
  constructor(
    read: ReadEntries,
    key: { productId: string; locationId: string },
    startedAt: number,
    settledBefore: string,
  ) {
    this.#read = read;
    this.#key = key;
    this.#startedAt = startedAt;
    this.#settledBefore = settledBefore;
  }

  /** The whole ledger the first time, then its end alone. */
  async readOn(): Promise<void> {
    for await (const page of this.#read(this.#key.productId, this.#from)) {
      for (const entry of page)
        if (entry.locationId === this.#key.locationId) this.#recent.set(entry.movementId, entry);
      this.#putAway();
    }
  }

  #putAway(): void {
    const last = [...this.#recent.values()].reduce(
      (latest, { createdAt }) => Math.max(latest, Date.parse(createdAt)),
      0,
    );
    if (last === 0) return;
    // A time beyond the present would hide what comes after it.
    const horizon = new Date(Math.min(last, this.#startedAt) - CLOCK_SKEW_MILLISECONDS).toISOString();
    if (horizon > this.#from) this.#from = horizon;
    for (const [id, entry] of this.#recent) {
      if (id >= this.#from) continue;
      this.#recent.delete(id);
      this.#old = plus(this.#old, entry);
      if (this.#isYoung(entry)) this.#youngPromises += entry.reservedDelta;
    }
  }

  #isYoung({ cause, createdAt }: LedgerEntry): boolean {
    return RESERVATION_CAUSES.some((known) => known === cause) && createdAt >= this.#settledBefore;
  }

  get sum(): Balance {
    return [...this.#recent.values()].reduce(plus, this.#old);
  }

  /** The balances that the latest entries name. */
  get ends(): Balance[] {
    const entries = [...this.#recent.values()];
    const last = entries.reduce((latest, { createdAt }) => (createdAt > latest ? createdAt : latest), '');
    const from = last && new Date(Date.parse(last) - CLOCK_SKEW_MILLISECONDS).toISOString();
    return entries
      .filter(({ createdAt }) => createdAt >= from)
      .map(({ availableAfter, reservedAfter }) => ({ available: availableAfter, reserved: reservedAfter }));
  }

  /** Units reserved and given up so lately that the index of reservations may not show it yet. */
  get youngPromises(): number {
    return [...this.#recent.values()].reduce(
      (sum, entry) => (this.#isYoung(entry) ? sum + entry.reservedDelta : sum),
      this.#youngPromises,
    );
  }
}

const plus = (sum: Balance, { availableDelta, reservedDelta }: LedgerEntry): Balance => ({
  available: sum.available + availableDelta,
  reserved: sum.reserved + reservedDelta,
});
