import { randomInt } from 'node:crypto';
import type { House } from '../../gateway/service.ts';
import type { Collection, Store } from '../../store/store.ts';

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

/** How often the records of a store have changed. */
const changes = new WeakMap<Store, number>();
export const iamChanges = (store: Store): number => changes.get(store) ?? 0;

/** Whoever keeps something derived from the records looks at `iamChanges` to see whether it still holds. */
const counted = <T>(store: Store, collection: Collection<T>): Collection<T> => {
  const changed = () => changes.set(store, iamChanges(store) + 1);
  return {
    ...collection,
    put(key, value) {
      changed();
      collection.put(key, value);
    },
    delete(key) {
      changed();
      return collection.delete(key);
    },
  };
};

export const iamRecords = (store: Store) => ({
  /** By role name; a name is unique whatever its path. */
  roles: counted(store, store.collection<Role>('iam.roles')),
  /** By ARN. */
  policies: counted(store, store.collection<ManagedPolicy>('iam.policies')),
});

export type IamRecords = ReturnType<typeof iamRecords>;

/** `AROA…` for a role, `ANPA…` for a policy: a prefix and seventeen letters and digits. */
export const uniqueId = (prefix: string): string =>
  prefix + Array.from({ length: 17 }, () => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[randomInt(32)]).join('');

export const isoNow = (house: House): string => `${new Date(house.clock.now()).toISOString().slice(0, 19)}Z`;
