import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { productsQuery } from './queries.ts';

/** A product's name, or its id until the catalogue is read. */
export function useProductName(): (productId: string) => string {
  const { data } = useQuery(productsQuery);
  return useCallback((productId: string) => data?.get(productId)?.name ?? productId, [data]);
}
