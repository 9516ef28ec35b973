import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { productsQuery } from './queries.ts';

type Props = {
  value: string | undefined;
  onChange: (productId: string | undefined) => void;
  /** What choosing none means. */
  none: string;
  label?: string;
};

/** A product by name. With a visible `label` it is a field of a form, else a filter. */
export function ProductSelect({ value, onChange, none, label }: Props) {
  const { data } = useQuery(productsQuery);
  const products = [...(data?.values() ?? [])].sort((left, right) => left.name.localeCompare(right.name));
  const known = value === undefined || data?.has(value);
  return (
    <NativeSelect
      label={label}
      aria-label={label ? undefined : 'Product'}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
      data={[
        { value: '', label: none },
        ...(known ? [] : [{ value: value ?? '', label: value ?? '' }]),
        ...products.map(({ productId, name }) => ({ value: productId, label: name })),
      ]}
    />
  );
}
