import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { DEFAULT_LOCATION } from '../../amplify/domain/vocabulary.ts';
import { type Location, type Page, request } from './api-client.ts';
import { messages } from './messages.ts';
import { readPages } from './read-pages.ts';

const LIST_LOCATIONS = /* GraphQL */ `
  query ListLocations($nextToken: String) {
    listLocations(limit: 100, nextToken: $nextToken) {
      items { locationId name changedBy updatedAt }
      nextToken
    }
  }
`;

/** More are not read: a menu of them would be no help. */
export const MOST_LOCATIONS = 100;

/** Where stock is kept, as far as somebody has named it: the default location may have no row. */
export const locationsQuery = queryOptions({
  queryKey: ['Location', 'all'],
  queryFn: () => readPages((nextToken) => request<Page<Location>>(LIST_LOCATIONS, { nextToken }), MOST_LOCATIONS),
  staleTime: 10 * 60_000,
});

/** Names by id, the default location first: it is there without a row, until it is given another name. */
export const everyLocation = (rows: readonly Pick<Location, 'locationId' | 'name'>[]): Map<string, string> =>
  new Map([
    [DEFAULT_LOCATION, messages.locations.main],
    ...[...rows]
      .sort((left, right) => left.name.localeCompare(right.name))
      .map(({ locationId, name }) => [locationId, name] as const),
  ]);

/** In an address: the default location needs no mention. */
export const placeParam = (locationId: string | undefined): string | undefined =>
  locationId === DEFAULT_LOCATION ? undefined : locationId;

export type Locations = {
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
