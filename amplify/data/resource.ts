import { a, type ClientSchema, defineData } from '@aws-amplify/backend';
import {
  ALERT_KINDS,
  ALERT_STATUSES,
  DECISIONS,
  MOVEMENT_CAUSES,
  PURCHASE_ORDER_REASONS,
  PURCHASE_ORDER_STATUSES,
  RECONCILIATION_KINDS,
  RECONCILIATION_OUTCOMES,
  RESERVATION_STATUSES,
  STOCK_STATUSES,
} from '../domain/vocabulary.ts';
import { acknowledgeAlert } from '../functions/acknowledge-alert/resource.ts';
import { adjustStock } from '../functions/adjust-stock/resource.ts';
import { decidePurchaseOrder } from '../functions/decide-purchase-order/resource.ts';
import { placeOrders } from '../functions/place-orders/resource.ts';
import { publishChanges } from '../functions/publish-changes/resource.ts';
import { reconcileStock } from '../functions/reconcile-stock/resource.ts';
import { reservationHistory } from '../functions/reservation-history/resource.ts';
import { sampleOrders } from '../functions/sample-orders/resource.ts';

const GROUPS = ['VIEWERS', 'OPERATORS', 'APPROVERS'];

/** What people read and do. Clients only read the models; every write is a workflow or one of the mutations below. */
const inventory = a
  .schema({
    Product: a
      .model({
        productId: a.id().required(),
        name: a.string().required(),
        supplier: a.string(),
        leadTimeDays: a.integer(),
        unitCost: a.float(),
        currency: a.string(),
        /** The ancestor's minPOAmount: what a purchase order adds to the quantity asked for. */
        reorderQuantity: a.integer().required(),
      })
      .identifier(['productId'])
      .disableOperations(['mutations', 'subscriptions']),

    StockLevel: a
      .model({
        productId: a.id().required(),
        locationId: a.id().required(),
        available: a.integer().required(),
        reserved: a.integer().required(),
        reorderPoint: a.integer().required(),
        status: a.ref('StockStatus').required(),
        /** The claim: the one purchase order that may be open for this stock level. */
        openPurchaseOrderId: a.id(),
        /** After a rejection or expiry: no automatic order before this instant … */
        coolDownUntil: a.datetime(),
        /** … unless available has fallen below this. */
        coolDownBelow: a.integer(),
        /** Rises by one with every change. */
        version: a.integer().required(),
      })
      .identifier(['productId', 'locationId'])
      .secondaryIndexes((index) => [index('locationId').sortKeys(['productId']).queryField('stockLevelsByLocation')])
      .disableOperations(['mutations', 'subscriptions']),

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
        /** How often the order arrived; its effect came once. */
        deliveries: a.integer(),
        /** The ledger entry of the stock it took; several lines committed together share one. */
        movementId: a.string(),
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
      ])
      .disableOperations(['mutations', 'subscriptions']),

    PurchaseOrder: a
      .model({
        purchaseOrderId: a.id().required(),
        productId: a.id().required(),
        locationId: a.id().required(),
        /** What arrives when approved: quantityRequested + minPOAmount. */
        quantity: a.integer().required(),
        quantityRequested: a.integer().required(),
        minPOAmount: a.integer().required(),
        reason: a.ref('PurchaseOrderReason').required(),
        status: a.ref('PurchaseOrderStatus').required(),
        /** OPEN while PENDING or AWAITING_DECISION, then CLOSED. */
        phase: a.ref('PurchaseOrderPhase').required(),
        availableAtRequest: a.integer(),
        reorderPointAtRequest: a.integer(),
        unitCost: a.float(),
        currency: a.string(),
        requestedAt: a.datetime().required(),
        deadline: a.datetime().required(),
        decidedAt: a.datetime(),
        decidedBy: a.string(),
        note: a.string(),
        /** When the approved stock was added, or the order was otherwise closed. */
        closedAt: a.datetime(),
        executionArn: a.string(),
      })
      .identifier(['purchaseOrderId'])
      .secondaryIndexes((index) => [
        index('phase').sortKeys(['requestedAt']).queryField('purchaseOrdersByPhase'),
        index('productId').sortKeys(['requestedAt']).queryField('purchaseOrdersByProduct'),
      ])
      .disableOperations(['mutations', 'subscriptions']),

    Alert: a
      .model({
        alertId: a.id().required(),
        productId: a.id().required(),
        locationId: a.id().required(),
        kind: a.ref('AlertKind').required(),
        status: a.ref('AlertStatus').required(),
        message: a.string().required(),
        createdAt: a.datetime().required(),
        updatedAt: a.datetime().required(),
        acknowledgedAt: a.datetime(),
        acknowledgedBy: a.string(),
        resolvedAt: a.datetime(),
      })
      .identifier(['alertId'])
      .secondaryIndexes((index) => [
        index('status').sortKeys(['createdAt']).queryField('alertsByStatus'),
        index('productId').sortKeys(['createdAt']).queryField('alertsByProduct'),
      ])
      .disableOperations(['mutations', 'subscriptions']),

    /** The ledger: one entry for every change of a stock level, written in the same transaction. */
    StockMovement: a
      .model({
        productId: a.id().required(),
        /** `<createdAt>#<cause>#<causeId>`: in order of time within a product. */
        movementId: a.id().required(),
        locationId: a.id().required(),
        availableDelta: a.integer().required(),
        reservedDelta: a.integer().required(),
        availableAfter: a.integer().required(),
        reservedAfter: a.integer().required(),
        cause: a.ref('MovementCause').required(),
        causeId: a.string().required(),
        actor: a.string().required(),
        note: a.string(),
        createdAt: a.datetime().required(),
        updatedAt: a.datetime().required(),
      })
      .identifier(['productId', 'movementId'])
      .disableOperations(['mutations', 'subscriptions']),

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

    StockStatus: a.enum(STOCK_STATUSES),
    ReservationStatus: a.enum(RESERVATION_STATUSES),
    PurchaseOrderStatus: a.enum(PURCHASE_ORDER_STATUSES),
    PurchaseOrderReason: a.enum(PURCHASE_ORDER_REASONS),
    PurchaseOrderPhase: a.enum(['OPEN', 'CLOSED']),
    AlertKind: a.enum(ALERT_KINDS),
    AlertStatus: a.enum(ALERT_STATUSES),
    MovementCause: a.enum(MOVEMENT_CAUSES),
    Decision: a.enum(DECISIONS),
    ReconciliationKind: a.enum(RECONCILIATION_KINDS),
    ReconciliationOutcome: a.enum(RECONCILIATION_OUTCOMES),

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

    DecisionResult: a.customType({
      /** False when somebody, or the deadline, was first: then the order says who, when and why. */
      accepted: a.boolean().required(),
      message: a.string().required(),
      purchaseOrderId: a.id().required(),
      status: a.ref('PurchaseOrderStatus').required(),
      decidedAt: a.datetime(),
      decidedBy: a.string(),
      note: a.string(),
    }),
    decidePurchaseOrder: a
      .mutation()
      .arguments({
        purchaseOrderId: a.id().required(),
        decision: a.ref('Decision').required(),
        note: a.string(),
      })
      .returns(a.ref('DecisionResult'))
      .handler(a.handler.function(decidePurchaseOrder))
      .authorization((allow) => [allow.groups(['APPROVERS'])]),

    PlacedOrders: a.customType({ orderIds: a.id().required().array().required() }),
    /** One order (with an id of the caller's, if given) or a burst of `count` orders. No product means a random one. */
    placeOrders: a
      .mutation()
      .arguments({
        orderId: a.id(),
        productId: a.id(),
        quantity: a.integer(),
        count: a.integer(),
      })
      .returns(a.ref('PlacedOrders'))
      .handler(a.handler.function(placeOrders))
      .authorization((allow) => [allow.groups(['OPERATORS'])]),

    adjustStock: a
      .mutation()
      .arguments({
        /** Made by the client, so that a repeated click adjusts once. */
        adjustmentId: a.id().required(),
        productId: a.id().required(),
        locationId: a.id(),
        delta: a.integer().required(),
        reason: a.string().required(),
      })
      .returns(a.ref('StockMovement'))
      .handler(a.handler.function(adjustStock))
      .authorization((allow) => [allow.groups(['OPERATORS'])]),

    acknowledgeAlert: a
      .mutation()
      .arguments({ alertId: a.id().required() })
      .returns(a.ref('Alert'))
      .handler(a.handler.function(acknowledgeAlert))
      .authorization((allow) => [allow.groups(['OPERATORS', 'APPROVERS'])]),

    ReconciliationFinding: a.customType({
      productId: a.id().required(),
      locationId: a.id().required(),
      /** Absent where the stock level could not be judged. */
      kind: a.ref('ReconciliationKind'),
      message: a.string().required(),
      outcome: a.ref('ReconciliationOutcome').required(),
    }),
    Reconciliation: a.customType({
      /** Stock levels that were compared. */
      checked: a.integer().required(),
      findings: a.ref('ReconciliationFinding').required().array().required(),
      /** Where to go on, when the time ran out. */
      cursor: a.string(),
    }),
    /** Compares stock levels with ledger, reservations and purchase orders; changes nothing unless told to repair. */
    reconcileStock: a
      .mutation()
      .arguments({ productId: a.id(), locationId: a.id(), repair: a.boolean(), cursor: a.string() })
      .returns(a.ref('Reconciliation'))
      .handler(a.handler.function(reconcileStock))
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
  })
  .authorization((allow) => [allow.groups(GROUPS).to(['get', 'list'])]);

/**
 * Live changes, in a schema of their own because `allow.resource` opens a whole schema to its function.
 * `changes` is the JSON text of `[{ model, item }]`, an item being the row as a GraphQL read returns it.
 */
const live = a
  .schema({
    ChangeBatch: a.customType({ changes: a.json().required(), publishedAt: a.datetime().required() }),
    publishChanges: a
      .mutation()
      .arguments({ changes: a.json().required() })
      .returns(a.ref('ChangeBatch'))
      .handler(a.handler.custom({ entry: './resolvers/publish-changes.js' }))
      // A rule is demanded and IAM cannot be named in one: no such group exists, and the resolver refuses people too.
      .authorization((allow) => [allow.group('NOBODY')]),
    onChanges: a
      .subscription()
      .for(a.ref('publishChanges'))
      .handler(a.handler.custom({ entry: './resolvers/on-changes.js' }))
      .authorization((allow) => [allow.groups(GROUPS)]),
  })
  .authorization((allow) => [allow.resource(publishChanges).to(['mutate'])]);

const schema = a.combine([inventory, live]);

export type Schema = ClientSchema<typeof schema>;

export const data = defineData({
  schema,
  authorizationModes: { defaultAuthorizationMode: 'userPool' },
});
