/** `npm run policies`: each deployed role, what it is granted, and what the last `npm test` used of it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { exemptBecause, generatedBy } from '../e2e/access/exempt.ts';
import { type DeployedRole, deployedRoles, keyOf, usedGrants } from '../e2e/access/grants.ts';
import { ACCESS_LOG } from '../e2e/access/log.ts';
import { deploymentFolder } from '../e2e/system/deployment.ts';

const folder = deploymentFolder();
if (!existsSync(folder) || !existsSync(ACCESS_LOG)) {
  console.error('Nothing was tested yet: run `npm test` first.');
  process.exit(1);
}
const roles = deployedRoles(join(folder, 'data'));
const used = usedGrants([ACCESS_LOG, join(folder, 'access')]);

const usedOf = ({ grants }: DeployedRole) => grants.filter((grant) => used.has(keyOf(grant)));
const row = (role: DeployedRole) =>
  `${String(role.grants.length).padStart(8)}${String(usedOf(role).length).padStart(6)}  ${role.name}`;
const byName = (one: DeployedRole, other: DeployedRole) => one.name.localeCompare(other.name);

console.log(' granted  used  role');
for (const role of roles.filter((each) => !generatedBy(each)).sort(byName)) {
  console.log(row(role));
  for (const grant of role.grants.filter((each) => !used.has(keyOf(each))))
    console.log(`                  ${grant.action} on ${grant.resource}: ${exemptBecause(grant) ?? 'UNUSED'}`);
}
console.log('\nNot ours to squeeze:');
for (const role of roles.filter(generatedBy).sort(byName)) console.log(`${row(role)}, by ${generatedBy(role)}`);
