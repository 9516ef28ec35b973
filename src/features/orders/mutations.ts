import { mutationOptions } from '@tanstack/react-query';
import { request, type SampleOrders } from '../../lib/api-client.ts';

const PLACE = /* GraphQL */ `
  mutation PlaceOrders($orderId: ID, $productId: ID, $quantity: Int, $count: Int, $lines: [OrderedLineInput!], $allowPartial: Boolean, $locationId: ID, $allowBackorder: Boolean) {
    placeOrders(
      orderId: $orderId
      productId: $productId
      quantity: $quantity
      count: $count
      lines: $lines
      allowPartial: $allowPartial
      locationId: $locationId
      allowBackorder: $allowBackorder
    ) {
      orderIds
    }
  }
`;

const SWITCH = /* GraphQL */ `
  mutation SwitchSampleOrders($enabled: Boolean!) {
    switchSampleOrders(enabled: $enabled) { enabled rate }
  }
`;

/** Without a product each order takes a random one; without a quantity a random small one. */
export type OrderRequest = {
  orderId?: string;
  productId?: string;
  quantity?: number;
  count?: number;
  /** Instead of a product and a quantity: served all or not at all, unless a part will do. */
  lines?: { productId: string; quantity: number }[];
  allowPartial?: boolean;
  /** The default one without it. */
  locationId?: string;
  /** What cannot be served waits for stock. */
  allowBackorder?: boolean;
};

export const placeOrdersMutation = mutationOptions({
  mutationKey: ['placeOrders'],
  mutationFn: async (order: OrderRequest) => (await request<{ orderIds: string[] }>(PLACE, order)).orderIds,
});

export const switchSampleOrdersMutation = mutationOptions({
  mutationKey: ['switchSampleOrders'],
  mutationFn: (enabled: boolean) => request<SampleOrders>(SWITCH, { enabled }),
});
