import type { AlertKind } from './vocabulary.ts';

export type StockKey = { productId: string; locationId: string };

/** One text for one stock level. Neither id holds a `#` (see order.ts), so it reads back unambiguously. */
export const stockKey = ({ productId, locationId }: StockKey): string => `${productId}#${locationId}`;

export const readStockKey = (key: string): StockKey => {
  const [productId = '', locationId = ''] = key.split('#');
  return { productId, locationId };
};

/** At most one alert is open under this key. */
export const alertKey = (key: StockKey, kind: AlertKind): string => `${stockKey(key)}#${kind}`;
