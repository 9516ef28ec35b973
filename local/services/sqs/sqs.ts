import type { House, Service } from '../../gateway/service.ts';
import { sqsAccess } from './access.ts';
import { queuePolicyResource, queueResource } from './cloudformation.ts';
import { gaugeQueues } from './gauge-queues.ts';
import { MoveTasks, sourceOfHandle } from './move-task.ts';
import { queueOperations } from './queue-operations.ts';
import { Queues } from './queues.ts';
import { receiveOperations } from './receive.ts';
import { Sender } from './send.ts';

export interface Sqs extends Service {
  /**
   * Calls `listener` whenever messages of the queue may be received that could not be before (and once at the start,
   * if there are some). It may be called when others have taken them meanwhile. Returns how to stop listening.
   */
  onMessages(queueArn: string, listener: () => void): () => void;
  /** How many messages could be received now; 0 when there is no such queue. */
  visibleCount(queueArn: string): number;
  /** The queue's own VisibilityTimeout in seconds; undefined when there is no such queue. */
  visibilityTimeout(queueArn: string): number | undefined;
}

export function createSqs(house: House): Sqs {
  const queues = new Queues(house);
  const sender = new Sender(queues);
  const moves = new MoveTasks(queues);
  gaugeQueues(house, queues);
  return {
    name: 'sqs',
    protocol: { kind: 'json', targets: ['AmazonSQS'] },
    operations: {
      ...queueOperations(queues),
      ...receiveOperations(queues),
      ...moves.operations(),
      SendMessage: (input, call) => sender.send(input, call),
      SendMessageBatch: (input, call) => sender.sendBatch(input, call),
    },
    access: sqsAccess(queues, sourceOfHandle),
    resourcePolicy: (arn) => queues.byArn(arn)?.record.attributes.Policy || undefined,
    resources: { 'AWS::SQS::Queue': queueResource(queues), 'AWS::SQS::QueuePolicy': queuePolicyResource(queues) },
    onMessages: (queueArn, listener) => queues.listen(queueArn, listener),
    visibleCount: (queueArn) => queues.byArn(queueArn)?.visible ?? 0,
    visibilityTimeout(queueArn) {
      const queue = queues.byArn(queueArn);
      return queue && Number(queue.record.attributes.VisibilityTimeout);
    },
    async start() {
      moves.start();
    },
    async stop() {
      moves.stop();
      queues.close();
    },
  };
}
