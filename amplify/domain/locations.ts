import { whyNotName } from './catalogue.ts';
import type { Location } from './models.ts';
import { DEFAULT_LOCATION } from './vocabulary.ts';

/** Why a location was not opened or named, in words for whoever tried. */
export class InvalidLocation extends Error {
  override name = 'InvalidLocation';
}

/** Nothing is asked of those who have one location: the default one is there without a row, until it is given another name. */
export const DEFAULT_LOCATION_NAME = 'Main';

/** The same that orders and files may name. It ends up in keys beside a product's id, so it holds no `#`. */
const LOCATION_ID = /^[\w-]{1,64}$/;

/** What is wrong, or undefined. */
export const whyNotLocation = ({ locationId, name }: Pick<Location, 'locationId' | 'name'>): string | undefined =>
  LOCATION_ID.test(locationId) ? whyNotName(name) : 'A location id is of 1 to 64 letters, digits, - and _.';

/** Every location by its id, the default one first. */
export const everyLocation = (rows: readonly Pick<Location, 'locationId' | 'name'>[]): Map<string, string> =>
  new Map([
    [DEFAULT_LOCATION, DEFAULT_LOCATION_NAME],
    ...[...rows]
      .sort((left, right) => left.name.localeCompare(right.name))
      .map(({ locationId, name }) => [locationId, name] as const),
  ]);
