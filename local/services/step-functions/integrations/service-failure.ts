import { randomUUID } from 'node:crypto';
import { AwsError } from '../../../gateway/aws-error.ts';
import { StateFailure } from '../interpreter/state-failure.ts';

/** `ConditionalCheckFailedException` stays, `QueueDoesNotExist` gets the suffix of AWS's exception classes. */
const exceptionName = (code: string): string => {
  const bare = code.split('.').at(-1) ?? code;
  return /(Exception|Error)$/.test(bare) ? bare : `${bare}Exception`;
};

/** A service's error as a state sees it: `DynamoDB.ConditionalCheckFailedException`, with AWS's wording of the cause. */
export const serviceFailure = (prefix: string, error: unknown): StateFailure => {
  if (error instanceof StateFailure) return error;
  const code = error instanceof AwsError ? error.code : 'InternalFailure';
  const status = error instanceof AwsError ? error.status : 500;
  const message = error instanceof Error ? error.message : String(error);
  return new StateFailure(
    `${prefix}.${exceptionName(code)}`,
    `${message} (Service: ${prefix}, Status Code: ${status}, Request ID: ${randomUUID()})`,
  );
};
