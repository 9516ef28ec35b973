import type { PurchaseOrder } from './models.ts';

/** How many to order, by a rule that everybody can follow: its numbers are kept with the order. */

type Sized = Pick<
  PurchaseOrder,
  'quantityRequested' | 'minPOAmount' | 'targetLevel' | 'availableAtRequest' | 'minimumQuantity' | 'multiple'
>;

export type SizingLine = { label: string; quantity: number };

/** What fills the stock up to its target, where there is one and the stock is below it. */
const topUp = ({ targetLevel, availableAtRequest = 0 }: Sized): number | undefined =>
  targetLevel !== undefined && targetLevel > availableAtRequest ? targetLevel - availableAtRequest : undefined;

/**
 * What was asked for, and the reorder quantity or, with a target level, what is missing to it; at least the supplier's
 * minimum, rounded up to its multiple. Nothing stays nothing.
 */
export const sizeOrder = (sized: Sized): number => {
  const wanted = sized.quantityRequested + (topUp(sized) ?? sized.minPOAmount);
  if (wanted < 1) return 0;
  const multiple = sized.multiple ?? 1;
  return Math.ceil(Math.max(wanted, sized.minimumQuantity ?? 1) / multiple) * multiple;
};

/** The arithmetic of an order, line by line; the last line is its quantity. */
export const sizingLines = (sized: Sized): SizingLine[] => {
  const { quantityRequested, minPOAmount, targetLevel, availableAtRequest, minimumQuantity, multiple } = sized;
  const missing = topUp(sized);
  const lines: SizingLine[] = [{ label: 'Asked for', quantity: quantityRequested }];
  if (missing === undefined) lines.push({ label: 'Reorder quantity', quantity: minPOAmount });
  else lines.push({ label: `To the target level of ${targetLevel}, from ${availableAtRequest}`, quantity: missing });
  const wanted = quantityRequested + (missing ?? minPOAmount);
  const atLeast = Math.max(wanted, minimumQuantity ?? 1);
  if (atLeast > wanted) lines.push({ label: `Up to the supplier's minimum of ${atLeast}`, quantity: atLeast - wanted });
  const quantity = sizeOrder(sized);
  if (quantity > atLeast) lines.push({ label: `Up to a multiple of ${multiple}`, quantity: quantity - atLeast });
  return [...lines, { label: 'To order', quantity }];
};

/** Why a supplier does not deliver this quantity, or undefined. */
export const whyNotDelivered = (
  quantity: number,
  { minimumQuantity, multiple }: Pick<PurchaseOrder, 'minimumQuantity' | 'multiple'>,
): string | undefined => {
  if (minimumQuantity !== undefined && quantity < minimumQuantity)
    return `The supplier delivers at least ${minimumQuantity}.`;
  if (multiple !== undefined && quantity % multiple !== 0) return `The supplier delivers multiples of ${multiple}.`;
  return undefined;
};
