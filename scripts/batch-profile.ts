import {
  type LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';

/**
 * As `BATCH_PROFILE` deploys them, and beside them batches of one order, where nothing is grouped, and of a hundred, as many as the
 * large profile's window holds at 100 orders a second. Set on the mapping, which spares a deployment for each.
 */
const PROFILES = {
  single: { BatchSize: 1, MaximumBatchingWindowInSeconds: 0 },
  small: { BatchSize: 10, MaximumBatchingWindowInSeconds: 0 },
  hundred: { BatchSize: 100, MaximumBatchingWindowInSeconds: 1 },
  large: { BatchSize: 500, MaximumBatchingWindowInSeconds: 1 },
};

export type BatchProfile = keyof typeof PROFILES;

/** The queue of the orders keeps its batches as the profile has them. */
export async function chooseProfile(
  functions: LambdaClient,
  orderQueueUrl: string | undefined,
  profile: BatchProfile,
): Promise<void> {
  const queue = orderQueueUrl?.split('/').at(-1);
  const { EventSourceMappings = [] } = await functions.send(new ListEventSourceMappingsCommand({}));
  const mapping = EventSourceMappings.find(({ EventSourceArn }) => EventSourceArn?.endsWith(`:${queue}`));
  if (!mapping) throw new Error(`Nothing reads the queue ${queue}.`);
  await functions.send(new UpdateEventSourceMappingCommand({ UUID: mapping.UUID, ...PROFILES[profile] }));
}
