import { a } from '@aws-amplify/backend';
import { DECISIONS, PURCHASE_ORDER_REASONS, PURCHASE_ORDER_STATUSES } from '../../domain/vocabulary.ts';
import { cancelPurchaseOrder } from '../../functions/cancel-purchase-order/resource.ts';
import { changePurchasingSettings } from '../../functions/change-purchasing-settings/resource.ts';
import { closePurchaseOrderShort } from '../../functions/close-purchase-order-short/resource.ts';
import { decidePurchaseOrder } from '../../functions/decide-purchase-order/resource.ts';
import { receiveStock } from '../../functions/receive-stock/resource.ts';
import { requestPurchaseOrder } from '../../functions/request-purchase-order/resource.ts';
import { undoDecision } from '../../functions/undo-decision/resource.ts';

/** Purchase orders, their decision by a person, and what comes of them. */
export const purchaseOrderSchema = {
  PurchaseOrder: a
    .model({
      purchaseOrderId: a.id().required(),
      productId: a.id().required(),
      locationId: a.id().required(),
      /** What is ordered when approved; the numbers that it follows from are kept beside it (domain/sizing.ts). */
      quantity: a.integer().required(),
      quantityRequested: a.integer().required(),
      minPOAmount: a.integer().required(),
      reason: a.ref('PurchaseOrderReason').required(),
      /** The orders that found too little, in the form of the ledger's `causeId`. */
      causeId: a.string(),
      status: a.ref('PurchaseOrderStatus').required(),
      /** OPEN until it is RECEIVED, CLOSED_SHORT, REJECTED for good or EXPIRED: as long as its claim. */
      phase: a.ref('PurchaseOrderPhase').required(),
      availableAtRequest: a.integer(),
      reorderPointAtRequest: a.integer(),
      targetLevel: a.integer(),
      minimumQuantity: a.integer(),
      multiple: a.integer(),
      /** The supplier as it was when the order was raised. */
      supplierId: a.id(),
      supplierName: a.string(),
      leadTimeDays: a.integer(),
      /** In minor units of `currency`. */
      unitCost: a.integer(),
      currency: a.string(),
      requestedAt: a.datetime().required(),
      /** The person who asked for it, where one did. */
      requestedBy: a.string(),
      requestNote: a.string(),
      deadline: a.datetime().required(),
      /** When approvers are reminded, and when they were. */
      remindAt: a.datetime(),
      remindedAt: a.datetime(),
      /** Two where the total was over the limit when it was raised. */
      approvalsNeeded: a.integer(),
      approvalLimit: a.integer(),
      /** The first of two approvals; the second is the decision. */
      firstApprovedAt: a.datetime(),
      firstApprovedBy: a.string(),
      decidedAt: a.datetime(),
      decidedBy: a.string(),
      note: a.string(),
      /** Until then the decider may return the decision, and nothing follows from it. */
      undoUntil: a.datetime(),
      orderedAt: a.datetime(),
      quantityReceived: a.integer(),
      /** The workflow receives everything at once when it is ordered; otherwise people receive what comes. */
      receiveOnApproval: a.boolean(),
      /** When all of it had come, or the order was otherwise closed. */
      closedAt: a.datetime(),
      /** Who ended it, where a person did. */
      closedBy: a.string(),
      executionArn: a.string(),
    })
    .identifier(['purchaseOrderId'])
    .secondaryIndexes((index) => [
      index('phase').sortKeys(['requestedAt']).queryField('purchaseOrdersByPhase'),
      index('productId').sortKeys(['requestedAt']).queryField('purchaseOrdersByProduct'),
    ])
    .disableOperations(['mutations', 'subscriptions']),

  Supplier: a
    .model({
      supplierId: a.id().required(),
      name: a.string().required(),
      leadTimeDays: a.integer().required(),
      minimumQuantity: a.integer().required(),
      multiple: a.integer().required(),
      currency: a.string().required(),
      changedBy: a.string(),
    })
    .identifier(['supplierId'])
    .disableOperations(['mutations', 'subscriptions']),

  /** Goods that came for a purchase order, with the stock that they added. */
  Receipt: a
    .model({
      receiptId: a.id().required(),
      purchaseOrderId: a.id().required(),
      productId: a.id().required(),
      locationId: a.id().required(),
      quantity: a.integer().required(),
      receivedAt: a.datetime().required(),
      receivedBy: a.string().required(),
      /** Set until `stock-replenished` was sent for it. */
      untold: a.string(),
    })
    .identifier(['receiptId'])
    .secondaryIndexes((index) => [
      index('purchaseOrderId').sortKeys(['receivedAt']).queryField('receiptsByPurchaseOrder'),
      index('untold').sortKeys(['receivedAt']).queryField('untoldReceipts'),
    ])
    .disableOperations(['mutations', 'subscriptions']),

  /** One row, `purchasing`. */
  PurchasingSettings: a
    .model({
      settingsId: a.id().required(),
      /** An approved order is received at once; otherwise people receive what comes. */
      receiveOnApproval: a.boolean().required(),
      approvalLimits: a.ref('ApprovalLimit').array(),
      changedBy: a.string(),
    })
    .identifier(['settingsId'])
    .disableOperations(['mutations', 'subscriptions', 'list']),

  /** Up to which total, in minor units, one person approves. */
  ApprovalLimit: a.customType({ currency: a.string().required(), amount: a.integer().required() }),

  PurchaseOrderStatus: a.enum(PURCHASE_ORDER_STATUSES),

  PurchaseOrderReason: a.enum(PURCHASE_ORDER_REASONS),

  PurchaseOrderPhase: a.enum(['OPEN', 'CLOSED']),

  Decision: a.enum(DECISIONS),

  DecisionResult: a.customType({
    /** False when somebody, or the deadline, was first: then the order says who, when and why. */
    accepted: a.boolean().required(),
    message: a.string().required(),
    purchaseOrderId: a.id().required(),
    status: a.ref('PurchaseOrderStatus').required(),
    decidedAt: a.datetime(),
    decidedBy: a.string(),
    note: a.string(),
    undoUntil: a.datetime(),
    updatedAt: a.datetime().required(),
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

  /** Returns one's own decision, as long as nothing has followed from it. */
  undoDecision: a
    .mutation()
    .arguments({ purchaseOrderId: a.id().required() })
    .returns(a.ref('DecisionResult'))
    .handler(a.handler.function(undoDecision))
    .authorization((allow) => [allow.groups(['APPROVERS'])]),

  receiveStock: a
    .mutation()
    .arguments({
      /** Made by the client, so that a repeated click receives once. */
      receiptId: a.id().required(),
      purchaseOrderId: a.id().required(),
      quantity: a.integer().required(),
    })
    .returns(a.ref('PurchaseOrder'))
    .handler(a.handler.function(receiveStock))
    .authorization((allow) => [allow.groups(['OPERATORS'])]),

  /** Ends an order of which nothing more will come. */
  closePurchaseOrderShort: a
    .mutation()
    .arguments({ purchaseOrderId: a.id().required() })
    .returns(a.ref('PurchaseOrder'))
    .handler(a.handler.function(closePurchaseOrderShort))
    .authorization((allow) => [allow.groups(['OPERATORS'])]),

  /** Asks for an order past the rule on low stock; it is decided as every other, by somebody else. */
  requestPurchaseOrder: a
    .mutation()
    .arguments({
      /** Made by the client, so that a repeated click asks once. */
      purchaseOrderId: a.id().required(),
      productId: a.id().required(),
      locationId: a.id(),
      quantity: a.integer().required(),
      note: a.string(),
    })
    .returns(a.ref('PurchaseOrder'))
    .handler(a.handler.function(requestPurchaseOrder))
    .authorization((allow) => [allow.groups(['OPERATORS'])]),

  /** Takes an order back that nobody has decided: its requester may, and every approver. */
  cancelPurchaseOrder: a
    .mutation()
    .arguments({ purchaseOrderId: a.id().required() })
    .returns(a.ref('PurchaseOrder'))
    .handler(a.handler.function(cancelPurchaseOrder))
    .authorization((allow) => [allow.groups(['OPERATORS', 'APPROVERS'])]),

  changePurchasingSettings: a
    .mutation()
    .arguments({
      receiveOnApproval: a.boolean().required(),
      approvalLimits: a.ref('ApprovalLimit').required().array().required(),
    })
    .returns(a.ref('PurchasingSettings'))
    .handler(a.handler.function(changePurchasingSettings))
    .authorization((allow) => [allow.groups(['APPROVERS'])]),
};
