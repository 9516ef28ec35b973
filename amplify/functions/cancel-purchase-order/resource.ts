import { defineNodeFunction } from '../../constructs/node-function.ts';

/** In the data stack: AppSync calls it, and it reads and writes the tables there. */
export const cancelPurchaseOrder = defineNodeFunction({
  name: 'cancel-purchase-order',
  folder: new URL('./', import.meta.url),
  stack: 'data',
  timeoutSeconds: 15,
});
