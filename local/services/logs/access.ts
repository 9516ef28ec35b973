import { type AccessMap, actionsOn, actionsOnAll } from '../../authorization/access.ts';
import type { Call, House } from '../../gateway/service.ts';

interface Input {
  logGroupName?: string;
  logGroupIdentifier?: string;
  logStreamName?: string;
}

/** Who writes the logs of state machines, once their role was allowed to set the delivery up. */
const DELIVERY = 'delivery.logs.amazonaws.com';

/**
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
 * A group stands in a request as `…:log-group:<name>:log-stream:`, as AWS's refusals show, so that the `…:<name>:*` of
 * CDK's grants covers it.
 */
export const logsAccess = ({ region, account }: House): AccessMap => {
  const group = ({ logGroupIdentifier = '', logGroupName = logGroupIdentifier }: Input) =>
    `arn:aws:logs:${region}:${account}:log-group:${logGroupName.replace(/^arn:.*:log-group:/, '').replace(/:\*$/, '')}:log-stream:`;
  const stream = (input: Input) => `${group(input)}${input.logStreamName}`;
  const written =
    (operation: string) =>
    (input: Input, { principal }: Call) =>
      principal.kind === 'service' && principal.service === DELIVERY
        ? []
        : [{ action: `logs:${operation}`, resource: stream(input) }];
  return {
    CreateLogStream: written('CreateLogStream'),
    PutLogEvents: written('PutLogEvents'),
    ...actionsOn('logs', stream, ['DeleteLogStream', 'GetLogEvents']),
    ...actionsOn('logs', group, [
      ...['CreateLogGroup', 'DeleteLogGroup', 'PutRetentionPolicy', 'DeleteRetentionPolicy'],
      ...['DescribeLogStreams', 'FilterLogEvents'],
    ]),
    ...actionsOn('logs', ({ resourceArn }) => String(resourceArn), [
      ...['ListTagsForResource', 'TagResource', 'UntagResource'],
    ]),
    ...actionsOnAll('logs', ['DescribeLogGroups', 'ListLogGroups']),
  };
};
