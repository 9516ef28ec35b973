import { type PolicyDocument, parsePolicy } from '../../authorization/policy-document.ts';
import type { RolePolicies } from '../../authorization/role-policies.ts';
import type { Store } from '../../store/store.ts';
import { awsManagedPolicies } from './aws-managed-policies.ts';
import { type IamRecords, iamChanges, iamRecords } from './records.ts';

/**
 * The read interface of the authorizer: undefined when there is no such role, and the same object as long as nothing
 * in IAM changes.
 */
export const rolePolicies = (store: Store) => {
  const records = iamRecords(store);
  const read = policiesIn(records);
  let known = new Map<string, RolePolicies | undefined>();
  let since = iamChanges(store);
  return (roleArn: string): RolePolicies | undefined => {
    const now = iamChanges(store);
    if (now !== since) known = new Map();
    since = now;
    if (!known.has(roleArn)) known.set(roleArn, read(roleArn));
    return known.get(roleArn);
  };
};

const policiesIn =
  (records: IamRecords) =>
  (roleArn: string): RolePolicies | undefined => {
    const role = records.roles.get(roleArn.slice(roleArn.lastIndexOf('/') + 1));
    if (!role || role.Arn !== roleArn) return undefined;
    const boundary = role.PermissionsBoundary && managedDocument(records, role.PermissionsBoundary);
    return {
      roleArn,
      roleId: role.RoleId,
      tags: Object.fromEntries(role.Tags.map(({ Key, Value }) => [Key, Value])),
      trust: parsePolicy(role.AssumeRolePolicyDocument, 'trust'),
      identity: [
        ...Object.entries(role.inline).map(([name, text]) => ({ name, document: parsePolicy(text, 'identity') })),
        ...role.attached.flatMap((arn) => {
          const document = managedDocument(records, arn);
          return document ? [{ name: arn, document }] : [];
        }),
      ],
      ...(boundary && { boundary }),
    };
  };

/** The default version of a managed policy, of this account or of AWS. */
export const managedDocument = (records: IamRecords, arn: string): PolicyDocument | undefined => {
  const own = records.policies.get(arn);
  const version = own?.versions.find(({ VersionId }) => VersionId === own.DefaultVersionId);
  return version ? parsePolicy(version.Document, 'identity') : awsManagedPolicies.get(arn);
};
