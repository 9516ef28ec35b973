import { type AccessMap, actionsOn, actionsOnAll } from '../../authorization/access.ts';
import type { House } from '../../gateway/service.ts';
import { iamRecords } from './records.ts';

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
export const iamAccess = (house: House): AccessMap => {
  const { roles } = iamRecords(house.store);
  const roleArn = ({ RoleName, Path = '/' }: { RoleName?: string; Path?: string }) =>
    roles.get(String(RoleName))?.Arn ?? `arn:aws:iam::${house.account}:role${Path}${RoleName}`;
  return {
    ...actionsOn('iam', roleArn, [
      ...['CreateRole', 'GetRole', 'UpdateRole', 'UpdateRoleDescription', 'UpdateAssumeRolePolicy', 'DeleteRole'],
      ...['PutRolePermissionsBoundary', 'DeleteRolePermissionsBoundary', 'TagRole', 'UntagRole', 'ListRoleTags'],
      ...['PutRolePolicy', 'GetRolePolicy', 'ListRolePolicies', 'DeleteRolePolicy'],
      ...['AttachRolePolicy', 'DetachRolePolicy', 'ListAttachedRolePolicies'],
    ]),
    ...actionsOn('iam', ({ PolicyArn }) => String(PolicyArn), [
      ...['GetPolicy', 'DeletePolicy', 'ListEntitiesForPolicy', 'CreatePolicyVersion', 'GetPolicyVersion'],
      ...['ListPolicyVersions', 'DeletePolicyVersion', 'SetDefaultPolicyVersion'],
    ]),
    ...actionsOn('iam', ({ PolicyName, Path = '/' }) => `arn:aws:iam::${house.account}:policy${Path}${PolicyName}`, [
      'CreatePolicy',
    ]),
    ...actionsOnAll('iam', ['ListRoles', 'ListPolicies']),
  };
};
