/**
 * Reads an item in DynamoDB's own notation, as streams, cancellation reasons and state machines carry it.
 * Our rows hold text, numbers and booleans only; a plain item passes unchanged.
 */
const readValue = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if ('S' in value) return value.S;
  if ('N' in value) return Number(value.N);
  if ('BOOL' in value) return value.BOOL;
  if ('NULL' in value) return undefined;
  return value;
};

export const readAttributes = <Row>(item: Record<string, unknown>): Row =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, readValue(value)])) as Row;
