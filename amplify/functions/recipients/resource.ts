import { defineNodeFunction } from '../../constructs/node-function.ts';

/** In the data stack: AppSync calls it. */
export const recipients = defineNodeFunction({
  name: 'recipients',
  folder: new URL('./', import.meta.url),
  stack: 'data',
  timeoutSeconds: 15,
});
