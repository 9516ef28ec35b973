import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Backend } from './backend.ts';

export interface Depth {
  /** Waiting for a consumer. */
  visible: number;
  /** With a consumer that has neither deleted nor given them back. */
  inFlight: number;
}

async function attributesOf(backend: Backend, QueueUrl: string): Promise<Record<string, string | undefined>> {
  const { Attributes = {} } = await backend.clients.queues.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  return Attributes;
}

/** How many messages a queue holds. */
export async function depthOf(backend: Backend, queueUrl: string): Promise<Depth> {
  const attributes = await attributesOf(backend, queueUrl);
  return {
    visible: Number(attributes.ApproximateNumberOfMessages),
    inFlight: Number(attributes.ApproximateNumberOfMessagesNotVisible),
  };
}

/** The address of the queue that takes what another could not get rid of. */
export async function deadLettersOf(backend: Backend, queueUrl: string): Promise<string> {
  const { RedrivePolicy = '{}' } = await attributesOf(backend, queueUrl);
  const arn: string = JSON.parse(RedrivePolicy).deadLetterTargetArn ?? '';
  return `${backend.url}/${arn.split(':').slice(-2).join('/')}`;
}
