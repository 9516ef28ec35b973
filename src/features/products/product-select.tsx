import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import { productsQuery } from './queries.ts';

const ProductSearch = lazy(async () => ({ default: (await import('./product-search.tsx')).ProductSearch }));

type Props = {
  value: string | undefined;
  onChange: (productId: string | undefined) => void;
  /** What choosing none means. */
  none: string;
  label?: string;
  /** What is wrong with the choice. */
  error?: ReactNode;
};

/** A longer menu nobody reads, and a browser takes its time to open. */
const LONGEST_MENU = 300;
const collator = new Intl.Collator(undefined, { numeric: true });

/** A product by name: from a menu, or where there are many, by typing. With a visible `label` it is a field of a form, else a filter. */
export function ProductSelect({ value, onChange, none, label, error }: Props) {
  const { data } = useQuery(productsQuery);
  const products = useMemo(
    () =>
      [...(data?.values() ?? [])]
        .sort((left, right) => collator.compare(left.name, right.name))
        .map(({ productId, name }) => ({ value: productId, label: name })),
    [data],
  );
  const known = value === undefined || data?.has(value);
  const all = known ? products : [{ value: value ?? '', label: value ?? '' }, ...products];
  const field = { label, error, 'aria-label': label ? undefined : 'Product' };
  if (all.length > LONGEST_MENU) {
    return (
      <Suspense fallback={<NativeSelect {...field} disabled data={[none]} />}>
        <ProductSearch {...field} value={value} onChange={onChange} none={none} products={all} />
      </Suspense>
    );
  }
  return (
    <NativeSelect
      {...field}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
      data={[{ value: '', label: none }, ...all]}
    />
  );
}
