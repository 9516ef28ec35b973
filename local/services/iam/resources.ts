import { Unsupported } from '../../gateway/aws-error.ts';
import type { Properties, ResourceProvider, ResourceState } from '../../gateway/service.ts';
import type { Store } from '../../store/store.ts';
import type { ManagedPolicyStore } from './managed-policies.ts';
import type { Role, Tag } from './records.ts';
import type { RoleStore } from './roles.ts';

const asText = (document: unknown): string => (typeof document === 'string' ? document : JSON.stringify(document));
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** IAM users and groups are no part of the endpoint: its one account holder may do everything. */
const rolesAlone = (type: string, properties: Properties): void => {
  for (const name of ['Users', 'Groups'])
    if (texts(properties[name]).length > 0) throw new Unsupported(`the property ${name} of ${type}`);
};

/** `AWS::IAM::Role`: Ref is the role's name. */
export const roleResource = (roles: RoleStore, store: Store): ResourceProvider => {
  const state = ({ RoleName, Arn, RoleId }: Role): ResourceState => ({
    physicalId: RoleName,
    attributes: { Arn, RoleId },
  });
  const inlineOf = (properties: Properties) =>
    (Array.isArray(properties.Policies) ? properties.Policies : []) as {
      PolicyName: string;
      PolicyDocument: unknown;
    }[];
  const addPolicies = (name: string, properties: Properties): void => {
    for (const policy of inlineOf(properties)) roles.putInline(name, policy.PolicyName, asText(policy.PolicyDocument));
    for (const arn of texts(properties.ManagedPolicyArns)) roles.attach(name, arn);
  };
  return {
    async create(properties, { generateName, tags }) {
      return store.transaction(() => {
        const { RoleName } = roles.create({
          RoleName: typeof properties.RoleName === 'string' ? properties.RoleName : generateName(64),
          AssumeRolePolicyDocument: asText(properties.AssumeRolePolicyDocument),
          Path: properties.Path as string | undefined,
          Description: properties.Description as string | undefined,
          MaxSessionDuration: properties.MaxSessionDuration as number | undefined,
          PermissionsBoundary: properties.PermissionsBoundary as string | undefined,
          Tags: tagsOf(properties, tags),
        });
        addPolicies(RoleName, properties);
        return state(roles.need(RoleName));
      });
    },
    async update({ physicalId }, properties, previous, { tags }) {
      if (properties.RoleName !== previous.RoleName || properties.Path !== previous.Path) return 'replace';
      return store.transaction(() => {
        roles.setTrust(physicalId, asText(properties.AssumeRolePolicyDocument));
        roles.setBoundary(physicalId, properties.PermissionsBoundary as string | undefined);
        roles.update(physicalId, {
          Description: typeof properties.Description === 'string' ? properties.Description : '',
          MaxSessionDuration: (properties.MaxSessionDuration as number | undefined) ?? 3600,
        });
        roles.setTags(physicalId, () => tagsOf(properties, tags));
        // Only what this resource put there goes: policies of AWS::IAM::Policy hang on the same role.
        const now = roles.need(physicalId);
        for (const { PolicyName } of inlineOf(previous))
          if (PolicyName in now.inline) roles.deleteInline(physicalId, PolicyName);
        for (const arn of texts(previous.ManagedPolicyArns))
          if (now.attached.includes(arn)) roles.detach(physicalId, arn);
        addPolicies(physicalId, properties);
        return state(roles.need(physicalId));
      });
    },
    async delete({ physicalId }) {
      roles.deleteWithPolicies(physicalId);
    },
  };
};

const tagsOf = (properties: Properties, stackTags: Record<string, string>): Tag[] => {
  const own = (Array.isArray(properties.Tags) ? properties.Tags : []) as Tag[];
  const all = { ...stackTags, ...Object.fromEntries(own.map(({ Key, Value }) => [Key, Value])) };
  return Object.entries(all).map(([Key, Value]) => ({ Key, Value }));
};

