import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { DetailDrawer } from '../../components/detail-drawer.tsx';
import { ProductSelect } from '../../features/products/product-select.tsx';
import { productsQuery, suppliersQuery } from '../../features/products/queries.ts';
import { RequestForm } from '../../features/purchase-orders/request-form.tsx';
import type { PurchaseOrder } from '../../lib/api-client.ts';
import { usePermissions } from '../../lib/session.ts';

const product = (value: string | undefined, onChange: (value: string | undefined) => void): ReactNode => (
  <ProductSelect label="Product" value={value} onChange={onChange} none="Choose a product" />
);

type Props = { onRequested: (order: PurchaseOrder) => void };

/** What is done on this page beside the lists: ask for an order. */
export function PurchasingActions({ onRequested }: Props) {
  const { requestPurchaseOrders } = usePermissions();
  const [open, setOpen] = useState(false);
  const products = useQuery(productsQuery).data;
  const suppliers = useQuery(suppliersQuery).data;
  const offerOf = (productId: string | undefined) => {
    const chosen = products?.get(productId ?? '');
    return { product: chosen, supplier: suppliers?.get(chosen?.supplierId ?? '') };
  };
  const close = () => setOpen(false);
  return (
    <>
      {requestPurchaseOrders ? (
        <Button size="xs" variant="default" onClick={() => setOpen(true)}>
          New purchase order
        </Button>
      ) : null}
      <DetailDrawer title="New purchase order" opened={open} onClose={close}>
        <RequestForm
          offerOf={offerOf}
          product={product}
          onRequested={(order) => {
            close();
            onRequested(order);
          }}
        />
      </DetailDrawer>
    </>
  );
}
