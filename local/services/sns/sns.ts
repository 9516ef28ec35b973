import type { House, Service } from '../../gateway/service.ts';
import { snsAccess } from './access.ts';
import { subscriptionResource, topicPolicyResource, topicResource } from './cloudformation.ts';
import { snsOperations } from './operations.ts';
import { type NewMail, Outbox } from './outbox.ts';
import { Publisher } from './publisher.ts';
import type { TopicEndpoints } from './topic.ts';
import { Topics } from './topics.ts';

export interface Sns extends Service {
  /** Puts a mail into the outbox, for services that send mail themselves (a user pool's codes). */
  sendMail(mail: Omit<NewMail, 'confirmationToken'>): void;
}

/** SNS and the outbox of all e-mail. `endpoints` is the wiring to other services. */
export function createSns(house: House, endpoints: TopicEndpoints): Sns {
  const outbox = new Outbox(house);
  const topics = new Topics(house, outbox);
  const publisher = new Publisher(topics, endpoints);
  return {
    name: 'sns',
    protocol: { kind: 'query', namespace: 'http://sns.amazonaws.com/doc/2010-03-31/' },
    operations: snsOperations(topics, publisher),
    access: snsAccess((name) => topics.arn(name)),
    resourcePolicy: (arn) => topics.find(arn)?.attributes.Policy,
    paths: {
      '/_outbox': (request) => outbox.handle(request, (token) => topics.confirm(token) !== undefined),
    },
    resources: {
      'AWS::SNS::Topic': topicResource(topics),
      'AWS::SNS::Subscription': subscriptionResource(topics),
      'AWS::SNS::TopicPolicy': topicPolicyResource(topics),
    },
    sendMail: ({ to, subject, body }) => outbox.send({ to, subject, body }),
    async start() {
      publisher.start();
    },
    async stop() {
      publisher.stop();
    },
  };
}
