import { type Finding, judge, type Verdict } from '../../domain/reconciliation.ts';
import { readStockKey, type StockKey, stockKey } from '../../domain/stock-key.ts';
import type { ReconciliationOutcome } from '../../domain/vocabulary.ts';
import type { FieldCall, IdentifyCaller } from '../caller.ts';
import { type BooksDeps, readBooks } from './books.ts';
import type { Entry, RecordCheck } from './check-record.ts';
import type { Author, CorrectBooks } from './correct-books.ts';

type Arguments = {
  /** One product; all when absent. */
  productId?: string | null;
  /** One location; every one when absent. */
  locationId?: string | null;
  /** Without it nothing is changed. */
  repair?: boolean | null;
  /** Where an answer that ran out of time left off. */
  cursor?: string | null;
};
/** From the API, or by hand with the arguments alone and, if wanted, who it is that repairs. */
export type ReconcileEvent = FieldCall<Arguments> | (Arguments & { actor?: string });

type Reconciliation = { checked: number; findings: Entry[]; cursor: string | null };

type Deps = {
  books: BooksDeps;
  correct: CorrectBooks;
  record: RecordCheck;
  locations(): Promise<string[]>;
  products(locationId: string, cursor: string | undefined): AsyncIterable<string>;
  identify: IdentifyCaller;
  newId(): string;
};

/** What is found must be found in so many further looks, with a pause between: a write under way shows in one. */
const CONFIRMATIONS = 2;
const MAX_LOOKS = 10;
const PAUSE_MILLISECONDS = 100;
const MAX_REPAIRS = 5;
/** AppSync waits thirty seconds for its resolvers; whoever calls by hand gets most of the function's time. */
const API_BUDGET_MILLISECONDS = 20_000;
const HAND_BUDGET_MILLISECONDS = 240_000;

type Look = { verdict: Verdict; level: Parameters<CorrectBooks>[0] };

const textOf = ({ findings }: Verdict): string => JSON.stringify(findings);

/** Looks until the same is found several times on end. */
const look = async ({ books }: Deps, key: StockKey): Promise<Look | 'gone' | 'busy'> => {
  let last = '';
  for (let looks = 1, equal = 0; looks <= MAX_LOOKS; looks += 1) {
    const read = await readBooks(books, key);
    if (read === 'gone' || read === 'busy') return read;
    const verdict = judge(read);
    equal = textOf(verdict) === last ? equal + 1 : 0;
    last = textOf(verdict);
    if (verdict.findings.length === 0 || equal >= CONFIRMATIONS) return { verdict, level: read.level };
    await books.pause(PAUSE_MILLISECONDS);
  }
  return 'busy';
};

const unsettled = (key: StockKey): Entry => ({
  ...key,
  kind: null,
  message: 'the stock level changes too fast to be compared: try again in a quieter moment',
  outcome: 'UNSETTLED',
});

const entriesOf = (key: StockKey, findings: Finding[], outcome: ReconciliationOutcome): Entry[] =>
  findings.map(({ kind, message, needsPerson }) => ({
    ...key,
    kind,
    message,
    outcome: needsPerson ? 'NEEDS_PERSON' : outcome,
  }));

const reconcileOne = async (deps: Deps, key: StockKey, author: Author | undefined): Promise<Entry[] | 'gone'> => {
  for (let repairs = 1; repairs <= MAX_REPAIRS; repairs += 1) {
    const seen = await look(deps, key);
    if (seen === 'gone') return 'gone';
    if (seen === 'busy') return [unsettled(key)];
    const { verdict, level } = seen;
    const { findings, correction } = verdict;
    if (!author || !correction) return entriesOf(key, findings, 'FOUND');
    const repairable = findings.filter(({ needsPerson }) => !needsPerson);
    const now = deps.books.now().toISOString();
    if (await deps.correct(level, correction, repairable, author, now)) return entriesOf(key, findings, 'REPAIRED');
  }
  return [unsettled(key)];
};

const onlyOne = async function* (productId: string): AsyncIterable<string> {
  yield productId;
};

const compareAll = async (
  deps: Deps,
  location: string,
  products: AsyncIterable<string>,
  author: Author | undefined,
  end: number,
): Promise<Reconciliation> => {
  const answer: Reconciliation = { checked: 0, findings: [], cursor: null };
  let last: string | undefined;
  for await (const product of products) {
    if (last !== undefined && deps.books.now().getTime() > end) return { ...answer, cursor: last };
    const found = await reconcileOne(deps, { productId: product, locationId: location }, author);
    if (found !== 'gone') {
      answer.findings.push(...found);
      answer.checked += 1;
    }
    last = product;
  }
  return answer;
};

/** Those that are to be looked at, from the one on at which the last answer left off. */
const placesOf = async ({ locations }: Deps, locationId: string | undefined, from: StockKey | undefined) => {
  const places = locationId ? [locationId] : await locations();
  const first = from ? places.indexOf(from.locationId) : 0;
  return first < 0 ? [] : places.slice(first);
};

const beginningOf = (locationId: string): string => stockKey({ productId: '', locationId });

/** Compares the books of every stock level, says what differs and, if told to, puts it right; what it came to is kept. */
export const reconcileStock =
  (deps: Deps) =>
  async (event: ReconcileEvent): Promise<Reconciliation> => {
    const byApi = 'arguments' in event;
    const { productId, locationId, repair, cursor } = byApi ? event.arguments : event;
    const actor = byApi ? (await deps.identify(event)).name : (event.actor ?? 'reconcile-stock');
    const author = repair ? { actor, runId: deps.newId() } : undefined;
    const end = deps.books.now().getTime() + (byApi ? API_BUDGET_MILLISECONDS : HAND_BUDGET_MILLISECONDS);
    const from = cursor ? readStockKey(cursor) : undefined;
    const all: Reconciliation = { checked: 0, findings: [], cursor: null };
    for (const place of await placesOf(deps, locationId || undefined, from)) {
      if (all.checked > 0 && deps.books.now().getTime() > end) return { ...all, cursor: beginningOf(place) };
      const after = (place === from?.locationId && from.productId) || undefined;
      const products = productId ? onlyOne(productId) : deps.products(place, after);
      const answer = await compareAll(deps, place, products, author, end);
      await deps.record(
        { ...answer, locationId: place, whole: !productId, from: after, by: actor },
        deps.books.now().toISOString(),
      );
      all.checked += answer.checked;
      all.findings.push(...answer.findings);
      if (answer.cursor !== null) return { ...all, cursor: stockKey({ productId: answer.cursor, locationId: place }) };
    }
    return all;
  };
