import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { messages } from '../../lib/messages.ts';

type Props = {
  value: string | undefined;
  onChange: (productId: string | undefined) => void;
  none: string;
  products: { value: string; label: string }[];
  label: string | undefined;
  error: ReactNode;
  'aria-label': string | undefined;
};

const MOST_SHOWN = 50;

/** One of many products, found by typing a part of its name. */
export function ProductSearch({ value, onChange, none, products, ...field }: Props) {
  return (
    <Select
      {...field}
      size="xs"
      searchable
      clearable
      limit={MOST_SHOWN}
      placeholder={none}
      nothingFoundMessage={messages.productSearch.nothing}
      value={value ?? null}
      onChange={(chosen) => onChange(chosen ?? undefined)}
      data={products}
    />
  );
}
