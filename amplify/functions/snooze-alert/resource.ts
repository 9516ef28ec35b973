import { defineNodeFunction } from '../../constructs/node-function.ts';

/** In the data stack: AppSync calls it, and it reads and writes the tables there. */
export const snoozeAlert = defineNodeFunction({
  name: 'snooze-alert',
  folder: new URL('./', import.meta.url),
  stack: 'data',
  timeoutSeconds: 15,
});
