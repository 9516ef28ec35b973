import { a } from '@aws-amplify/backend';
import { RESERVATION_STATUSES } from '../../domain/vocabulary.ts';
import { reservationHistory } from '../../functions/reservation-history/resource.ts';
import { GROUPS } from './groups.ts';

/** What became of every order line. */
export const reservationSchema = {
  Reservation: a
    .model({
      orderId: a.id().required(),
      productId: a.id().required(),
      locationId: a.id().required(),
      quantity: a.integer().required(),
      status: a.ref('ReservationStatus').required(),
      /** Why it was rejected, or what was available when it was unavailable. */
      reason: a.string(),
      availableQuantity: a.integer(),
      /** So many lines of the order were decided as one. */
      linesTogether: a.integer(),
      /** How often the order arrived; its effect came once. */
      deliveries: a.integer(),
      redeliveredAt: a.datetime(),
      /** The ledger entry of the stock it took; several lines committed together share one. */
      movementId: a.string(),
      /** Until when it holds its stock. */
      expiresAt: a.datetime(),
      /** `<shard>`, only while it is RESERVED: a sweep finds there what has expired. */
      expiryShard: a.string(),
      /** When it was reserved after it had waited. */
      servedAt: a.datetime(),
      /** `<product>#<location>`, only while it waits for stock: who waits longest is found there first. */
      waitingFor: a.string(),
      /** When it was shipped, released or expired. */
      settledAt: a.datetime(),
      /** The last change of its order that came too late to change it. */
      refusal: a.string(),
      /** `<day>#<shard>`: a by-time index without a hot partition. */
      dayShard: a.string().required(),
      /** `<product>#<shard>`. */
      productShard: a.string().required(),
      /** `<createdAt>#<orderId>#<productId>`: unique, so a cursor is exact. */
      timeKey: a.string().required(),
      createdAt: a.datetime().required(),
      updatedAt: a.datetime().required(),
    })
    .identifier(['orderId', 'productId', 'locationId'])
    .secondaryIndexes((index) => [
      index('dayShard').sortKeys(['timeKey']).queryField('reservationsByDayShard'),
      index('productShard').sortKeys(['timeKey']).queryField('reservationsByProductShard'),
      index('expiryShard').sortKeys(['expiresAt']).queryField('reservationsByExpiryShard'),
      index('waitingFor').sortKeys(['timeKey']).queryField('reservationsWaiting'),
    ])
    .disableOperations(['mutations', 'subscriptions']),

  ReservationStatus: a.enum(RESERVATION_STATUSES),

  /** A reservation as the history reads it: a custom type cannot hold a model. */
  ReservationEntry: a.customType({
    orderId: a.id().required(),
    productId: a.id().required(),
    locationId: a.id().required(),
    quantity: a.integer().required(),
    status: a.ref('ReservationStatus').required(),
    reason: a.string(),
    availableQuantity: a.integer(),
    deliveries: a.integer(),
    redeliveredAt: a.datetime(),
    expiresAt: a.datetime(),
    servedAt: a.datetime(),
    settledAt: a.datetime(),
    refusal: a.string(),
    createdAt: a.datetime().required(),
    updatedAt: a.datetime().required(),
  }),

  ReservationPage: a.customType({
    items: a.ref('ReservationEntry').required().array().required(),
    cursor: a.string(),
  }),

  /** Newest first, by time or within a product. */
  reservationHistory: a
    .query()
    .arguments({
      productId: a.id(),
      status: a.ref('ReservationStatus'),
      limit: a.integer(),
      cursor: a.string(),
    })
    .returns(a.ref('ReservationPage'))
    .handler(a.handler.function(reservationHistory))
    .authorization((allow) => [allow.groups(GROUPS)]),
};
