import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { CATEGORY_ATTRIBUTE, type MailCategory } from '../domain/recipients.ts';

/** `subject` is fixed ASCII of at most 100 characters; `body` is plain text, and SNS sends it as such. */
export type Mailer = (mail: { subject: string; body: string }) => Promise<void>;

/** To whoever wants mail of this category. */
export const topicMailer = (topicArn: string, category: MailCategory): Mailer => {
  const client = new SNSClient({});
  const MessageAttributes = { [CATEGORY_ATTRIBUTE]: { DataType: 'String', StringValue: category } };
  return async ({ subject, body }) => {
    await client.send(new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: body, MessageAttributes }));
  };
};
