import { defineNodeFunction } from '../../constructs/node-function.ts';

/** In the data stack: AppSync calls it. */
export const changeRecipient = defineNodeFunction({
  name: 'change-recipient',
  folder: new URL('./', import.meta.url),
  stack: 'data',
  timeoutSeconds: 15,
});
