import type { Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';

/** The bus that orders arrive on and outcomes leave by, and the topic that mails people. */
export const addMessaging = (stack: Stack, notificationEmail: string | undefined): { bus: EventBus; topic: Topic } => {
  const bus = new EventBus(stack, 'Bus');
  const topic = new Topic(stack, 'Notifications', { enforceSSL: true });
  if (notificationEmail) topic.addSubscription(new EmailSubscription(notificationEmail));
  return { bus, topic };
};