/** `AWS::IAM::Policy`: an inline policy of the roles it names. */
export const inlinePolicyResource = (roles: RoleStore, store: Store): ResourceProvider => {
  const put = (properties: Properties): void => {
    rolesAlone('AWS::IAM::Policy', properties);
    for (const role of texts(properties.Roles))
      roles.putInline(role, String(properties.PolicyName), asText(properties.PolicyDocument));
  };
  const remove = (properties: Properties): void => {
    const name = String(properties.PolicyName);
    for (const role of texts(properties.Roles)) {
      // The role may have gone first, and its policies with it.
      const stored = roles.records.roles.get(role);
      if (stored && name in stored.inline) roles.deleteInline(role, name);
    }
  };
  return {
    async create(properties, { generateName }) {
      const Id = generateName(64);
      return store.transaction(() => {
        put(properties);
        return { physicalId: Id, attributes: { Id } };
      });
    },
    async update(state, properties, previous) {
      return store.transaction(() => {
        remove(previous);
        put(properties);
        return state;
      });
    },
    async delete(_, properties) {
      remove(properties);
    },
  };
};

/** `AWS::IAM::ManagedPolicy`: Ref is the policy's ARN. */
export const managedPolicyResource = (
  roles: RoleStore,
  policies: ManagedPolicyStore,
  store: Store,
): ResourceProvider => {
  const state = (arn: string): ResourceState => {
    const { PolicyId, DefaultVersionId, CreateDate, UpdateDate } = policies.need(arn);
    const AttachmentCount = policies.attachedTo(arn).length;
    return {
      physicalId: arn,
      attributes: {
        PolicyArn: arn,
        PolicyId,
        DefaultVersionId,
        CreateDate,
        UpdateDate,
        AttachmentCount,
        IsAttachable: true,
        PermissionsBoundaryUsageCount: 0,
      },
    };
  };
  const detachAll = (arn: string, names: string[]): void => {
    for (const name of names) if (roles.records.roles.get(name)?.attached.includes(arn)) roles.detach(name, arn);
  };
  return {
    async create(properties, { generateName }) {
      rolesAlone('AWS::IAM::ManagedPolicy', properties);
      return store.transaction(() => {
        const { Arn } = policies.create({
          PolicyName:
            typeof properties.ManagedPolicyName === 'string' ? properties.ManagedPolicyName : generateName(128),
          PolicyDocument: asText(properties.PolicyDocument),
          Path: properties.Path as string | undefined,
          Description: properties.Description as string | undefined,
        });
        for (const role of texts(properties.Roles)) roles.attach(role, Arn);
        return state(Arn);
      });
    },
    async update({ physicalId }, properties, previous) {
      rolesAlone('AWS::IAM::ManagedPolicy', properties);
      for (const fixed of ['ManagedPolicyName', 'Path', 'Description'])
        if (properties[fixed] !== previous[fixed]) return 'replace';
      return store.transaction(() => {
        const { versions, DefaultVersionId } = policies.need(physicalId);
        if (asText(properties.PolicyDocument) !== asText(previous.PolicyDocument)) {
          // CloudFormation makes room for the new version by dropping the oldest that is not in force.
          const oldest = versions.find(({ VersionId }) => VersionId !== DefaultVersionId);
          if (versions.length === 5 && oldest) policies.deleteVersion(physicalId, oldest.VersionId);
          policies.addVersion(physicalId, asText(properties.PolicyDocument), true);
        }
        detachAll(
          physicalId,
          texts(previous.Roles).filter((role) => !texts(properties.Roles).includes(role)),
        );
        for (const role of texts(properties.Roles)) roles.attach(role, physicalId);
        return state(physicalId);
      });
    },
    async delete({ physicalId }, properties) {
      detachAll(physicalId, texts(properties.Roles));
      policies.delete(physicalId);
    },
  };
};
