import { defineFunction } from '@aws-amplify/backend';

/** In the data stack: AppSync calls it, and it reads and writes the tables there. */
export const adjustStock = defineFunction({
  name: 'adjust-stock',
  entry: './handler.ts',
  resourceGroupName: 'data',
  runtime: 22,
  timeoutSeconds: 15,
  memoryMB: 512,
});
