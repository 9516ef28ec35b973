import type { Operation } from '../../gateway/service.ts';
import { awsManagedPolicies } from './aws-managed-policies.ts';
import { type ManagedPolicyStore, missingVersion } from './managed-policies.ts';
import { page } from './page.ts';
import type { ManagedPolicy } from './records.ts';
import { encodeDocument } from './role-operations.ts';

/** AWS's own policies look like any other, at version v1. */
const findPolicy = (policies: ManagedPolicyStore, arn: string): ManagedPolicy => {
  const document = awsManagedPolicies.get(arn);
  if (!document) return policies.need(arn);
  const name = arn.slice('arn:aws:iam::aws:policy'.length);
  const epoch = '2015-02-06T00:00:00Z';
  return {
    PolicyName: name.slice(name.lastIndexOf('/') + 1),
    PolicyId: 'ANPAAWSMANAGED0000000',
    Arn: arn,
    Path: name.slice(0, name.lastIndexOf('/') + 1),
    CreateDate: epoch,
    UpdateDate: epoch,
    DefaultVersionId: 'v1',
    nextVersion: 2,
    versions: [{ VersionId: 'v1', Document: JSON.stringify(document), CreateDate: epoch }],
    Tags: [],
  };
};

const shown = (
  policies: ManagedPolicyStore,
  { versions: _, nextVersion: __, Tags, Description, ...policy }: ManagedPolicy,
) => ({
  ...policy,
  AttachmentCount: policies.attachedTo(policy.Arn).length,
  PermissionsBoundaryUsageCount: 0,
  IsAttachable: true,
  ...(Description && { Description }),
  ...(Tags.length > 0 && { Tags }),
});

export const policyOperations = (policies: ManagedPolicyStore): Record<string, Operation> => ({
  CreatePolicy: (input) => ({ Policy: shown(policies, policies.create(input)) }),
  GetPolicy: ({ PolicyArn }) => ({ Policy: shown(policies, findPolicy(policies, PolicyArn)) }),
  ListPolicies(input) {
    const own = input.Scope === 'AWS' ? [] : policies.list();
    const aws = input.Scope === 'Local' ? [] : [...awsManagedPolicies.keys()].map((arn) => findPolicy(policies, arn));
    const { items, ...rest } = page([...own, ...aws], input);
    return { Policies: items.map((policy) => shown(policies, policy)), ...rest };
  },
  DeletePolicy({ PolicyArn }) {
    policies.delete(PolicyArn);
    return {};
  },
  CreatePolicyVersion({ PolicyArn, PolicyDocument, SetAsDefault }) {
    const asDefault = SetAsDefault === true || SetAsDefault === 'true';
    const { VersionId, CreateDate } = policies.addVersion(PolicyArn, PolicyDocument, asDefault);
    return { PolicyVersion: { VersionId, CreateDate, IsDefaultVersion: asDefault } };
  },
  GetPolicyVersion({ PolicyArn, VersionId }) {
    const policy = findPolicy(policies, PolicyArn);
    const version = policy.versions.find((candidate) => candidate.VersionId === VersionId);
    if (!version) throw missingVersion(PolicyArn, VersionId);
    return {
      PolicyVersion: {
        ...version,
        Document: encodeDocument(version.Document),
        IsDefaultVersion: VersionId === policy.DefaultVersionId,
      },
    };
  },
  ListPolicyVersions({ PolicyArn }) {
    const { versions, DefaultVersionId } = findPolicy(policies, PolicyArn);
    return {
      Versions: versions.map(({ VersionId, CreateDate }) => ({
        VersionId,
        CreateDate,
        IsDefaultVersion: VersionId === DefaultVersionId,
      })),
      IsTruncated: false,
    };
  },
  DeletePolicyVersion({ PolicyArn, VersionId }) {
    policies.deleteVersion(PolicyArn, VersionId);
    return {};
  },
  SetDefaultPolicyVersion({ PolicyArn, VersionId }) {
    policies.setDefault(PolicyArn, VersionId);
    return {};
  },
  ListEntitiesForPolicy({ PolicyArn }) {
    findPolicy(policies, PolicyArn);
    const PolicyRoles = policies.attachedTo(PolicyArn).map((RoleName) => ({ RoleName }));
    return { PolicyGroups: [], PolicyUsers: [], PolicyRoles, IsTruncated: false };
  },
});
