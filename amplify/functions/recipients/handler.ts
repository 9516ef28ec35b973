import { SNSClient } from '@aws-sdk/client-sns';
import { required } from '../../tables/environment.ts';
import { recipients } from './recipients.ts';
import { topicRecipients } from './topic-recipients.ts';

export const handler = recipients({ topic: topicRecipients(new SNSClient({}), required('TOPIC_ARN')) });
