import type { ReactNode } from 'react';

/** A field for a product, as a form of orders needs one; whoever composes the page knows how products are chosen. */
export type ProductField = (field: {
  label: string;
  /** What choosing none means. */
  none: string;
  value: string | undefined;
  onChange: (productId: string | undefined) => void;
  error?: ReactNode;
}) => ReactNode;
