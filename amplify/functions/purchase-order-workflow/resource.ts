import { defineNodeFunction } from '../../constructs/node-function.ts';

/** In the data stack: AppSync calls it, and it reads a table there. */
export const purchaseOrderWorkflow = defineNodeFunction({
  name: 'purchase-order-workflow',
  folder: new URL('./', import.meta.url),
  stack: 'data',
  timeoutSeconds: 15,
});
