import { type Access, type AccessMap, actionsOn, actionsOnAll } from '../../authorization/access.ts';
import type { Queues } from './queues.ts';

/**
 * A batch needs the action of its single messages.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html
 */
export const sqsAccess = (queues: Queues, sourceOfTask: (handle: unknown) => string): AccessMap => {
  const byUrl = ({ QueueUrl = '' }: { QueueUrl?: string }) =>
    queues.arn(String(QueueUrl).slice(String(QueueUrl).lastIndexOf('/') + 1));
  const as = (action: string) => (input: { QueueUrl?: string }) => [
    { action: `sqs:${action}`, resource: byUrl(input) },
  ];
  return {
    ...actionsOn('sqs', byUrl, [
      ...['DeleteQueue', 'GetQueueAttributes', 'SetQueueAttributes', 'PurgeQueue', 'TagQueue', 'UntagQueue'],
      ...['ListQueueTags', 'ListDeadLetterSourceQueues', 'AddPermission', 'RemovePermission'],
      ...['ReceiveMessage', 'SendMessage', 'DeleteMessage', 'ChangeMessageVisibility'],
    ]),
    SendMessageBatch: as('SendMessage'),
    DeleteMessageBatch: as('DeleteMessage'),
    ChangeMessageVisibilityBatch: as('ChangeMessageVisibility'),
    ...actionsOn('sqs', ({ QueueName }) => queues.arn(String(QueueName)), ['CreateQueue', 'GetQueueUrl']),
    ...actionsOnAll('sqs', ['ListQueues']),
    ...actionsOn('sqs', ({ SourceArn }) => String(SourceArn), ['ListMessageMoveTasks']),
    ...actionsOn('sqs', ({ TaskHandle }) => sourceOfTask(TaskHandle), ['CancelMessageMoveTask']),
    StartMessageMoveTask: ({ SourceArn, DestinationArn }) => move(queues, String(SourceArn), DestinationArn),
  };
};

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html */
const move = (queues: Queues, source: string, destination: unknown): Access[] => {
  const deadLetters = queues.byArn(source);
  const back = destination === undefined && deadLetters ? queues.sourcesOf(deadLetters).map(({ arn }) => arn) : [];
  const targets = typeof destination === 'string' ? [destination] : back;
  return [
    ...['StartMessageMoveTask', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((name) => ({
      action: `sqs:${name}`,
      resource: source,
    })),
    ...targets.map((resource) => ({ action: 'sqs:SendMessage', resource })),
  ];
};
