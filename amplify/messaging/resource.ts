import type { Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Settings } from '../constructs/context.ts';
import { addAlarmTopic } from './alarm-topic.ts';

/** The bus that orders arrive on and outcomes leave by, and the topics that mail people. */
export const addMessaging = (
  stack: Stack,
  { notificationEmail, alarmEmail }: Settings,
): { bus: EventBus; topic: Topic; alarmTopic: Topic } => {
  const bus = new EventBus(stack, 'Bus');
  const topic = new Topic(stack, 'Notifications', { enforceSSL: true });
  if (notificationEmail) topic.addSubscription(new EmailSubscription(notificationEmail));
  return { bus, topic, alarmTopic: addAlarmTopic(stack, alarmEmail) };
};
