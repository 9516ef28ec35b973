import { generateClient } from 'aws-amplify/api';
import type { Schema } from '../../amplify/data/resource.ts';
import { explain, RequestFailed } from './request-error.ts';

export type Product = Schema['Product']['type'];
export type Supplier = Schema['Supplier']['type'];
export type Location = Pick<Schema['Location']['type'], 'locationId' | 'name' | 'changedBy' | 'updatedAt'>;
export type StockLevel = Schema['StockLevel']['type'];
/** What the history tells of an order line; the index attributes of the model stay behind. */
export type Reservation = Schema['ReservationEntry']['type'];
/** As the model has it: with the ledger entry that it was taken by. */
export type RecordedReservation = Reservation & { movementId?: string | null };
export type PurchaseOrder = Schema['PurchaseOrder']['type'];
export type Receipt = Pick<Schema['Receipt']['type'], 'receiptId' | 'quantity' | 'receivedAt' | 'receivedBy'>;
export type Alert = Schema['Alert']['type'];
export type StockMovement = Schema['StockMovement']['type'];
export type StockImport = Schema['StockImport']['type'];
export type OrderRate = Schema['OrderRate']['type'];
export type StockDay = Pick<Schema['StockDay']['type'], 'day' | 'taken' | 'returned' | 'received'>;
export type StockCover = Omit<Schema['StockCover']['type'], 'createdAt' | 'updatedAt'>;
export type StockCheck = Omit<Schema['StockCheck']['type'], 'createdAt' | 'updatedAt' | 'findings' | 'mended'> & {
  findings?: CheckFinding[] | null;
  mended?: CheckFinding[] | null;
};
type CheckFinding = Schema['StockCheckFinding']['type'];
export type WorkflowRun = Schema['WorkflowRun']['type'];
export type SampleOrders = Schema['SampleOrders']['type'];

/** A page of a list: `nextToken` is the cursor of the next one. */
export type Page<Row> = { items: Row[]; nextToken?: string | null };

const client = generateClient({ authMode: 'userPool' });

type Answer = { data?: Record<string, unknown> | null; errors?: unknown[] };
type Variables = Record<string, unknown>;

/**
 * Sends a document that selects one top-level field and returns what that field holds.
 * Throws `RequestFailed` with a sentence for the reader when the API answers with errors or cannot be reached.
 */
export async function request<Result>(document: string, variables: Variables = {}): Promise<Result> {
  try {
    const answer = (await client.graphql({ query: document, variables })) as Answer;
    if (answer.errors?.length) throw answer;
    const [value] = Object.values(answer.data ?? {});
    return value as Result;
  } catch (error) {
    throw new RequestFailed(explain(error), { cause: error });
  }
}

type Listener<Event> = { next: (event: Event) => void; error: (error: unknown) => void };
type Source = {
  subscribe: (listener: Listener<Answer & { data: Record<string, unknown> }>) => { unsubscribe(): void };
};

/** Listens to a subscription of one top-level field. Returns how to stop. */
export function listen<Event>(document: string, listener: Listener<Event>): () => void {
  const source = client.graphql({ query: document }) as unknown as Source;
  const subscription = source.subscribe({
    next: ({ data }) => listener.next(Object.values(data)[0] as Event),
    error: listener.error,
  });
  return () => subscription.unsubscribe();
}
