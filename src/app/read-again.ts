import type { Query, QueryClient } from '@tanstack/react-query';

const isOfData = ({ queryKey }: Query) => queryKey[0] !== 'session';

/**
 * Reads everything on the screen again, for changes of which no event came. A read that is under way is not begun anew,
 * somebody waits for it: it may be as old as the others, so it is read again once it is there.
 */
export async function readAgain(client: QueryClient): Promise<void> {
  const underWay = new Set(client.getQueryCache().findAll({ fetchStatus: 'fetching' }));
  await client.invalidateQueries({ predicate: isOfData }, { cancelRefetch: false });
  await client.invalidateQueries({ predicate: (query) => isOfData(query) && underWay.has(query) });
}
