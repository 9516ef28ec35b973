import { randomInt } from 'node:crypto';
import type { House } from '../../gateway/service.ts';
import type { Store } from '../../store/store.ts';

export interface Tag {
  Key: string;
  Value: string;
}

export interface Role {
  RoleName: string;
  RoleId: string;
  Arn: string;
  Path: string;
  /** ISO, as the query protocol carries timestamps. */
  CreateDate: string;
  AssumeRolePolicyDocument: string;
  Description?: string;
  MaxSessionDuration: number;
  PermissionsBoundary?: string;
  Tags: Tag[];
  /** Inline policies: name to document. */
  inline: Record<string, string>;
  /** ARNs of managed policies. */
  attached: string[];
}

export interface ManagedPolicy {
  PolicyName: string;
  PolicyId: string;
  Arn: string;
  Path: string;
  Description?: string;
  CreateDate: string;
  UpdateDate: string;
  DefaultVersionId: string;
  /** The next version's number: a deleted version's id never comes again. */
  nextVersion: number;
  versions: { VersionId: string; Document: string; CreateDate: string }[];
  Tags: Tag[];
}

export const iamRecords = (store: Store) => ({
  /** By role name; a name is unique whatever its path. */
  roles: store.collection<Role>('iam.roles'),
  /** By ARN. */
  policies: store.collection<ManagedPolicy>('iam.policies'),
});

export type IamRecords = ReturnType<typeof iamRecords>;

/** `AROA…` for a role, `ANPA…` for a policy: a prefix and seventeen letters and digits. */
export const uniqueId = (prefix: string): string =>
  prefix + Array.from({ length: 17 }, () => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[randomInt(32)]).join('');

export const isoNow = (house: House): string => `${new Date(house.clock.now()).toISOString().slice(0, 19)}Z`;
