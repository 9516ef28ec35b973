import { defineNodeFunction } from '../../constructs/node-function.ts';

/** In the data stack: AppSync calls it, and it reads and writes the tables there. */
export const transferStock = defineNodeFunction({
  name: 'transfer-stock',
  folder: new URL('./', import.meta.url),
  stack: 'data',
  timeoutSeconds: 15,
});
