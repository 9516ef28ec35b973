import { beforeEach, expect, test } from 'vitest';
import { Activity } from '../../activity.ts';
import { VirtualClock } from '../../clock.ts';
import type { House, ResourceContext, ResourceProvider, Service } from '../../gateway/service.ts';
import { Meter } from '../../meter.ts';
import { Usage } from '../../metering/usage.ts';
import { Store } from '../../store/store.ts';
import { openAuthorization } from '../../testing/house.ts';
import { createIam } from './iam.ts';
import { rolePolicies } from './role-policies.ts';

const BASIC = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
const trust = (service = 'lambda.amazonaws.com') => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }],
});
const allow = (Action: string | string[], Resource: string | string[] = '*') => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource }],
});
const context: ResourceContext = {
  stackId: 's',
  stackName: 's',
  logicalId: 'R',
  tags: {},
  generateName: () => 's-R-1',
};

let store: Store;
let iam: Service;

beforeEach(() => {
  store = new Store(':memory:');
  const house: House = {
    account: '000000000000',
    region: 'us-east-1',
    url: 'http://127.0.0.1:4566',
    folder: (name) => name,
    clock: new VirtualClock(),
    store,
    activity: new Activity(),
    meter: new Meter(new VirtualClock()),
    usage: new Usage(new VirtualClock()),
    aws: { call: () => Promise.reject(new Error('iam calls nobody')) },
    authorization: openAuthorization,
    credentials: {
      issue: () => {
        throw new Error('iam issues nothing');
      },
    },
  };
  iam = createIam(house);
});

const call = async <Output = Record<string, unknown>>(operation: string, input: Record<string, unknown> = {}) =>
  (await iam.operations[operation]?.(input, {
    service: 'iam',
    operation,
    input,
    principal: { kind: 'account' },
  })) as Output;
const createRole = (RoleName = 'r') =>
  call('CreateRole', { RoleName, AssumeRolePolicyDocument: JSON.stringify(trust()) });
const resource = (type: string): ResourceProvider => {
  const provider = iam.resources?.[type];
  if (!provider) throw new Error(`no ${type}`);
  return provider;
};

test('a role is made, read with its encoded trust policy, listed and deleted', async () => {
  await createRole();
  const { Role } = await call<{ Role: Record<string, string> }>('GetRole', { RoleName: 'r' });
  expect(Role).toMatchObject({ Arn: 'arn:aws:iam::000000000000:role/r', Path: '/', MaxSessionDuration: 3600 });
  expect(Role.RoleId).toMatch(/^AROA[A-Z2-7]{17}$/);
  expect(JSON.parse(decodeURIComponent(Role.AssumeRolePolicyDocument ?? ''))).toEqual(trust());
  await expect(createRole()).rejects.toMatchObject({ code: 'EntityAlreadyExists', status: 409 });
  expect(await call('ListRoles')).toMatchObject({ Roles: [{ RoleName: 'r' }], IsTruncated: false });
  await call('DeleteRole', { RoleName: 'r' });
  await expect(call('GetRole', { RoleName: 'r' })).rejects.toMatchObject({ code: 'NoSuchEntity', status: 404 });
});

test('a role with policies is not deleted', async () => {
  await createRole();
  await call('PutRolePolicy', {
    RoleName: 'r',
    PolicyName: 'p',
    PolicyDocument: JSON.stringify(allow('s3:GetObject')),
  });
  await expect(call('DeleteRole', { RoleName: 'r' })).rejects.toMatchObject({ code: 'DeleteConflict' });
  await call('DeleteRolePolicy', { RoleName: 'r', PolicyName: 'p' });
  await call('AttachRolePolicy', { RoleName: 'r', PolicyArn: BASIC });
  await expect(call('DeleteRole', { RoleName: 'r' })).rejects.toMatchObject({ code: 'DeleteConflict' });
  await call('DetachRolePolicy', { RoleName: 'r', PolicyArn: BASIC });
  await call('DeleteRole', { RoleName: 'r' });
});

