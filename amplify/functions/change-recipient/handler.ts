import { SNSClient } from '@aws-sdk/client-sns';
import { required } from '../../tables/environment.ts';
import { topicRecipients } from '../recipients/topic-recipients.ts';
import { changeRecipient } from './change-recipient.ts';

export const handler = changeRecipient({ topic: topicRecipients(new SNSClient({}), required('TOPIC_ARN')) });
