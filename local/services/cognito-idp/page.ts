import { invalidParameter } from './errors.ts';

/** A page of at most `limit` (60 unless told, as Cognito pages), and the token of the next one. */
export const page = <Item>(all: Item[], limit: unknown = 60, token?: unknown): { items: Item[]; next?: string } => {
  const from = token === undefined ? 0 : Number(Buffer.from(String(token), 'base64url').toString());
  if (!Number.isSafeInteger(from) || from < 0) throw invalidParameter('Invalid pagination token.');
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 0 || limit > 60)
    throw invalidParameter('A page has at most 60 entries.');
  const to = from + (limit || 60);
  return {
    items: all.slice(from, to),
    ...(to < all.length && { next: Buffer.from(String(to)).toString('base64url') }),
  };
};
