import type { Alert } from './api-client.ts';

/** An alert's message where the product is named already: "11 available, at or below the reorder point of 12." */
export function alertText({
  productId,
  locationId,
  message,
}: Pick<Alert, 'productId' | 'locationId' | 'message'>): string {
  const subject = `${productId} at ${locationId}: `;
  const text = message.startsWith(subject) ? message.slice(subject.length) : message;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
