import { parsePolicy, policySize } from '../../authorization/policy-document.ts';
import { AwsError } from '../../gateway/aws-error.ts';
import type { House } from '../../gateway/service.ts';
import { iamRecords, isoNow, type ManagedPolicy, type Tag, uniqueId } from './records.ts';
import { requireName } from './roles.ts';

const LARGEST_MANAGED_POLICY = 6144;
const MOST_VERSIONS = 5;

export const managedPolicyStore = (house: House) => {
  const { policies, roles } = iamRecords(house.store);

  const need = (arn: string): ManagedPolicy => {
    const policy = typeof arn === 'string' ? policies.get(arn) : undefined;
    if (!policy) throw new AwsError('NoSuchEntity', `Policy ${arn} was not found.`, { status: 404 });
    return policy;
  };

  const check = (document: string): void => {
    parsePolicy(document, 'identity');
    if (policySize(document) > LARGEST_MANAGED_POLICY)
      throw new AwsError('LimitExceeded', `Cannot exceed quota for PolicySize: ${LARGEST_MANAGED_POLICY}`, {
        status: 409,
      });
  };

  const attachedTo = (arn: string): string[] =>
    roles.entries().flatMap(([name, { attached }]) => (attached.includes(arn) ? [name] : []));

  return {
    need,
    attachedTo,
    list: () => policies.entries().map(([, policy]) => policy),

    create(input: {
      PolicyName: string;
      PolicyDocument: string;
      Path?: string;
      Description?: string;
      Tags?: Tag[];
    }): ManagedPolicy {
      requireName('policyName', input.PolicyName, 128);
      check(input.PolicyDocument);
      const Path = input.Path ?? '/';
      const Arn = `arn:aws:iam::${house.account}:policy${Path}${input.PolicyName}`;
      if (policies.get(Arn))
        throw new AwsError(
          'EntityAlreadyExists',
          `A policy called ${input.PolicyName} already exists. Duplicate names are not allowed.`,
          { status: 409 },
        );
      const now = isoNow(house);
      const policy: ManagedPolicy = {
        PolicyName: input.PolicyName,
        PolicyId: uniqueId('ANPA'),
        Arn,
        Path,
        Description: input.Description,
        CreateDate: now,
        UpdateDate: now,
        DefaultVersionId: 'v1',
        nextVersion: 2,
        versions: [{ VersionId: 'v1', Document: input.PolicyDocument, CreateDate: now }],
        Tags: input.Tags ?? [],
      };
      policies.put(Arn, policy);
      return policy;
    },

    addVersion(arn: string, document: string, asDefault: boolean): ManagedPolicy['versions'][number] {
      check(document);
      const policy = need(arn);
      if (policy.versions.length === MOST_VERSIONS)
        throw new AwsError(
          'LimitExceeded',
          `A managed policy can have up to ${MOST_VERSIONS} versions. Before you create a new version, you must delete an existing version.`,
          { status: 409 },
        );
      const version = { VersionId: `v${policy.nextVersion}`, Document: document, CreateDate: isoNow(house) };
      policies.put(arn, {
        ...policy,
        nextVersion: policy.nextVersion + 1,
        UpdateDate: version.CreateDate,
        DefaultVersionId: asDefault ? version.VersionId : policy.DefaultVersionId,
        versions: [...policy.versions, version],
      });
      return version;
    },

    deleteVersion(arn: string, versionId: string): void {
      const policy = need(arn);
      if (policy.DefaultVersionId === versionId)
        throw new AwsError('DeleteConflict', 'Cannot delete the default version of a policy.', { status: 409 });
      const versions = policy.versions.filter(({ VersionId }) => VersionId !== versionId);
      if (versions.length === policy.versions.length) throw missingVersion(arn, versionId);
      policies.put(arn, { ...policy, versions });
    },

    setDefault(arn: string, versionId: string): void {
      const policy = need(arn);
      if (!policy.versions.some(({ VersionId }) => VersionId === versionId)) throw missingVersion(arn, versionId);
      policies.put(arn, { ...policy, DefaultVersionId: versionId, UpdateDate: isoNow(house) });
    },

    delete(arn: string): void {
      need(arn);
      if (attachedTo(arn).length > 0)
        throw new AwsError('DeleteConflict', 'Cannot delete a policy attached to entities.', { status: 409 });
      policies.delete(arn);
    },
  };
};

export type ManagedPolicyStore = ReturnType<typeof managedPolicyStore>;

export const missingVersion = (arn: string, versionId: string): AwsError =>
  new AwsError('NoSuchEntity', `Policy ${arn} version ${versionId} does not exist or is not attachable.`, {
    status: 404,
  });
