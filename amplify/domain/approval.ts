import type { PurchaseOrder, PurchasingSettings } from './models.ts';

/** GraphQL's Int. */
export const MOST_MONEY = 2_147_483_647;

/** In minor units; undefined where nobody knows what a unit costs. */
export const totalOf = ({ unitCost, quantity }: Pick<PurchaseOrder, 'unitCost' | 'quantity'>): number | undefined =>
  unitCost === undefined ? undefined : unitCost * quantity;

/** Up to this one person approves. Where nobody set a limit in a currency there is none. */
export const approvalLimit = (
  { approvalLimits = [] }: PurchasingSettings,
  currency: string | undefined,
): number | undefined => approvalLimits.find((limit) => limit.currency === currency)?.amount;

/** Over the limit two different people approve. */
export const approvalsNeeded = (
  order: Pick<PurchaseOrder, 'unitCost' | 'quantity'>,
  limit: number | undefined,
): number => {
  const total = totalOf(order);
  return total !== undefined && limit !== undefined && total > limit ? 2 : 1;
};

/** Whether an approval is the first of two, so that nothing is ordered by it. */
export const isFirstOfTwo = (order: PurchaseOrder): boolean =>
  order.approvalsNeeded === 2 && order.firstApprovedById === undefined;

/** So long before its deadline, and not before half of its time is over. */
export const remindAt = (requestedAt: string, deadline: string, reminderSeconds: number): string => {
  const [from, until] = [Date.parse(requestedAt), Date.parse(deadline)];
  return new Date(Math.max(until - reminderSeconds * 1000, (from + until) / 2)).toISOString();
};

const CURRENCY = /^[A-Z]{3}$/;

/** What is wrong with settings that somebody chose, or undefined. */
export const whyNotSettings = ({ approvalLimits = [] }: PurchasingSettings): string | undefined => {
  const currencies = approvalLimits.map(({ currency }) => currency);
  if (!currencies.every((currency) => CURRENCY.test(currency))) return 'A currency has three capital letters, as EUR.';
  if (new Set(currencies).size < currencies.length) return 'A currency has one limit.';
  const right = approvalLimits.every(
    ({ amount }) => Number.isSafeInteger(amount) && amount >= 0 && amount <= MOST_MONEY,
  );
  return right ? undefined : `A limit is a whole number of minor units, up to ${MOST_MONEY}.`;
};
