import { a } from '@aws-amplify/backend';
import { placeOrders } from '../../functions/place-orders/resource.ts';
import { sampleOrders } from '../../functions/sample-orders/resource.ts';
import { GROUPS } from './groups.ts';

/** Sending orders, by hand and by schedule, and counting their outcomes. */
export const orderSchema = {
  /** Outcomes counted per minute by the change publisher: for charts, not for books. */
  OrderRate: a
    .model({
      day: a.id().required(),
      /** `HH:MM`, UTC. */
      minute: a.id().required(),
      reserved: a.integer().required(),
      unavailable: a.integer().required(),
      rejected: a.integer().required(),
    })
    .identifier(['day', 'minute'])
    .disableOperations(['mutations', 'subscriptions']),

  OrderedLine: a.customType({ productId: a.id().required(), quantity: a.integer().required() }),

  PlacedOrders: a.customType({ orderIds: a.id().required().array().required() }),

  /**
   * One order (with an id of the caller's, if given), of one product or of several `lines`, or a burst of `count` orders. No
   * product means a random one.
   */
  placeOrders: a
    .mutation()
    .arguments({
      orderId: a.id(),
      productId: a.id(),
      quantity: a.integer(),
      count: a.integer(),
      lines: a.ref('OrderedLine').required().array(),
      /** Lines are served all or not at all without it. */
      allowPartial: a.boolean(),
      /** The default one without it. */
      locationId: a.id(),
      /** What cannot be served waits for stock. */
      allowBackorder: a.boolean(),
    })
    .returns(a.ref('PlacedOrders'))
    .handler(a.handler.function(placeOrders))
    .authorization((allow) => [allow.groups(['OPERATORS'])]),

  SampleOrders: a.customType({ enabled: a.boolean().required(), rate: a.string().required() }),

  sampleOrders: a
    .query()
    .returns(a.ref('SampleOrders'))
    .handler(a.handler.function(sampleOrders))
    .authorization((allow) => [allow.groups(GROUPS)]),

  switchSampleOrders: a
    .mutation()
    .arguments({ enabled: a.boolean().required() })
    .returns(a.ref('SampleOrders'))
    .handler(a.handler.function(sampleOrders))
    .authorization((allow) => [allow.groups(['OPERATORS'])]),
};
