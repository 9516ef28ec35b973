import { a } from '@aws-amplify/backend';
import { MAIL_CATEGORIES } from '../../domain/recipients.ts';
import { changeProduct } from '../../functions/change-product/resource.ts';
import { changeRecipient } from '../../functions/change-recipient/resource.ts';
import { changeReorderPoint } from '../../functions/change-reorder-point/resource.ts';
import { recipients } from '../../functions/recipients/resource.ts';
import { saveSupplier } from '../../functions/save-supplier/resource.ts';

/** What people choose about the catalogue, and about whom the system mails. */
export const settingsSchema = {
  /** A new supplier, or other terms of the one whose `updatedAt` was `seenAt`. */
  saveSupplier: a
    .mutation()
    .arguments({
      supplierId: a.id().required(),
      name: a.string().required(),
      leadTimeDays: a.integer().required(),
      minimumQuantity: a.integer().required(),
      multiple: a.integer().required(),
      currency: a.string().required(),
      seenAt: a.datetime(),
    })
    .returns(a.ref('Supplier'))
    .handler(a.handler.function(saveSupplier))
    .authorization((allow) => [allow.groups(['APPROVERS'])]),

  /** All that can be changed of the product whose `updatedAt` was `seenAt`: what is left open has no value after it. */
  changeProduct: a
    .mutation()
    .arguments({
      productId: a.id().required(),
      name: a.string().required(),
      supplierId: a.id(),
      unitCost: a.integer(),
      reorderQuantity: a.integer().required(),
      targetLevel: a.integer(),
      reservationHours: a.integer(),
      seenAt: a.datetime().required(),
    })
    .returns(a.ref('Product'))
    .handler(a.handler.function(changeProduct))
    .authorization((allow) => [allow.groups(['APPROVERS'])]),

  changeReorderPoint: a
    .mutation()
    .arguments({ productId: a.id().required(), locationId: a.id(), reorderPoint: a.integer().required() })
    .returns(a.ref('StockLevel'))
    .handler(a.handler.function(changeReorderPoint))
    .authorization((allow) => [allow.groups(['OPERATORS'])]),

  MailCategory: a.enum(MAIL_CATEGORIES),

  Recipient: a.customType({
    email: a.string().required(),
    /** Empty until the owner of the address has confirmed. */
    categories: a.ref('MailCategory').required().array().required(),
    confirmed: a.boolean().required(),
  }),

  recipients: a
    .query()
    .returns(a.ref('Recipient').required().array())
    .handler(a.handler.function(recipients))
    .authorization((allow) => [allow.groups(['APPROVERS'])]),

  /** Lets an address have mail of these categories; of none, and it has no mail any more. */
  changeRecipient: a
    .mutation()
    .arguments({ email: a.string().required(), categories: a.ref('MailCategory').required().array().required() })
    .returns(a.ref('Recipient'))
    .handler(a.handler.function(changeRecipient))
    .authorization((allow) => [allow.groups(['APPROVERS'])]),
};
