import { PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import type { Backend } from './backend.ts';

export interface Heard {
  type: string;
  detail: Record<string, unknown>;
}

/** A rule reaches a queue only where the queue's policy lets it in. */
const letIn = (ruleArn: string | undefined, queueArn: string | undefined): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queueArn,
        Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
      },
    ],
  });

/** Listens to the bus as another team would: by a rule and a queue of its own. */
export class Listener {
  #backend: Backend;
  #queueUrl: string;

  private constructor(backend: Backend, queueUrl: string) {
    this.#backend = backend;
    this.#queueUrl = queueUrl;
  }

  /** Hears every event of `source` from now on. */
  static async on(backend: Backend, source = 'com.inventory'): Promise<Listener> {
    const { queues, events } = backend.clients;
    const name = `listener-${source.replaceAll('.', '-')}`;
    const { QueueUrl = '' } = await queues.send(new CreateQueueCommand({ QueueName: name }));
    const { Attributes } = await queues.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
    const rule = { Name: name, EventBusName: backend.outputs.custom.orderBusName };
    const { RuleArn } = await events.send(
      new PutRuleCommand({ ...rule, EventPattern: JSON.stringify({ source: [source] }) }),
    );
    const Policy = letIn(RuleArn, Attributes?.QueueArn);
    await queues.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
    const Targets = [{ Id: 'queue', Arn: Attributes?.QueueArn }];
    await events.send(new PutTargetsCommand({ Rule: rule.Name, EventBusName: rule.EventBusName, Targets }));
    return new Listener(backend, QueueUrl);
  }

  /** What was heard since the last time, in no order. */
  async heard(): Promise<Heard[]> {
    const { queues } = this.#backend.clients;
    const heard: Heard[] = [];
    for (;;) {
      const { Messages = [] } = await queues.send(
        new ReceiveMessageCommand({ QueueUrl: this.#queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
      );
      if (Messages.length === 0) return heard;
      for (const { Body = '' } of Messages) {
        const event = JSON.parse(Body);
        heard.push({ type: event['detail-type'], detail: event.detail });
      }
      const Entries = Messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
      await queues.send(new DeleteMessageBatchCommand({ QueueUrl: this.#queueUrl, Entries }));
    }
  }

  /** The details of one type of event heard since the last time; the rest is forgotten. */
  async heardOf(type: string): Promise<Record<string, unknown>[]> {
    return (await this.heard()).filter((event) => event.type === type).map(({ detail }) => detail);
  }
}