test('an evaluator reads inline and managed policies of a role, parsed', async () => {
  await createRole();
  await call('PutRolePolicy', {
    RoleName: 'r',
    PolicyName: 'p',
    PolicyDocument: JSON.stringify(allow('s3:GetObject', 'arn:aws:s3:::b/*')),
  });
  await call('AttachRolePolicy', { RoleName: 'r', PolicyArn: BASIC });
  const policies = rolePolicies(store)('arn:aws:iam::000000000000:role/r');
  expect(policies?.trust.Statement[0]?.Principal).toEqual({ Service: ['lambda.amazonaws.com'] });
  expect(policies?.identity).toEqual([
    {
      name: 'p',
      document: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::b/*'] }],
      },
    },
    { name: BASIC, document: expect.objectContaining({ Version: '2012-10-17' }) },
  ]);
  expect(rolePolicies(store)('arn:aws:iam::000000000000:role/other')).toBeUndefined();
});

test('managed policies keep up to five versions and follow the default', async () => {
  const { Policy } = await call<{ Policy: { Arn: string } }>('CreatePolicy', {
    PolicyName: 'm',
    PolicyDocument: JSON.stringify(allow('s3:GetObject')),
  });
  const PolicyArn = Policy.Arn;
  await createRole();
  await call('AttachRolePolicy', { RoleName: 'r', PolicyArn });
  for (let version = 2; version <= 5; version += 1)
    await call('CreatePolicyVersion', {
      PolicyArn,
      PolicyDocument: JSON.stringify(allow(`s3:Get${version}`)),
      SetAsDefault: 'true',
    });
  await expect(
    call('CreatePolicyVersion', { PolicyArn, PolicyDocument: JSON.stringify(allow('s3:*')) }),
  ).rejects.toMatchObject({ code: 'LimitExceeded' });
  expect(rolePolicies(store)('arn:aws:iam::000000000000:role/r')?.identity[0]?.document.Statement[0]?.Action).toEqual([
    's3:Get5',
  ]);
  await expect(call('DeletePolicyVersion', { PolicyArn, VersionId: 'v5' })).rejects.toMatchObject({
    code: 'DeleteConflict',
  });
  await call('DeletePolicyVersion', { PolicyArn, VersionId: 'v1' });
  expect(await call('GetPolicy', { PolicyArn })).toMatchObject({
    Policy: { DefaultVersionId: 'v5', AttachmentCount: 1 },
  });
  await expect(call('DeletePolicy', { PolicyArn })).rejects.toMatchObject({ code: 'DeleteConflict' });
});

test('an AWS managed policy that is not known is refused by name', async () => {
  await createRole();
  await expect(
    call('AttachRolePolicy', { RoleName: 'r', PolicyArn: 'arn:aws:iam::aws:policy/PowerUserAccess' }),
  ).rejects.toThrow('PowerUserAccess');
});

const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
test.each([
  ['text that is no JSON', '{'],
  ['no statement', { Version: '2012-10-17' }],
  ['an unknown version', { Version: '2020-01-01', Statement: [statement] }],
  ['an unknown element', { Statement: [{ ...statement, Resources: '*' }] }],
  ['an unknown effect', { Statement: [{ ...statement, Effect: 'allow' }] }],
  ['Action and NotAction together', { Statement: [{ ...statement, NotAction: 's3:Put' }] }],
  ['no action', { Statement: [{ Effect: 'Allow', Resource: '*' }] }],
  ['an action without vendor', { Statement: [{ ...statement, Action: 'GetObject' }] }],
  ['no resource', { Statement: [{ Effect: 'Allow', Action: 's3:GetObject' }] }],
  ['a resource that is no ARN', { Statement: [{ ...statement, Resource: 'bucket' }] }],
  ['a principal', { Statement: [{ ...statement, Principal: '*' }] }],
  ['an unknown condition operator', { Statement: [{ ...statement, Condition: { StringIs: { 'aws:x': 'y' } } }] }],
  [
    'a condition value that is an object',
    { Statement: [{ ...statement, Condition: { StringEquals: { 'aws:x': {} } } }] },
  ],
  [
    'a statement id twice',
    {
      Statement: [
        { ...statement, Sid: 'A' },
        { ...statement, Sid: 'A' },
      ],
    },
  ],
])('a policy with %s is malformed', async (_, document) => {
  await createRole();
  const PolicyDocument = typeof document === 'string' ? document : JSON.stringify(document);
  await expect(call('PutRolePolicy', { RoleName: 'r', PolicyName: 'p', PolicyDocument })).rejects.toMatchObject({
    code: 'MalformedPolicyDocument',
  });
});

test('a trust policy needs a principal and takes no resource', async () => {
  const put = (Statement: unknown) =>
    call('CreateRole', {
      RoleName: 'r',
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    });
  await expect(put({ Effect: 'Allow', Action: 'sts:AssumeRole' })).rejects.toMatchObject({
    code: 'MalformedPolicyDocument',
  });
  await expect(put({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: '*', Resource: '*' })).rejects.toMatchObject(
    { code: 'MalformedPolicyDocument' },
  );
});

test('the inline policies of a role share 10,240 characters', async () => {
  await createRole();
  const PolicyDocument = JSON.stringify(
    allow(
      's3:GetObject',
      Array.from({ length: 300 }, (_, index) => `arn:aws:s3:::bucket-number-${index}`),
    ),
  );
  await call('PutRolePolicy', { RoleName: 'r', PolicyName: 'a', PolicyDocument });
  await expect(call('PutRolePolicy', { RoleName: 'r', PolicyName: 'b', PolicyDocument })).rejects.toMatchObject({
    code: 'LimitExceeded',
  });
});

test('a stack makes a role with its policies, changes it in place, and takes it away', async () => {
  const role = resource('AWS::IAM::Role');
  const before = {
    AssumeRolePolicyDocument: trust(),
    Policies: [{ PolicyName: 'p', PolicyDocument: allow('s3:GetObject') }],
    ManagedPolicyArns: [BASIC],
  };
  const state = await role.create(before, context);
  expect(state).toMatchObject({ physicalId: 's-R-1', attributes: { Arn: 'arn:aws:iam::000000000000:role/s-R-1' } });
  const policy = resource('AWS::IAM::Policy');
  const grant = { PolicyName: 'grant', PolicyDocument: allow('sqs:SendMessage'), Roles: ['s-R-1'] };
  const granted = await policy.create(grant, context);
  await role.update?.(state, { AssumeRolePolicyDocument: trust('states.amazonaws.com') }, before, context);
  const after = rolePolicies(store)(String(state.attributes.Arn));
  expect(after?.identity.map(({ name }) => name)).toEqual(['grant']);
  expect(after?.trust.Statement[0]?.Principal).toEqual({ Service: ['states.amazonaws.com'] });
  await role.delete(state, before, context);
  await policy.delete(granted, grant, context);
  await expect(call('GetRole', { RoleName: 's-R-1' })).rejects.toMatchObject({ code: 'NoSuchEntity' });
});

test('a role whose policy is malformed is not half made', async () => {
  const role = resource('AWS::IAM::Role');
  const bad = { AssumeRolePolicyDocument: trust(), Policies: [{ PolicyName: 'p', PolicyDocument: {} }] };
  await expect(role.create(bad, context)).rejects.toMatchObject({ code: 'MalformedPolicyDocument' });
  expect(await call('ListRoles')).toMatchObject({ Roles: [] });
});

test('a stack makes, attaches, changes and deletes a managed policy', async () => {
  await createRole();
  const managed = resource('AWS::IAM::ManagedPolicy');
  const before = { PolicyDocument: allow('s3:GetObject'), Roles: ['r'] };
  const state = await managed.create(before, context);
  expect(state.physicalId).toBe('arn:aws:iam::000000000000:policy/s-R-1');
  const after = { PolicyDocument: allow('s3:PutObject'), Roles: ['r'] };
  expect(await managed.update?.(state, after, before, context)).toMatchObject({
    attributes: { DefaultVersionId: 'v2' },
  });
  expect(rolePolicies(store)('arn:aws:iam::000000000000:role/r')?.identity[0]?.document.Statement[0]?.Action).toEqual([
    's3:PutObject',
  ]);
  await managed.delete(state, after, context);
  expect(await call('ListAttachedRolePolicies', { RoleName: 'r' })).toMatchObject({ AttachedPolicies: [] });
});

test('users and groups are refused by name', async () => {
  await expect(
    resource('AWS::IAM::Policy').create({ PolicyName: 'p', PolicyDocument: allow('s3:*'), Users: ['u'] }, context),
  ).rejects.toThrow('Users of AWS::IAM::Policy');
});
