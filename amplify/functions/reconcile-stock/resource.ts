import { defineNodeFunction } from '../../constructs/node-function.ts';

/** In the data stack: AppSync calls it, and it reads and writes the tables there. By hand it may take its time. */
export const reconcileStock = defineNodeFunction({
  name: 'reconcile-stock',
  folder: new URL('./', import.meta.url),
  stack: 'data',
  timeoutSeconds: 300,
});
