import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { DEFAULT_LOCATION } from '../../../amplify/domain/vocabulary.ts';
import { DetailDrawer, DrawerSection, Facts } from '../../components/detail-drawer.tsx';
import { Held } from '../../components/held.tsx';
import { LiveValue } from '../../components/live-value.tsx';
import { Ready } from '../../components/states.tsx';
import { Status } from '../../components/status.tsx';
import { ProductForm } from '../../features/products/product-form.tsx';
import { productsQuery, suppliersQuery } from '../../features/products/queries.ts';
import { ProductPurchaseOrders } from '../../features/purchase-orders/product-purchase-orders.tsx';
import { useProductPurchaseOrders } from '../../features/purchase-orders/use-product-purchase-orders.ts';
import { ReservationList } from '../../features/reservations/reservation-list.tsx';
import { AdjustStockForm } from '../../features/stock/adjust-stock-form.tsx';
import { LedgerTable } from '../../features/stock/ledger-table.tsx';
import { PlaceTable } from '../../features/stock/place-table.tsx';
import { stockLevelsQuery } from '../../features/stock/queries.ts';
import { ReorderPointForm } from '../../features/stock/reorder-point-form.tsx';
import { StockFigure } from '../../features/stock/stock-figure.tsx';
import { onHand, stockState } from '../../features/stock/stock-filter.ts';
import { TransferForm } from '../../features/stock/transfer-form.tsx';
import { DayFigure } from '../../features/stock-use/day-figure.tsx';
import type { Product, StockLevel } from '../../lib/api-client.ts';
import { formatNumber } from '../../lib/format.ts';
import { hasSettled } from '../../lib/has-settled.ts';
import type { Locations } from '../../lib/locations.ts';
import { messages } from '../../lib/messages.ts';
import { usePermissions } from '../../lib/session.ts';
import { STOCK_STATE } from '../../lib/words.ts';

const amount = (value: number) => <LiveValue of={value}>{formatNumber(value)}</LiveValue>;

type StockFactsProps = { level: StockLevel; product: Product | undefined; locations: Locations };

function StockFacts({ level, product, locations }: StockFactsProps) {
  const suppliers = useQuery(suppliersQuery).data;
  const supplier = suppliers?.get(product?.supplierId ?? '');
  return (
    <Facts
      facts={[
        ...(locations.several ? [[messages.locations.location, locations.nameOf(level.locationId)] as const] : []),
        ['Status', <Status key="status" word={STOCK_STATE[stockState(level)]} />],
        ['Available', amount(level.available)],
        ['Reserved', amount(level.reserved)],
        ['On hand', amount(onHand(level))],
        ...(level.backordered ? [['Backordered', amount(level.backordered)] as const] : []),
        ['Reorder point', amount(level.reorderPoint)],
        ['Supplier', supplier?.name ?? '–'],
        ['Lead time', supplier ? `${supplier.leadTimeDays} days` : '–'],
      ]}
    />
  );
}

function ProductDetail({
  productId,
  level,
  levels,
  locations,
  onOpen,
}: Omit<Props, 'onClose'> & { productId: string }) {
  const product = useQuery(productsQuery).data?.get(productId);
  const { query, orders } = useProductPurchaseOrders(productId);
  const { adjustStock, changePurchasing } = usePermissions();
  const filter = useMemo(() => ({ productId }), [productId]);
  return (
    <>
      {level ? <StockFacts level={level} product={product} locations={locations} /> : null}
      {level && locations.several ? (
        <DrawerSection title={messages.locations.stock}>
          <PlaceTable levels={levels} shown={level.locationId} locations={locations} onOpen={onOpen} />
        </DrawerSection>
      ) : null}
      <DrawerSection title="Stock over time">
        <StockFigure productId={productId} level={level} purchaseOrders={orders} />
      </DrawerSection>
      <DrawerSection title={messages.stockUse.inAndOut.title}>
        <DayFigure productId={productId} locationId={level?.locationId ?? DEFAULT_LOCATION} />
      </DrawerSection>
      {level && adjustStock ? (
        <DrawerSection title="Adjust stock">
          <AdjustStockForm key={level.locationId} level={level} name={product?.name ?? productId} />
        </DrawerSection>
      ) : null}
      {level && adjustStock ? (
        <DrawerSection title={messages.settings.reorderPoint.title}>
          <ReorderPointForm key={level.locationId} level={level} name={product?.name ?? productId} />
        </DrawerSection>
      ) : null}
      {level && adjustStock && locations.several ? (
        <DrawerSection title={messages.locations.transfer.title}>
          <TransferForm level={level} name={product?.name ?? productId} locations={locations} />
        </DrawerSection>
      ) : null}
      <Tabs defaultValue="ledger" mt={20} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="ledger">Ledger</Tabs.Tab>
          <Tabs.Tab value="reservations">Reservations</Tabs.Tab>
          <Tabs.Tab value="purchase-orders">Purchase orders</Tabs.Tab>
          {product && changePurchasing ? <Tabs.Tab value="terms">{messages.settings.product.tab}</Tabs.Tab> : null}
        </Tabs.List>
        <Tabs.Panel value="ledger" pt={8}>
          <LedgerTable productId={productId} locations={locations} />
        </Tabs.Panel>
        <Tabs.Panel value="reservations" pt={8}>
          <ReservationList filter={filter} />
        </Tabs.Panel>
        <Tabs.Panel value="purchase-orders" pt={8}>
          <Ready query={query} label="purchase orders">
            <ProductPurchaseOrders orders={orders} />
          </Ready>
        </Tabs.Panel>
        {product && changePurchasing ? (
          <Tabs.Panel value="terms" pt={16}>
            <ProductForm product={product} />
          </Tabs.Panel>
        ) : null}
      </Tabs>
    </>
  );
}

type Props = {
  productId: string | undefined;
  /** The stock level that is looked at, and all that the product has. */
  level: StockLevel | undefined;
  levels: StockLevel[];
  locations: Locations;
  onOpen: (level: StockLevel) => void;
  onClose: () => void;
};

/** A product with everything that happened to it. */
export function ProductDrawer({ productId, onClose, ...stock }: Props) {
  const products = useQuery(productsQuery);
  const suppliers = useQuery(suppliersQuery);
  const levels = useQuery(stockLevelsQuery);
  const product = products.data?.get(productId ?? '');
  return (
    <DetailDrawer title={product?.name ?? productId ?? 'Product'} opened={productId !== undefined} onClose={onClose}>
      {productId === undefined ? null : (
        <Held until={[products, suppliers, levels].every(hasSettled)}>
          <ProductDetail key={productId} productId={productId} {...stock} />
        </Held>
      )}
    </DetailDrawer>
  );
}
