import type { Delivery, GivenUp } from './delivery.ts';
import { asAwsError } from './gateway/door.ts';
import type { House, Principal } from './gateway/service.ts';

/** EventBridge's and Scheduler's names for why a delivery failed. */
function errorCodeOf(error: Error): string {
  const { code, status } = asAwsError(error);
  if (/Throttl|TooManyRequests/.test(code)) return 'THROTTLING';
  if (/AccessDenied|NotAuthorized|Unauthorized/.test(code)) return 'NO_PERMISSIONS';
  if (/NotFound|DoesNotExist|NonExistent/.test(code)) return 'NO_RESOURCE';
  if (/Invalid|Validation/.test(code)) return 'INVALID_PARAMETER';
  return status >= 500 ? 'INTERNAL_ERROR' : 'SDK_CLIENT_ERROR';
}

/** The message attributes that tell why, as AWS sets them beside RULE_ARN or SCHEDULE_ARN. */
export function failureAttributes(delivery: Delivery<unknown>, { error, exhausted }: GivenUp): Record<string, string> {
  return {
    ERROR_CODE: errorCodeOf(error),
    ERROR_MESSAGE: error.message || error.name,
    RETRY_ATTEMPTS: String(Math.max(0, delivery.attempts - 1)),
    ...(exhausted && { EXHAUSTED_RETRY_CONDITION: exhausted }),
  };
}

export interface DeadLetter {
  queueArn: string;
  body: string;
  attributes: Record<string, string>;
  principal: Principal;
}

/** As on AWS, what cannot be put into the dead-letter queue either is dropped: here with a line that says so, and false. */
export async function sendDeadLetter(
  house: House,
  { queueArn, body, attributes, principal }: DeadLetter,
): Promise<boolean> {
  const name = queueArn.slice(queueArn.lastIndexOf(':') + 1);
  const entries = Object.entries(attributes).map(([key, StringValue]) => [key, { DataType: 'String', StringValue }]);
  try {
    await house.aws.call({
      service: 'sqs',
      operation: 'SendMessage',
      input: {
        QueueUrl: `${house.url}/${house.account}/${name}`,
        MessageBody: body,
        MessageAttributes: Object.fromEntries(entries),
        ...(name.endsWith('.fifo') && { MessageGroupId: 'dead-letters', MessageDeduplicationId: crypto.randomUUID() }),
      },
      principal,
    });
    return true;
  } catch (error) {
    console.warn(`A dead letter could not be put into ${queueArn}: ${asAwsError(error).code}`);
    return false;
  }
}
