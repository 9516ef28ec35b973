import { oneOf, text } from '../../lib/search-params.ts';
import { EVENT_TYPES, type EventSearch } from './live-events.ts';

export const parseEventSearch = ({ productId, type, q }: Record<string, unknown>): EventSearch => ({
  productId: text(productId),
  type: oneOf(type, EVENT_TYPES),
  q: text(q),
});
