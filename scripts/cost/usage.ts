import type { UsageLine } from '../../local/metering/usage.ts';

/** What an endpoint has counted so far. */
export async function usageOf(url: string): Promise<UsageLine[]> {
  const response = await fetch(`${url}/_usage`);
  return ((await response.json()) as { usage: UsageLine[] }).usage;
}

const headingOf = ({ usageType, operation, resource }: UsageLine): string => `${usageType} ${operation} ${resource}`;

/** What was billed between two answers. */
export function difference(before: UsageLine[], after: UsageLine[]): UsageLine[] {
  const known = new Map(before.map((line) => [headingOf(line), line.amount]));
  return after.flatMap((line) => {
    const amount = line.amount - (known.get(headingOf(line)) ?? 0);
    return amount > 0 ? [{ ...line, amount }] : [];
  });
}

export const scaled = (lines: UsageLine[], factor: number): UsageLine[] =>
  lines.map((line) => ({ ...line, amount: line.amount * factor }));

/**
 * The name that somebody gave a resource, out of the one that the deployment made of it: `Reservation` of
 * `Reservation-<api>-NONE`, `OrdersQueue` of `<stack>-OrdersQueue1A2B3C4D-<random>`. Of an event its type.
 */
export function givenName(resource: string): string {
  const [name = '', ...rest] = resource.split('/').filter((part) => part !== '');
  if (name === 'aws') return givenName(rest.join('/').replace(/^lambda\//, ''));
  const model = /^([A-Z]\w+)-\w+-NONE$/.exec(name)?.[1];
  const made = /([A-Za-z]+?)(?:[0-9A-F]{7,8})?-[A-Z0-9]{12,13}$/.exec(name)?.[1];
  const given = model ?? made ?? (rest.length > 0 ? undefined : name);
  return [given, ...rest].filter((part) => part !== undefined).join(' ');
}
