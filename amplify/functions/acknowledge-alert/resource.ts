import { defineFunction } from '@aws-amplify/backend';

/** In the data stack: AppSync calls it, and it reads and writes the tables there. */
export const acknowledgeAlert = defineFunction({
  name: 'acknowledge-alert',
  entry: './handler.ts',
  resourceGroupName: 'data',
  runtime: 22,
  timeoutSeconds: 15,
  memoryMB: 512,
});
