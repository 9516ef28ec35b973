import { AwsError } from '../../gateway/aws-error.ts';

export const invalid = (what: string) => new AwsError('InvalidParameter', `Invalid parameter: ${what}`);
export const topicNotFound = () => new AwsError('NotFound', 'Topic does not exist', { status: 404 });
export const subscriptionNotFound = () => new AwsError('NotFound', 'Subscription does not exist', { status: 404 });
