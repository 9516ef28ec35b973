import { whyNotName } from './catalogue.ts';
import type { Location } from './models.ts';

/** Why a location was not opened or named, in words for whoever tried. */
export class InvalidLocation extends Error {
  override name = 'InvalidLocation';
}

/** The same that orders and files may name. It ends up in keys beside a product's id, so it holds no `#`. */
const LOCATION_ID = /^[\w-]{1,64}$/;

/** What is wrong, or undefined. */
export const whyNotLocation = ({ locationId, name }: Pick<Location, 'locationId' | 'name'>): string | undefined =>
  LOCATION_ID.test(locationId) ? whyNotName(name) : 'A location id is of 1 to 64 letters, digits, - and _.';
