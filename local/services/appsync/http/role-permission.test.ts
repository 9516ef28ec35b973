import { expect, it } from 'vitest';
import { testHouse } from '../../../testing/house.ts';
import { roleAllows } from './role-permission.ts';

const RESOURCE = 'arn:aws:appsync:us-east-1:000000000000:apis/x/types/Mutation/fields/announce';
const encoded = (statement: object) =>
  encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement: statement }));

const asked = (inline: object, attached?: object) => {
  const house = testHouse();
  house.add({
    name: 'iam',
    protocol: { kind: 'query', namespace: 'iam' },
    operations: {
      ListRolePolicies: () => ({ PolicyNames: ['own'] }),
      GetRolePolicy: () => ({ PolicyDocument: encoded(inline) }),
      ListAttachedRolePolicies: () => ({ AttachedPolicies: attached ? [{ PolicyArn: 'arn:policy' }] : [] }),
      GetPolicy: () => ({ Policy: { DefaultVersionId: 'v1' } }),
      GetPolicyVersion: () => ({ PolicyVersion: { Document: encoded(attached ?? {}) } }),
    },
  });
  const role = { kind: 'role', roleArn: 'arn:aws:iam::000000000000:role/path/worker', sessionName: 's' } as const;
  return roleAllows(house, role, 'appsync:GraphQL', RESOURCE);
};
const allow = { Effect: 'Allow', Action: 'appsync:GraphQL', Resource: RESOURCE.replace('fields/announce', '*') };

it.each<[string, object, object | undefined, boolean]>([
  ['a grant on the type', [allow], undefined, true],
  ['a single statement', allow, undefined, true],
  ['a grant in an attached policy', [], [allow], true],
  ['a wildcard action', [{ ...allow, Action: ['appsync:*'] }], undefined, true],
  ['another type', [{ ...allow, Resource: RESOURCE.replace('Mutation', 'Query') }], undefined, false],
  ['another action', [{ ...allow, Action: 'appsync:ListGraphqlApis' }], undefined, false],
  ['no policy', [], undefined, false],
  ['a grant under a condition', [{ ...allow, Condition: { Bool: {} } }], undefined, false],
  ['a denial beside a grant', [allow, { ...allow, Effect: 'Deny' }], undefined, false],
])('%s', async (_, inline, attached, expected) => {
  expect(await asked(inline, attached)).toBe(expected);
});

it('the account may, nobody may not', async () => {
  const house = testHouse();
  expect(await roleAllows(house, { kind: 'account' }, 'appsync:GraphQL', RESOURCE)).toBe(true);
  expect(await roleAllows(house, { kind: 'anonymous' }, 'appsync:GraphQL', RESOURCE)).toBe(false);
});
