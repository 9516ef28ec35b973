import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { everyLocation } from '../../amplify/domain/locations.ts';
import { type Location, type Page, request } from './api-client.ts';
import { readPages } from './read-pages.ts';

const LIST_LOCATIONS = /* GraphQL */ `
  query ListLocations($nextToken: String) {
    listLocations(limit: 100, nextToken: $nextToken) {
      items { locationId name changedBy updatedAt }
      nextToken
    }
  }
`;

const MOST_LOCATIONS = 100;

/** Where stock is kept, as far as somebody has named it: the default location may have no row. */
export const locationsQuery = queryOptions({
  queryKey: ['Location', 'all'],
  queryFn: () => readPages((nextToken) => request<Page<Location>>(LIST_LOCATIONS, { nextToken }), MOST_LOCATIONS),
  staleTime: 10 * 60_000,
});

export type Locations = {
  /** Names by id, the default location first. */
  names: ReadonlyMap<string, string>;
  /** Who has one location never sees a word of locations. */
  several: boolean;
  nameOf: (locationId: string) => string;
};

export function useLocations(): Locations {
  const { data } = useQuery(locationsQuery);
  return useMemo(() => {
    const names = everyLocation(data ?? []);
    return {
      names,
      several: names.size > 1,
      nameOf: (locationId) => names.get(locationId) ?? locationId,
    };
  }, [data]);
}
