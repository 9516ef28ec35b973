import type { House, Principal } from '../gateway/service.ts';
import type { Lambda } from '../services/lambda/lambda.ts';
import type { Mapping } from '../services/lambda/mapping-record.ts';
import { functionRole } from '../services/lambda/role-credentials.ts';
import type { Message } from './queue-to-lambda-record.ts';

/** Messages that SQS hands over, or deletes, in one request. */
export const RECEIVE_AT_ONCE = 10;

/** The queue of a mapping, as its function's role may use it: Lambda's pollers act in the function's name. */
export class MappedQueue {
  readonly name: string;
  #house: House;
  #lambda: Lambda;
  #functionName: string;

  constructor(house: House, lambda: Lambda, { EventSourceArn, functionName }: Mapping) {
    this.name = EventSourceArn.slice(EventSourceArn.lastIndexOf(':') + 1);
    this.#house = house;
    this.#lambda = lambda;
    this.#functionName = functionName;
  }

  /** Up to ten, of those that are visible now. */
  async receive(MaxNumberOfMessages: number): Promise<Message[]> {
    const { Messages = [] } = await this.#call<{ Messages?: Message[] }>('ReceiveMessage', {
      MaxNumberOfMessages,
      WaitTimeSeconds: 0,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    return Messages;
  }

  async delete(messages: Message[]): Promise<void> {
    for (let start = 0; start < messages.length; start += RECEIVE_AT_ONCE) {
      const Entries = messages
        .slice(start, start + RECEIVE_AT_ONCE)
        .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await this.#call('DeleteMessageBatch', { Entries });
    }
  }

  async #call<Output>(operation: string, input: Record<string, unknown>): Promise<Output> {
    const { url, account, aws } = this.#house;
    const identity = this.#lambda.identityOf(this.#functionName);
    const principal: Principal = identity
      ? functionRole(this.#house, identity)
      : { kind: 'service', service: 'lambda.amazonaws.com' };
    return aws.call<Output>({
      service: 'sqs',
      operation,
      input: { QueueUrl: `${url}/${account}/${this.name}`, ...input },
      principal,
    });
  }
}
