import { mutationOptions } from '@tanstack/react-query';
import { type Product, request, type Supplier } from '../../lib/api-client.ts';
import { PRODUCT_FIELDS, SUPPLIER_FIELDS } from './queries.ts';

const SAVE_SUPPLIER = /* GraphQL */ `
  mutation SaveSupplier(
    $supplierId: ID!, $name: String!, $leadTimeDays: Int!, $minimumQuantity: Int!, $multiple: Int!, $currency: String!
    $seenAt: AWSDateTime
  ) {
    saveSupplier(
      supplierId: $supplierId, name: $name, leadTimeDays: $leadTimeDays, minimumQuantity: $minimumQuantity
      multiple: $multiple, currency: $currency, seenAt: $seenAt
    ) { ${SUPPLIER_FIELDS} }
  }
`;

export type SupplierTerms = Pick<
  Supplier,
  'supplierId' | 'name' | 'leadTimeDays' | 'minimumQuantity' | 'multiple' | 'currency'
>;

/** `seenAt` is the `updatedAt` of the row that was on the screen; a new supplier has none. */
export const saveSupplierMutation = mutationOptions({
  mutationKey: ['saveSupplier'],
  mutationFn: (supplier: SupplierTerms & { seenAt?: string }) => request<Supplier>(SAVE_SUPPLIER, supplier),
});

const CHANGE_PRODUCT = /* GraphQL */ `
  mutation ChangeProduct(
    $productId: ID!, $name: String!, $supplierId: ID, $unitCost: Int, $reorderQuantity: Int!, $targetLevel: Int
    $reservationHours: Int, $seenAt: AWSDateTime!
  ) {
    changeProduct(
      productId: $productId, name: $name, supplierId: $supplierId, unitCost: $unitCost
      reorderQuantity: $reorderQuantity, targetLevel: $targetLevel, reservationHours: $reservationHours, seenAt: $seenAt
    ) { ${PRODUCT_FIELDS} }
  }
`;

export type ProductTerms = Pick<
  Product,
  'productId' | 'name' | 'supplierId' | 'unitCost' | 'reorderQuantity' | 'targetLevel' | 'reservationHours'
>;

/** What is left out has no value afterwards. */
export const changeProductMutation = mutationOptions({
  mutationKey: ['changeProduct'],
  mutationFn: (product: ProductTerms & { seenAt: string }) => request<Product>(CHANGE_PRODUCT, product),
});
