import { AwsError } from '../../gateway/aws-error.ts';
import type { House } from '../../gateway/service.ts';
import type { LogBook, LogGroup } from './log-book.ts';

export const groupArn = (house: House, name: string) =>
  `arn:aws:logs:${house.region}:${house.account}:log-group:${name}`;

/** Inputs name a group by its name or, as `logGroupIdentifier`, by its ARN. */
export const groupName = (input: {
  logGroupName?: string;
  logGroupIdentifier?: string;
  resourceArn?: string;
}): string => {
  const identifier = input.logGroupName ?? input.logGroupIdentifier ?? input.resourceArn ?? '';
  return identifier.replace(/^arn:[^:]*:logs:[^:]*:[^:]*:log-group:([^:]+).*$/, '$1');
};

export const existingGroup = (book: LogBook, input: Parameters<typeof groupName>[0]): LogGroup => {
  const group = book.group(groupName(input));
  if (!group) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
  return group;
};
