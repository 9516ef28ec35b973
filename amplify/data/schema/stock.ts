import { a } from '@aws-amplify/backend';
import {
  ADJUSTMENT_REASONS,
  MOVEMENT_CAUSES,
  RECONCILIATION_KINDS,
  RECONCILIATION_OUTCOMES,
  STOCK_STATUSES,
} from '../../domain/vocabulary.ts';
import { adjustStock } from '../../functions/adjust-stock/resource.ts';
import { reconcileStock } from '../../functions/reconcile-stock/resource.ts';
import { reverseAdjustment } from '../../functions/reverse-adjustment/resource.ts';
import { saveLocation } from '../../functions/save-location/resource.ts';
import { transferStock } from '../../functions/transfer-stock/resource.ts';

/** Products, their stock levels and the ledger, and what people do with them. */
export const stockSchema = {
  Product: a
    .model({
      productId: a.id().required(),
      name: a.string().required(),
      /** The preferred one. */
      supplierId: a.id(),
      /** In minor units of the supplier's currency. */
      unitCost: a.integer(),
      /** The ancestor's minPOAmount: what a purchase order adds to the quantity asked for. */
      reorderQuantity: a.integer().required(),
      /** Where there is one, an order fills the stock up to it instead. */
      targetLevel: a.integer(),
      /** How many hours an order holds its stock; 24 when absent. */
      reservationHours: a.integer(),
      changedBy: a.string(),
    })
    .identifier(['productId'])
    .disableOperations(['mutations', 'subscriptions']),

  /** Where stock is kept. The default location needs no row; one that was opened stays. */
  Location: a
    .model({
      locationId: a.id().required(),
      name: a.string().required(),
      changedBy: a.string().required(),
    })
    .identifier(['locationId'])
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
      /** Units that waiting orders ask for. */
      backordered: a.integer(),
      /** Rises by one with every change. */
      version: a.integer().required(),
    })
    .identifier(['productId', 'locationId'])
    .secondaryIndexes((index) => [index('locationId').sortKeys(['productId']).queryField('stockLevelsByLocation')])
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
      /** Of an adjustment; `note` is the text that goes with it. */
      reason: a.ref('AdjustmentReason'),
      note: a.string(),
      /** Of a reversal: the entry that it takes back. */
      reverses: a.id(),
      createdAt: a.datetime().required(),
      updatedAt: a.datetime().required(),
    })
    .identifier(['productId', 'movementId'])
    .disableOperations(['mutations', 'subscriptions']),

  StockStatus: a.enum(STOCK_STATUSES),

  MovementCause: a.enum(MOVEMENT_CAUSES),

  AdjustmentReason: a.enum(ADJUSTMENT_REASONS),

  adjustStock: a
    .mutation()
    .arguments({
      /** Made by the client, so that a repeated click adjusts once. */
      adjustmentId: a.id().required(),
      productId: a.id().required(),
      locationId: a.id(),
      delta: a.integer().required(),
      reason: a.ref('AdjustmentReason').required(),
      /** Required for the reason OTHER. */
      text: a.string(),
    })
    .returns(a.ref('StockMovement'))
    .handler(a.handler.function(adjustStock))
    .authorization((allow) => [allow.groups(['OPERATORS'])]),

  /** Takes an adjustment back, once, by an entry of its own: the ledger only grows. */
  reverseAdjustment: a
    .mutation()
    .arguments({ adjustmentId: a.id().required() })
    .returns(a.ref('StockMovement'))
    .handler(a.handler.function(reverseAdjustment))
    .authorization((allow) => [allow.groups(['OPERATORS'])]),

  /** Moves what is available from one location to another. Answers what left the one, and what arrived at the other. */
  transferStock: a
    .mutation()
    .arguments({
      /** Made by the client, so that a repeated click moves it once. */
      transferId: a.id().required(),
      productId: a.id().required(),
      fromLocationId: a.id().required(),
      toLocationId: a.id().required(),
      quantity: a.integer().required(),
    })
    .returns(a.ref('StockMovement').array())
    .handler(a.handler.function(transferStock))
    .authorization((allow) => [allow.groups(['OPERATORS'])]),

  /** A new location, or another name for the one whose `updatedAt` was `seenAt`. */
  saveLocation: a
    .mutation()
    .arguments({ locationId: a.id().required(), name: a.string().required(), seenAt: a.datetime() })
    .returns(a.ref('Location'))
    .handler(a.handler.function(saveLocation))
    .authorization((allow) => [allow.groups(['OPERATORS'])]),

  ReconciliationKind: a.enum(RECONCILIATION_KINDS),

  ReconciliationOutcome: a.enum(RECONCILIATION_OUTCOMES),

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

  /** A type of its own: that of a mutation is open to nobody but those who may call it. */
  StockCheckFinding: a.customType({
    productId: a.id().required(),
    locationId: a.id().required(),
    kind: a.ref('ReconciliationKind'),
    message: a.string().required(),
    outcome: a.ref('ReconciliationOutcome').required(),
  }),

  /** What the last check of a location came to, and the last repair. */
  StockCheck: a
    .model({
      locationId: a.id().required(),
      checkedAt: a.datetime(),
      checkedBy: a.string(),
      /** Stock levels that were compared, and all that was found; `findings` are the first of it. */
      checked: a.integer(),
      differences: a.integer(),
      findings: a.ref('StockCheckFinding').array(),
      /** The product after which the time ran out; absent when all were compared. */
      leftOffAt: a.id(),
      mendedAt: a.datetime(),
      mendedBy: a.string(),
      mended: a.ref('StockCheckFinding').array(),
    })
    .identifier(['locationId'])
    .disableOperations(['mutations', 'subscriptions']),

  /** Compares stock levels with ledger, reservations and purchase orders; changes nothing unless told to repair. */
  reconcileStock: a
    .mutation()
    /** All products without one, every location without one. */
    .arguments({ productId: a.id(), locationId: a.id(), repair: a.boolean(), cursor: a.string() })
    .returns(a.ref('Reconciliation'))
    .handler(a.handler.function(reconcileStock))
    .authorization((allow) => [allow.groups(['OPERATORS'])]),
};
