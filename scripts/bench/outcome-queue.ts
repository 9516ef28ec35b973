import {
  DeleteRuleCommand,
  type EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

const NAME = 'bench-outcomes';
const LISTENERS = 4;

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sqs-permissions */
const mayBeSentTo = (queueArn: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queueArn,
      },
    ],
  });

/** A queue that hears `stock-reserved`, as the system of a shop would. */
export class OutcomeQueue {
  readonly #events: EventBridgeClient;
  readonly #queues: SQSClient;
  readonly #busName: string;
  #url = '';
  #ended = false;
  #listeners: Promise<void>[] = [];

  constructor(events: EventBridgeClient, queues: SQSClient, busName: string) {
    this.#events = events;
    this.#queues = queues;
    this.#busName = busName;
  }

  /** From now on `heard` is called with every order that has its stock. */
  async listen(heard: (orderId: string) => void): Promise<void> {
    const { QueueUrl = '' } = await this.#queues.send(new CreateQueueCommand({ QueueName: NAME }));
    this.#url = QueueUrl;
    const { Attributes } = await this.#queues.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
    );
    const Arn = Attributes?.QueueArn ?? '';
    await this.#queues.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: mayBeSentTo(Arn) } }));
    const rule = { Name: NAME, EventBusName: this.#busName };
    const EventPattern = JSON.stringify({ 'detail-type': ['stock-reserved'] });
    await this.#events.send(new PutRuleCommand({ ...rule, EventPattern }));
    await this.#events.send(
      new PutTargetsCommand({ Rule: NAME, EventBusName: this.#busName, Targets: [{ Id: 'queue', Arn }] }),
    );
    this.#listeners = Array.from({ length: LISTENERS }, () => this.#receive(heard));
  }

  async #receive(heard: (orderId: string) => void): Promise<void> {
    const QueueUrl = this.#url;
    while (!this.#ended) {
      const { Messages = [] } = await this.#queues.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
      );
      for (const { Body = '{}' } of Messages) heard(JSON.parse(Body).detail.orderId);
      if (Messages.length === 0) continue;
      const Entries = Messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
      await this.#queues.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    }
  }

  /** Nothing of it is left afterwards. */
  async end(): Promise<void> {
    this.#ended = true;
    await Promise.all(this.#listeners);
    await this.#events.send(new RemoveTargetsCommand({ Rule: NAME, EventBusName: this.#busName, Ids: ['queue'] }));
    await this.#events.send(new DeleteRuleCommand({ Name: NAME, EventBusName: this.#busName }));
    await this.#queues.send(new DeleteQueueCommand({ QueueUrl: this.#url }));
  }
}
