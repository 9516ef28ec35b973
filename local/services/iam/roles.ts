import { parsePolicy, policySize } from '../../authorization/policy-document.ts';
import { AwsError, Unsupported } from '../../gateway/aws-error.ts';
import type { House } from '../../gateway/service.ts';
import { awsManagedPolicies } from './aws-managed-policies.ts';
import { type IamRecords, iamRecords, isoNow, type Role, type Tag, uniqueId } from './records.ts';

export interface NewRole {
  RoleName: string;
  AssumeRolePolicyDocument: string;
  Path?: string;
  Description?: string;
  MaxSessionDuration?: number;
  PermissionsBoundary?: string;
  Tags?: Tag[];
}

/** IAM's default quotas: characters without white space. */
const LARGEST_TRUST_POLICY = 2048;
const LARGEST_INLINE_POLICIES = 10_240;
const MOST_ATTACHED = 10;

/** Roles and what hangs on them. Both the API and the CloudFormation types change roles through this alone. */
export const roleStore = (house: House) => {
  const records = iamRecords(house.store);
  const { roles } = records;

  const need = (name: string): Role => {
    const role = typeof name === 'string' ? roles.get(name) : undefined;
    if (!role) throw new AwsError('NoSuchEntity', `The role with name ${name} cannot be found.`, { status: 404 });
    return role;
  };

  const change = (name: string, edit: (role: Role) => Partial<Role>): void => {
    const role = need(name);
    roles.put(name, { ...role, ...edit(role) });
  };

  return {
    need,
    records,
    list: (pathPrefix = '/') => roles.entries().flatMap(([, role]) => (role.Path.startsWith(pathPrefix) ? [role] : [])),

    create(input: NewRole): Role {
      const { RoleName, Path = '/' } = input;
      requireName('roleName', RoleName, 64);
      if (!/^\/([!-.0-~]+\/)*$/.test(Path))
        throw new AwsError('ValidationError', `The path ${Path} must begin and end with a slash.`);
      if (roles.get(RoleName))
        throw new AwsError('EntityAlreadyExists', `Role with name ${RoleName} already exists.`, { status: 409 });
      checkTrust(input.AssumeRolePolicyDocument);
      const role: Role = {
        RoleName,
        Path,
        RoleId: uniqueId('AROA'),
        Arn: `arn:aws:iam::${house.account}:role${Path}${RoleName}`,
        CreateDate: isoNow(house),
        AssumeRolePolicyDocument: input.AssumeRolePolicyDocument,
        Description: input.Description,
        MaxSessionDuration: sessionDuration(input.MaxSessionDuration),
        PermissionsBoundary: input.PermissionsBoundary && needManaged(records, input.PermissionsBoundary),
        Tags: input.Tags ?? [],
        inline: {},
        attached: [],
      };
      roles.put(RoleName, role);
      return role;
    },

    update(name: string, edit: Pick<NewRole, 'Description' | 'MaxSessionDuration'>): void {
      change(name, (role) => ({
        Description: edit.Description ?? role.Description,
        MaxSessionDuration: sessionDuration(edit.MaxSessionDuration ?? role.MaxSessionDuration),
      }));
    },

    setTrust(name: string, document: string): void {
      checkTrust(document);
      change(name, () => ({ AssumeRolePolicyDocument: document }));
    },

    setBoundary(name: string, arn: string | undefined): void {
      change(name, () => ({ PermissionsBoundary: arn && needManaged(records, arn) }));
    },

    setTags: (name: string, edit: (tags: Tag[]) => Tag[]) => change(name, ({ Tags }) => ({ Tags: edit(Tags) })),

    putInline(name: string, policyName: string, document: string): void {
      requireName('policyName', policyName, 128);
      parsePolicy(document, 'identity');
      change(name, (role) => {
        const inline = { ...role.inline, [policyName]: document };
        const size = Object.values(inline).reduce((sum, text) => sum + policySize(text), 0);
        if (size > LARGEST_INLINE_POLICIES)
          throw new AwsError(
            'LimitExceeded',
            `Maximum policy size of ${LARGEST_INLINE_POLICIES} bytes exceeded for role ${name}`,
            { status: 409 },
          );
        return { inline };
      });
    },

    deleteInline(name: string, policyName: string): void {
      const { [policyName]: gone, ...inline } = need(name).inline;
      if (gone === undefined)
        throw new AwsError('NoSuchEntity', `The role policy with name ${policyName} cannot be found.`, { status: 404 });
      change(name, () => ({ inline }));
    },

    attach(name: string, policyArn: string): void {
      needManaged(records, policyArn);
      change(name, ({ attached }) => {
        if (attached.includes(policyArn)) return {};
        if (attached.length === MOST_ATTACHED)
          throw new AwsError('LimitExceeded', `Cannot exceed quota for PoliciesPerRole: ${MOST_ATTACHED}`, {
            status: 409,
          });
        return { attached: [...attached, policyArn] };
      });
    },

    detach(name: string, policyArn: string): void {
      if (!need(name).attached.includes(policyArn))
        throw new AwsError('NoSuchEntity', `Policy ${policyArn} was not found.`, { status: 404 });
      change(name, ({ attached }) => ({ attached: attached.filter((arn) => arn !== policyArn) }));
    },

    delete(name: string): void {
      const { attached, inline } = need(name);
      if (attached.length > 0)
        throw new AwsError('DeleteConflict', 'Cannot delete entity, must detach all policies first.', { status: 409 });
      if (Object.keys(inline).length > 0)
        throw new AwsError('DeleteConflict', 'Cannot delete entity, must delete policies first.', { status: 409 });
      roles.delete(name);
    },

    /** CloudFormation takes the policies of a role away with it. */
    deleteWithPolicies: (name: string) => void roles.delete(name),
  };
};

export type RoleStore = ReturnType<typeof roleStore>;

export const requireName = (field: string, name: unknown, longest: number): void => {
  if (typeof name !== 'string' || name === '' || name.length > longest || !/^[\w+=,.@-]+$/.test(name))
    throw new AwsError(
      'ValidationError',
      `The specified value for ${field} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_- and at most ${longest} of them.`,
    );
};

/** The ARN, if there is such a policy. AWS has over a thousand policies of its own; those unknown here are refused by name. */
export const needManaged = (records: IamRecords, arn: string): string => {
  if (records.policies.get(arn) || awsManagedPolicies.has(arn)) return arn;
  if (arn.startsWith('arn:aws:iam::aws:policy/')) throw new Unsupported(`the AWS managed policy ${arn}`);
  throw new AwsError('NoSuchEntity', `Policy ${arn} does not exist or is not attachable.`, { status: 404 });
};

const checkTrust = (document: string): void => {
  parsePolicy(document, 'trust');
  if (policySize(document) > LARGEST_TRUST_POLICY)
    throw new AwsError('LimitExceeded', `Cannot exceed quota for ACLSizePerRole: ${LARGEST_TRUST_POLICY}`, {
      status: 409,
    });
};

/** Over HTTP the query protocol brings numbers as text. */
const sessionDuration = (given: unknown): number => {
  const seconds = given === undefined ? 3600 : Number(given);
  if (!Number.isInteger(seconds) || seconds < 3600 || seconds > 43_200)
    throw new AwsError('ValidationError', 'MaxSessionDuration must be between 3600 and 43200 seconds.');
  return seconds;
};
