import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';

/** `subject` is fixed ASCII of at most 100 characters; `body` is plain text, and SNS sends it as such. */
export type Mailer = (mail: { subject: string; body: string }) => Promise<void>;

export const topicMailer = (topicArn: string): Mailer => {
  const client = new SNSClient({});
  return async ({ subject, body }) => {
    await client.send(new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: body }));
  };
};
