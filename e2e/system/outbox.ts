import { ListTopicsCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import type { Backend } from './backend.ts';

export interface Mail {
  to: string;
  subject: string;
  body: string;
  confirmationToken?: string;
}

/** Every mail that AWS would have sent, newest first. */
export async function mailsOf(backend: Backend): Promise<Mail[]> {
  const response = await fetch(`${backend.url}/_outbox.json`);
  return ((await response.json()) as { mails: Mail[] }).mails;
}

/** Subscribes an address to a topic and confirms it, as its owner does by the link in the first mail. */
export async function subscribe(
  backend: Backend,
  address: string,
  to: 'Notifications' | 'Alarms' = 'Notifications',
): Promise<void> {
  const { Topics = [] } = await backend.clients.topics.send(new ListTopicsCommand({}));
  const topic = Topics.find(({ TopicArn }) => TopicArn?.includes(to));
  await backend.clients.topics.send(
    new SubscribeCommand({ TopicArn: topic?.TopicArn, Protocol: 'email', Endpoint: address }),
  );
  await backend.settle();
  await confirm(backend, address);
}

/** What the owner of an address does with the mail that asks whether to subscribe it. */
export async function confirm(backend: Backend, address: string): Promise<void> {
  const token = (await mailsOf(backend)).find(({ to }) => to === address)?.confirmationToken ?? '';
  const body = new URLSearchParams({ token });
  const { headers } = await fetch(`${backend.url}/_outbox/confirm`, { method: 'POST', body, redirect: 'manual' });
  if (!headers.get('location')?.endsWith('confirmed=yes')) throw new Error(`${address} could not be confirmed.`);
}
