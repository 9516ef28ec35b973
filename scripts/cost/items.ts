import type { UsageLine, UsageType } from '../../local/metering/usage.ts';
import { PRICES } from './prices.ts';
import { givenName } from './usage.ts';

/** One line of the bill that people read. */
export interface Item {
  title: string;
  usageType: UsageType;
  amount: number;
  dollars: number;
}

/** What is said of these by name; of all others the sum is enough. */
const NAMED = new Set<UsageType>(['events/custom-event', 'dynamodb/write-unit', 'appsync/operation']);

const titleOf = ({ usageType, operation, resource }: UsageLine): string => {
  const { unit } = PRICES[usageType];
  if (!NAMED.has(usageType)) return unit;
  return `${unit}: ${usageType === 'appsync/operation' ? operation : givenName(resource)}`;
};

/** Usage by title, in the order in which the price table has it. */
export function itemsOf(lines: UsageLine[]): Item[] {
  const items = new Map<string, Item>();
  for (const line of lines) {
    const title = titleOf(line);
    const item = items.get(title) ?? { title, usageType: line.usageType, amount: 0, dollars: 0 };
    item.amount += line.amount;
    item.dollars += line.amount * PRICES[line.usageType].dollars;
    items.set(title, item);
  }
  const order = Object.keys(PRICES);
  const rank = ({ usageType }: Item) => order.indexOf(usageType);
  return [...items.values()].sort((a, b) => rank(a) - rank(b) || a.title.localeCompare(b.title));
}
