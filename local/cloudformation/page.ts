import { validationError } from './template.ts';

/** CloudFormation's pages hold a hundred items. */
const PAGE = 100;

export function page<Item>(all: Item[], token: string | undefined): { items: Item[]; next: string | undefined } {
  const start = token ? Number(Buffer.from(token, 'base64url').toString()) : 0;
  if (!Number.isInteger(start) || start < 0) throw validationError('The NextToken is not valid.');
  const end = start + PAGE;
  const next = end < all.length ? Buffer.from(String(end)).toString('base64url') : undefined;
  return { items: all.slice(start, end), next };
}
