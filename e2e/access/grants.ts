import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PolicyDocument } from '../../local/authorization/policy-document.ts';
import type { UsedGrant } from '../../local/authorization/used-access.ts';
import { iamRecords } from '../../local/services/iam/records.ts';
import { rolePolicies } from '../../local/services/iam/role-policies.ts';
import { Store } from '../../local/store/store.ts';

export interface DeployedRole {
  arn: string;
  /** `CreatePurchaseOrderStateM`, as much of the logical id as CloudFormation leaves in the name. */
  name: string;
  grants: UsedGrant[];
}

/** One line for a grant; equal lines are the same grant, whichever endpoint wrote them. */
export const keyOf = ({ role, policy, statement, action, resource }: UsedGrant): string =>
  [role, policy, statement, action, resource].join(' | ');

/** Every pair of an action and a resource that a policy allows; what it leaves out by Not… counts as one. */
const pairsOf = (role: string, policy: string, { Statement }: PolicyDocument): UsedGrant[] =>
  Statement.flatMap(({ Effect, Action, NotAction, Resource, NotResource }, statement) => {
    if (Effect === 'Deny') return [];
    const actions = Action ?? [`not ${NotAction?.join(', ')}`];
    const resources = Resource ?? [`not ${NotResource?.join(', ')}`];
    return actions.flatMap((action) => resources.map((resource) => ({ role, policy, statement, action, resource })));
  });

/** The roles of a deployment and all that they are granted. */
export function deployedRoles(dataFolder: string): DeployedRole[] {
  // A copy: opening a store writes.
  const copy = mkdtempSync(join(tmpdir(), 'restock-roles-'));
  cpSync(dataFolder, copy, { recursive: true, filter: (path) => !/\/(s3|lambda|dynamodb)$/.test(path) });
  const store = new Store(join(copy, 'endpoint.db'));
  try {
    const read = rolePolicies(store);
    return iamRecords(store)
      .roles.entries()
      .map(([RoleName, { Arn }]) => ({
        arn: Arn,
        name: nameOf(RoleName),
        grants: (read(Arn)?.identity ?? []).flatMap(({ name, document }) => pairsOf(Arn, name, document)),
      }));
  } finally {
    store.close();
    rmSync(copy, { recursive: true, force: true });
  }
}

/** CloudFormation names a role after its stack and logical id, each cut, and a random end. */
const nameOf = (roleName: string): string => roleName.replace(/^amplify-restock-test-\w+-/, '').replace(/-\w+$/, '');

/** What was written down in these folders; one that is not there holds nothing. */
export function usedGrants(folders: string[]): Set<string> {
  const used = new Set<string>();
  for (const folder of folders) {
    for (const file of readdirIfThere(folder))
      for (const line of readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean))
        used.add(keyOf(JSON.parse(line) as UsedGrant));
  }
  return used;
}

const readdirIfThere = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};
