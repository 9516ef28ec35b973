/** Where SNS topics deliver to besides the outbox: queues and functions, as the service `sns.amazonaws.com`. */
import type { House, Principal } from '../gateway/service.ts';
import type { Shipment, TopicEndpoints } from '../services/sns/topic.ts';
import type { Outcome } from './target-call.ts';

async function sendOne(house: House, { protocol, endpoint, topicArn, payload, attributes }: Shipment): Promise<void> {
  const principal: Principal = { kind: 'service', service: 'sns.amazonaws.com', sourceArn: topicArn };
  if (protocol === 'lambda') {
    const input = { FunctionName: endpoint, InvocationType: 'Event', Payload: Buffer.from(payload) };
    await house.aws.call({ service: 'lambda', operation: 'Invoke', input, principal });
    return;
  }
  const QueueUrl = `${house.url}/${house.account}/${endpoint.slice(endpoint.lastIndexOf(':') + 1)}`;
  const input = { QueueUrl, MessageBody: payload, MessageAttributes: attributes };
  await house.aws.call({ service: 'sqs', operation: 'SendMessage', input, principal });
}

export const topicEndpoints = (house: House): TopicEndpoints => ({
  send: (shipments): Promise<Outcome[]> =>
    Promise.all(
      shipments.map((shipment) =>
        sendOne(house, shipment).then(
          () => undefined,
          (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
        ),
      ),
    ),
});
