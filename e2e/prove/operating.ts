import { filterPolicyOf, type MailCategory } from '../../amplify/domain/recipients.ts';
import type { Subscription } from '../../local/services/sns/topic.ts';
import { People, type Subscribed } from './people.ts';

/** What rules start by the clock, and what whoever operates the backend does: looks at queues and executions, and mends. */
export class Operating extends People {
  /** Of create-purchase-order, as it was deployed. */
  #definition: string | undefined;

  /** What looks after stock and purchase orders, as its rules start it. */
  sweep(after = 0): void {
    this.#scheduled(['sweepstocklevels', 'resumepurchaseorders'], after);
  }

  /** What ends reservations that nobody claimed, as its rule starts it: it asks sixteen shards, and most attacks end within a day. */
  expire(after = 0): void {
    this.#scheduled(['expirereservations'], after);
  }

  #scheduled(functions: string[], after: number): void {
    for (const name of functions)
      this.simulation.act('schedule', async () => {
        await this.sleep(after);
        await this.invoke(name, { source: 'aws.events' }, 'Event');
      });
  }

  /** Ends every execution that waits or works, as somebody with the console may. */
  abortExecutions(): void {
    this.simulation.scheduler.note('operator', 'stops executions');
    void this.runningExecutions().then(async (running) => {
      for (const executionArn of running) await this.look('states', 'StopExecution', { executionArn });
    });
  }

  /** Puts an address on the list of who has mail, confirmed by its owner. */
  async subscribe(Endpoint: string, categories: MailCategory[]): Promise<void> {
    const { Topics } = await this.look<{ Topics: { TopicArn: string }[] }>('sns', 'ListTopics');
    const topic = Topics.find(({ TopicArn }) => TopicArn.includes('Notifications'));
    const Attributes = { FilterPolicy: filterPolicyOf(categories) };
    await this.look('sns', 'Subscribe', { ...topic, Protocol: 'email', Endpoint, Attributes });
    const [subscribed] = await this.subscriptionsOf(Endpoint);
    await this.look('sns', 'ConfirmSubscription', { ...topic, Token: subscribed?.token });
  }

  async unsubscribe(email: string): Promise<void> {
    for (const { arn } of await this.subscriptionsOf(email))
      await this.look('sns', 'Unsubscribe', { SubscriptionArn: arn });
  }

  /** Past SNS's API, which shows nothing of who has not confirmed yet. */
  async subscriptionsOf(email: string): Promise<Subscribed[]> {
    const all = this.simulation.house.store.collection<Subscription>('sns.subscription').entries();
    return all
      .map(([, subscription]) => subscription)
      .filter(({ endpoint }) => endpoint === email)
      .map(({ arn, token, attributes }) => ({ arn, token, filterPolicy: attributes.FilterPolicy ?? '' }));
  }

  /** Gives new executions of create-purchase-order so many seconds, or again as many as they are deployed with. */
  async limitExecutions(seconds: number | undefined): Promise<void> {
    const stateMachineArn = this.outputs.createPurchaseOrderArn;
    const { definition } = await this.look<{ definition: string }>('states', 'DescribeStateMachine', {
      stateMachineArn,
    });
    this.#definition ??= definition;
    const deployed = JSON.parse(this.#definition);
    const limited = JSON.stringify({ ...deployed, TimeoutSeconds: seconds ?? deployed.TimeoutSeconds });
    await this.look('states', 'UpdateStateMachine', { stateMachineArn, definition: limited });
  }

  /** Moves what lies in the dead-letter queues back, as an operator does. */
  async redrive(): Promise<void> {
    for (const { dead, deadLetterArn } of [await this.orderQueue(), await this.changeQueue()])
      if (dead > 0) await this.look('sqs', 'StartMessageMoveTask', { SourceArn: deadLetterArn });
  }

  /** The same in the middle of everything, whether or not something lies there. */
  redriveWhile(after: number): void {
    this.simulation.act('operator', async () => {
      await this.sleep(after);
      await this.redrive();
    });
  }

  async deadLetters(): Promise<number> {
    return (await this.orderQueue()).dead + (await this.changeQueue()).dead;
  }

  /** Live changes to dashboards: they double the steps of a case, so most cases go without. */
  async switchPublishing(on: boolean): Promise<void> {
    const { EventSourceMappings } = await this.look<{ EventSourceMappings: { UUID: string; FunctionArn: string }[] }>(
      'lambda',
      'ListEventSourceMappings',
    );
    for (const { UUID, FunctionArn } of EventSourceMappings)
      if (/publishchanges/i.test(FunctionArn))
        await this.look('lambda', 'UpdateEventSourceMapping', { UUID, Enabled: on });
  }

  async switchOffSchedules(): Promise<void> {
    type Rules = { Rules: { Name: string; ScheduleExpression?: string }[] };
    const { Rules } = await this.look<Rules>('events', 'ListRules');
    for (const { Name, ScheduleExpression } of Rules)
      if (ScheduleExpression) await this.look('events', 'DisableRule', { Name });
  }

  orderQueue() {
    return this.#queue(String(this.outputs.orderQueueUrl));
  }

  changeQueue() {
    return this.#queue(String(this.outputs.orderChangeQueueUrl));
  }

  async #queue(queueUrl: string): Promise<{ waiting: number; dead: number; deadLetterArn: string }> {
    const attributesOf = async (QueueUrl: string) =>
      (
        await this.look<{ Attributes: Record<string, string> }>('sqs', 'GetQueueAttributes', {
          QueueUrl,
          AttributeNames: ['All'],
        })
      ).Attributes;
    const count = (attributes: Record<string, string>) =>
      Number(attributes.ApproximateNumberOfMessages) + Number(attributes.ApproximateNumberOfMessagesNotVisible);
    const own = await attributesOf(queueUrl);
    const deadLetterArn = String(JSON.parse(String(own.RedrivePolicy)).deadLetterTargetArn);
    const { url, account } = this.simulation.house;
    const dead = await attributesOf(`${url}/${account}/${deadLetterArn.split(':').at(-1)}`);
    return { waiting: count(own), dead: count(dead), deadLetterArn };
  }

  /** The executions of create-purchase-order that have not ended. */
  async runningExecutions(): Promise<string[]> {
    const stateMachineArn = this.outputs.createPurchaseOrderArn;
    const { executions } = await this.look<{ executions: { executionArn: string }[] }>('states', 'ListExecutions', {
      stateMachineArn,
      statusFilter: 'RUNNING',
    });
    return executions.map(({ executionArn }) => executionArn);
  }
}
