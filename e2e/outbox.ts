import { ConfirmSubscriptionCommand, ListTopicsCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import type { Outputs } from './system/deployment.ts';

export interface Mail {
  to: string;
  subject: string;
  body: string;
  confirmationToken?: string;
}

/** What the endpoint would have sent by mail, newest first. */
export async function readMails(url: string): Promise<Mail[]> {
  const response = await fetch(`${url}/_outbox.json`);
  return ((await response.json()) as { mails: Mail[] }).mails;
}

/** Lets an address receive the notifications, as its owner does after a first deployment. */
export async function subscribe(url: string, { data, custom }: Outputs, address: string): Promise<void> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const sns = new SNSClient({ endpoint: url, region: data.aws_region, credentials });
  const { Topics = [] } = await sns.send(new ListTopicsCommand({}));
  // The other topic is the operator's.
  const TopicArn = Topics.find((topic) => topic.TopicArn !== custom.alarmTopicArn)?.TopicArn;
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: address }));
  const confirmation = (await readMails(url)).find((mail) => mail.to === address && mail.confirmationToken);
  await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token: confirmation?.confirmationToken }));
}
