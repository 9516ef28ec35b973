import type { Store } from '../../store/store.ts';
import { awsManagedPolicies } from './aws-managed-policies.ts';
import { type PolicyDocument, parsePolicy } from './policy-document.ts';
import { type IamRecords, iamRecords } from './records.ts';

/** All that decides what a role may do and who may assume it, parsed. */
export interface RolePolicies {
  roleArn: string;
  trust: PolicyDocument;
  /** Inline policies by name, then managed ones by ARN. */
  identity: { name: string; document: PolicyDocument }[];
  /** What the role may do at most, where it has a permissions boundary. */
  boundary?: PolicyDocument;
}

/** The read interface of a policy evaluator. Undefined when there is no such role. */
export const rolePolicies =
  (store: Store) =>
  (roleArn: string): RolePolicies | undefined => {
    const records = iamRecords(store);
    const role = records.roles.get(roleArn.slice(roleArn.lastIndexOf('/') + 1));
    if (!role || role.Arn !== roleArn) return undefined;
    const boundary = role.PermissionsBoundary && managedDocument(records, role.PermissionsBoundary);
    return {
      roleArn,
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
