import { a, type ClientSchema, defineData } from '@aws-amplify/backend';
import { publishChanges } from '../functions/publish-changes/resource.ts';
import { alertSchema } from './schema/alerts.ts';
import { GROUPS } from './schema/groups.ts';
import { orderSchema } from './schema/orders.ts';
import { purchaseOrderSchema } from './schema/purchase-orders.ts';
import { reservationSchema } from './schema/reservations.ts';
import { savedViewSchema } from './schema/saved-views.ts';
import { settingsSchema } from './schema/settings.ts';
import { stockSchema } from './schema/stock.ts';
import { stockImportSchema } from './schema/stock-import.ts';
import { stockUseSchema } from './schema/stock-use.ts';
import { workflowSchema } from './schema/workflows.ts';

/** What people read and do. Clients only read the models; every write is a workflow or a mutation. */
const inventory = a
  .schema({
    ...stockSchema,
    ...stockImportSchema,
    ...stockUseSchema,
    ...orderSchema,
    ...reservationSchema,
    ...purchaseOrderSchema,
    ...alertSchema,
    ...settingsSchema,
    ...savedViewSchema,
    ...workflowSchema,
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
