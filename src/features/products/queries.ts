import { queryOptions } from '@tanstack/react-query';
import { type Page, type Product, request, type Supplier } from '../../lib/api-client.ts';
import { eachPage, readPages } from '../../lib/read-pages.ts';

export const PRODUCT_FIELDS = /* GraphQL */ `
  productId name supplierId unitCost reorderQuantity targetLevel reservationHours changedBy createdAt updatedAt
`;

const LIST_PRODUCTS = /* GraphQL */ `
  query ListProducts($nextToken: String) {
    listProducts(limit: 500, nextToken: $nextToken) {
      items { ${PRODUCT_FIELDS} }
      nextToken
    }
  }
`;

/** Names and the terms that stand with them; more than a catalogue of this size is not held in a browser. */
const MOST_PRODUCTS = 25_000;

const readProducts = (nextToken: string | null) => request<Page<Product>>(LIST_PRODUCTS, { nextToken });

/** The names of all products, however many there are, by product id. */
export async function everyProductName(): Promise<(productId: string) => string> {
  const names = new Map<string, string>();
  for await (const page of eachPage(readProducts)) for (const { productId, name } of page) names.set(productId, name);
  return (productId) => names.get(productId) ?? productId;
}

/** The catalogue, by product id. It changes rarely, so it is read once a session. */
export const productsQuery = queryOptions({
  queryKey: ['Product', 'all'],
  queryFn: async () => {
    const products = await readPages(readProducts, MOST_PRODUCTS);
    return new Map(products.map((product) => [product.productId, product]));
  },
  staleTime: 10 * 60_000,
});

export const SUPPLIER_FIELDS = /* GraphQL */ `
  supplierId name leadTimeDays minimumQuantity multiple currency changedBy createdAt updatedAt
`;

const LIST_SUPPLIERS = /* GraphQL */ `
  query ListSuppliers($nextToken: String) {
    listSuppliers(limit: 500, nextToken: $nextToken) {
      items { ${SUPPLIER_FIELDS} }
      nextToken
    }
  }
`;

/** Who delivers, by supplier id. */
export const suppliersQuery = queryOptions({
  queryKey: ['Supplier', 'all'],
  queryFn: async () => {
    const suppliers = await readPages((nextToken) => request<Page<Supplier>>(LIST_SUPPLIERS, { nextToken }), 1000);
    return new Map(suppliers.map((supplier) => [supplier.supplierId, supplier]));
  },
  staleTime: 10 * 60_000,
});
