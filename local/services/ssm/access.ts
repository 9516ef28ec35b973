import { type AccessMap, actionsOn, actionsOnAll } from '../../authorization/access.ts';
import type { House } from '../../gateway/service.ts';

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html */
export const ssmAccess = ({ region, account }: House): AccessMap => {
  /** A version or label after the name (`/name:3`) is no part of the ARN. */
  const arn = (nameOrArn: unknown) => {
    const name = String(nameOrArn)
      .replace(/^arn:.*:parameter/, '')
      .replace(/:[^:/]*$/, '');
    return `arn:aws:ssm:${region}:${account}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
  };
  const each =
    (operation: string) =>
    ({ Names = [] }: { Names?: string[] }) =>
      Names.map((name) => ({ action: `ssm:${operation}`, resource: arn(name) }));
  return {
    ...actionsOn('ssm', ({ Name }) => arn(Name), [
      'GetParameter',
      'GetParameterHistory',
      'PutParameter',
      'DeleteParameter',
    ]),
    ...actionsOn('ssm', ({ Path }) => arn(String(Path).replace(/(.)\/$/, '$1')), ['GetParametersByPath']),
    ...actionsOn('ssm', ({ ResourceId }) => arn(ResourceId), [
      ...['AddTagsToResource', 'RemoveTagsFromResource', 'ListTagsForResource'],
    ]),
    ...actionsOnAll('ssm', ['DescribeParameters']),
    GetParameters: each('GetParameters'),
    DeleteParameters: each('DeleteParameters'),
  };
};
