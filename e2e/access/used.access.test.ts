import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deploymentFolder } from '../system/deployment.ts';
import { everywhereBecause, exemptBecause, generatedBy } from './exempt.ts';
import { deployedRoles, keyOf, usedGrants } from './grants.ts';
import { ACCESS_LOG } from './log.ts';

/** After all other tests: what they used against what is granted. `npm test` runs this last. */

const roles = deployedRoles(join(deploymentFolder(), 'data'));
const used = usedGrants([ACCESS_LOG, join(deploymentFolder(), 'access')]);
const ours = roles.filter((role) => !generatedBy(role));
const shown = (key: string) => key.replaceAll(/arn:aws:iam::\d+:role\/amplify-restock-test-\w+-/g, '');

test('the tests that ran before wrote down what they used', () => {
  expect(used.size).toBeGreaterThan(100);
});

test('there are roles of ours, and those that Amplify made are known by who made them', () => {
  expect(ours.length).toBeGreaterThan(20);
  expect(roles.length).toBeGreaterThan(ours.length);
});

test.each(ours.map((role) => [role.name, role] as const))(
  '%s is granted what some test needs, and no more',
  (_, role) => {
    const unused = role.grants.filter((grant) => !used.has(keyOf(grant)) && exemptBecause(grant) === undefined);
    expect(unused.map((grant) => shown(keyOf(grant)))).toEqual([]);
  },
);

test('no action of ours is granted by a pattern', () => {
  const patterns = ours.flatMap(({ grants }) => grants).filter(({ action }) => /[*?]|^not /.test(action));
  expect(patterns.map((grant) => shown(keyOf(grant)))).toEqual([]);
});

test('what is granted on every resource has its reason', () => {
  const open = ours.flatMap(({ grants }) => grants).filter(({ resource }) => /^\*$|^not /.test(resource));
  expect(open.filter((grant) => everywhereBecause(grant) === undefined).map((grant) => shown(keyOf(grant)))).toEqual(
    [],
  );
});
