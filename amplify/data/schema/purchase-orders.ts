import { a } from '@aws-amplify/backend';
import { DECISIONS, PURCHASE_ORDER_REASONS, PURCHASE_ORDER_STATUSES } from '../../domain/vocabulary.ts';
import { decidePurchaseOrder } from '../../functions/decide-purchase-order/resource.ts';

/** Purchase orders, and their decision by a person. */
export const purchaseOrderSchema = {
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
};
