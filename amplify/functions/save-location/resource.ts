import { defineNodeFunction } from '../../constructs/node-function.ts';

/** In the data stack: AppSync calls it, and it writes a table there. */
export const saveLocation = defineNodeFunction({
  name: 'save-location',
  folder: new URL('./', import.meta.url),
  stack: 'data',
  timeoutSeconds: 15,
});
