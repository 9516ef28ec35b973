import { PageTitle } from '../../components/page-title.tsx';
import { Panel } from '../../components/panel.tsx';
import { Nothing } from '../../components/states.tsx';
import { ContentionPanel } from '../../features/orders/contention-panel.tsx';
import { CostEstimate } from '../../features/orders/cost-estimate.tsx';
import { OrderForm } from '../../features/orders/order-form.tsx';
import { PlacedOrderList } from '../../features/orders/placed-order-list.tsx';
import type { ProductField } from '../../features/orders/product-field.ts';
import { SampleOrdersSwitch } from '../../features/orders/sample-orders-switch.tsx';
import { usePlacedOrders } from '../../features/orders/use-placed-orders.ts';
import { ProductSelect } from '../../features/products/product-select.tsx';
import { useProductName } from '../../features/products/use-product-name.ts';
import { useAvailable } from '../../features/stock/use-stock-levels.ts';
import { messages } from '../../lib/messages.ts';
import { roleNames, usePermissions, useSession } from '../../lib/session.ts';
import styles from './simulator-page.module.css';

const product: ProductField = (field) => <ProductSelect {...field} />;

function NotAllowed() {
  const { roles } = useSession();
  return (
    <Nothing title="Only operators place orders">
      You are signed in as {roleNames(roles)}. The orders of others appear under Reservations.
    </Nothing>
  );
}

/** Test orders that take the same way as real ones. */
export function SimulatorPage() {
  const name = useProductName();
  const { orders, remember, forget } = usePlacedOrders();
  const { placeOrders } = usePermissions();
  const availableOf = useAvailable();
  return (
    <>
      <PageTitle title="Simulator" />
      <div className={styles.page}>
        <div className={styles.forms}>
          {placeOrders ? (
            <>
              <Panel title="Place an order">
                <OrderForm kind="single" onPlaced={remember} product={product} />
              </Panel>
              <Panel title="Place a burst">
                <OrderForm kind="burst" onPlaced={remember} product={product} />
              </Panel>
              <Panel title={messages.contention.title}>
                <ContentionPanel orders={orders} onPlaced={remember} product={product} availableOf={availableOf} />
              </Panel>
            </>
          ) : (
            <Panel title="Place an order">
              <NotAllowed />
            </Panel>
          )}
          <Panel title="Schedule">
            <SampleOrdersSwitch />
          </Panel>
          <Panel title="Cost on AWS">
            <CostEstimate />
          </Panel>
        </div>
        <PlacedOrderList orders={orders} name={name} onForget={forget} />
      </div>
    </>
  );
}
