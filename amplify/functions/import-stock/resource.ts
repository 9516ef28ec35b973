import { defineNodeFunction } from '../../constructs/node-function.ts';

/** In the data stack: AppSync calls it, and it reads and writes the tables there. */
export const importStock = defineNodeFunction({
  name: 'import-stock',
  folder: new URL('./', import.meta.url),
  stack: 'data',
  // A file of the most rows is read within one; AppSync waits for thirty.
  timeoutSeconds: 28,
});
