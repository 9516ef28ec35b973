import { AwsError } from '../../gateway/aws-error.ts';
import type { Operation } from '../../gateway/service.ts';
import { page } from './page.ts';
import type { Role, Tag } from './records.ts';
import type { RoleStore } from './roles.ts';

/** IAM hands policy documents out percent-encoded (RFC 3986), and takes them in as plain JSON text. */
export const encodeDocument = (document: string): string =>
  encodeURIComponent(document).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const shown = (role: Role) => ({
  Path: role.Path,
  RoleName: role.RoleName,
  RoleId: role.RoleId,
  Arn: role.Arn,
  CreateDate: role.CreateDate,
  AssumeRolePolicyDocument: encodeDocument(role.AssumeRolePolicyDocument),
  Description: role.Description,
  MaxSessionDuration: role.MaxSessionDuration,
  ...(role.PermissionsBoundary && {
    PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: role.PermissionsBoundary },
  }),
});

const withTags = (role: Role) => ({ ...shown(role), ...(role.Tags.length > 0 && { Tags: role.Tags }) });

export const roleOperations = (roles: RoleStore): Record<string, Operation> => ({
  CreateRole: (input) => ({ Role: withTags(roles.create(input)) }),
  GetRole: ({ RoleName }) => ({ Role: { ...withTags(roles.need(RoleName)), RoleLastUsed: {} } }),
  ListRoles(input) {
    const { items, ...rest } = page(roles.list(input.PathPrefix), input);
    return { Roles: items.map(shown), ...rest };
  },
  UpdateRole(input) {
    roles.update(input.RoleName, input);
    return {};
  },
  UpdateRoleDescription(input) {
    roles.update(input.RoleName, { Description: input.Description });
    return { Role: shown(roles.need(input.RoleName)) };
  },
  UpdateAssumeRolePolicy({ RoleName, PolicyDocument }) {
    roles.setTrust(RoleName, PolicyDocument);
    return {};
  },
  DeleteRole({ RoleName }) {
    roles.delete(RoleName);
    return {};
  },
  PutRolePermissionsBoundary({ RoleName, PermissionsBoundary }) {
    roles.setBoundary(RoleName, PermissionsBoundary);
    return {};
  },
  DeleteRolePermissionsBoundary({ RoleName }) {
    roles.setBoundary(RoleName, undefined);
    return {};
  },
  TagRole({ RoleName, Tags }: { RoleName: string; Tags: Tag[] }) {
    const keys = new Set(Tags.map(({ Key }) => Key));
    roles.setTags(RoleName, (tags) => [...tags.filter(({ Key }) => !keys.has(Key)), ...Tags]);
    return {};
  },
  UntagRole({ RoleName, TagKeys }: { RoleName: string; TagKeys: string[] }) {
    roles.setTags(RoleName, (tags) => tags.filter(({ Key }) => !TagKeys.includes(Key)));
    return {};
  },
  ListRoleTags: ({ RoleName }) => ({ Tags: roles.need(RoleName).Tags, IsTruncated: false }),
});

export const rolePolicyOperations = (roles: RoleStore): Record<string, Operation> => ({
  PutRolePolicy({ RoleName, PolicyName, PolicyDocument }) {
    roles.putInline(RoleName, PolicyName, PolicyDocument);
    return {};
  },
  GetRolePolicy({ RoleName, PolicyName }) {
    const document = roles.need(RoleName).inline[PolicyName];
    if (document === undefined)
      throw new AwsError('NoSuchEntity', `The role policy with name ${PolicyName} cannot be found.`, { status: 404 });
    return { RoleName, PolicyName, PolicyDocument: encodeDocument(document) };
  },
  ListRolePolicies(input) {
    const { items, ...rest } = page(Object.keys(roles.need(input.RoleName).inline).sort(), input);
    return { PolicyNames: items, ...rest };
  },
  DeleteRolePolicy({ RoleName, PolicyName }) {
    roles.deleteInline(RoleName, PolicyName);
    return {};
  },
  AttachRolePolicy({ RoleName, PolicyArn }) {
    roles.attach(RoleName, PolicyArn);
    return {};
  },
  DetachRolePolicy({ RoleName, PolicyArn }) {
    roles.detach(RoleName, PolicyArn);
    return {};
  },
  ListAttachedRolePolicies(input) {
    const { items, ...rest } = page(roles.need(input.RoleName).attached, input);
    return {
      AttachedPolicies: items.map((arn) => ({ PolicyName: arn.slice(arn.lastIndexOf('/') + 1), PolicyArn: arn })),
      ...rest,
    };
  },
});
