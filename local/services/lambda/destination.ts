import { Unsupported } from '../../gateway/aws-error.ts';
import type { House } from '../../gateway/service.ts';
import { functionRole } from './role-credentials.ts';

/** Puts a record of an invocation to the queue, topic, function or event bus at `arn`, with the function's own role. */
export const deliver = async (
  house: House,
  sender: { name: string; role: string; arn: string },
  arn: string,
  record: unknown,
  detailType: string,
): Promise<void> => {
  const [, , service = '', , , ...rest] = arn.split(':');
  const principal = functionRole(house, sender);
  const call = (operation: string, input: Record<string, unknown>) =>
    house.aws.call({ service, operation, input, principal });
  const text = JSON.stringify(record);
  switch (service) {
    case 'sqs':
      await call('SendMessage', {
        QueueUrl: `${house.url}/${house.account}/${rest.join(':')}`,
        MessageBody: text,
      });
      return;
    case 'sns':
      await call('Publish', { TopicArn: arn, Message: text });
      return;
    case 'lambda':
      await call('Invoke', { FunctionName: arn, InvocationType: 'Event', Payload: text });
      return;
    case 'events':
      await call('PutEvents', {
        Entries: [
          { Source: 'lambda', DetailType: detailType, Detail: text, EventBusName: arn, Resources: [sender.arn] },
        ],
      });
      return;
    default:
      throw new Unsupported(`destinations of ${service || arn}`);
  }
};
