import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Principal, Properties, ResourceContext, Service } from '../../gateway/service.ts';
import { testHouse } from '../../testing/house.ts';
import { createCognitoIdentity } from './cognito-identity.ts';

const PROVIDER = 'cognito-idp.us-east-1.amazonaws.com/us-east-1_pool';
const context: ResourceContext = {
  stackId: 's',
  stackName: 's',
  logicalId: 'I',
  tags: {},
  generateName: () => 's-I-1',
};
type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
type Issued = {
  IdentityId: string;
  Credentials: { AccessKeyId: string; SecretKey: string; SessionToken: string; Expiration: number };
};

let keys: Keys;
let foreign: Keys;
let jwk: JWK;
let house: ReturnType<typeof testHouse>;
let service: Service;
let issuedTo: Principal[];
let IdentityPoolId: string;

beforeAll(async () => {
  [keys, foreign] = await Promise.all([
    generateKeyPair('RS256', { extractable: true }),
    generateKeyPair('RS256', { extractable: true }),
  ]);
  jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k', alg: 'RS256' };
});

const attach = (properties: Properties) =>
  service.resources?.['AWS::Cognito::IdentityPoolRoleAttachment']?.create(
    { IdentityPoolId, Roles: { authenticated: 'arn:member', unauthenticated: 'arn:guest' }, ...properties },
    context,
  );
const create = async (properties: Properties = {}) => {
  const providers = [{ ClientId: 'client', ProviderName: PROVIDER }];
  const made = await service.resources?.['AWS::Cognito::IdentityPool']?.create(
    {
      AllowUnauthenticatedIdentities: false,
      CognitoIdentityProviders: providers,
      SupportedLoginProviders: {},
      ...properties,
    },
    context,
  );
  IdentityPoolId = made?.physicalId ?? '';
};
const call = async <Output = Record<string, unknown>>(operation: string, input: Record<string, unknown>) =>
  (await service.operations[operation]?.(input, {
    service: service.name,
    operation,
    input,
    principal: { kind: 'anonymous' },
  })) as Output;
const token = (claims: JWTPayload = {}, key = keys.privateKey) => {
  const now = house.clock.now() / 1000;
  const standard = {
    sub: 'ann',
    aud: 'client',
    iss: `https://${PROVIDER}`,
    token_use: 'id',
    iat: now,
    exp: now + 3600,
  };
  return new SignJWT({ ...standard, ...claims }).setProtectedHeader({ alg: 'RS256', kid: 'k' }).sign(key);
};
const getId = async (claims?: JWTPayload) =>
  (await call<{ IdentityId: string }>('GetId', { IdentityPoolId, Logins: { [PROVIDER]: await token(claims) } }))
    .IdentityId;
const credentials = async (claims: JWTPayload = {}, more = {}) =>
  call<Issued>('GetCredentialsForIdentity', {
    IdentityId: await getId(claims),
    Logins: { [PROVIDER]: await token(claims) },
    ...more,
  });

beforeEach(async () => {
  const base = testHouse();
  issuedTo = [];
  house = {
    ...base,
    credentials: {
      issue(principal, seconds) {
        issuedTo.push(principal);
        return base.credentials.issue(principal, seconds);
      },
    },
  };
  service = createCognitoIdentity(house, {
    userPoolJwks: (poolId) => (poolId === 'us-east-1_pool' ? { keys: [jwk] } : undefined),
  });
  await create();
  await attach({});
});

test('a person is one identity, and acts under the role for people signed in', async () => {
  const identity = await getId();
  expect(identity).toMatch(/^us-east-1:[0-9a-f-]{36}$/);
  expect(await getId()).toBe(identity);
  expect(await getId({ sub: 'bob' })).not.toBe(identity);
  const { IdentityId, Credentials } = await credentials();
  expect(IdentityId).toBe(identity);
  expect(Credentials).toEqual({
    AccessKeyId: expect.any(String),
    SecretKey: expect.any(String),
    SessionToken: expect.any(String),
    Expiration: house.clock.now() / 1000 + 3600,
  });
  expect(issuedTo).toEqual([
    {
      kind: 'role',
      roleArn: 'arn:member',
      sessionName: 'CognitoIdentityCredentials',
      session: {
        'cognito-identity.amazonaws.com:aud': [expect.any(String)],
        'cognito-identity.amazonaws.com:sub': [IdentityId],
        'cognito-identity.amazonaws.com:amr': ['authenticated', expect.any(String)],
      },
    },
  ]);
});

test.each<[string, () => Promise<string>, string]>([
  ['signed by another key', () => token({}, foreign.privateKey), 'signature'],
  ['of another issuer', () => token({ iss: 'https://elsewhere' }), 'iss'],
  ['of another client', () => token({ aud: 'other' }), 'aud'],
  ['that has expired', () => token({ exp: house.clock.now() / 1000 - 1 }), 'expired'],
  ['that is an access token', () => token({ token_use: 'access' }), 'identity token'],
  ['that is no token', async () => 'x', 'signature'],
])('a token %s is refused', async (_, bring, reason) => {
  await expect(call('GetId', { IdentityPoolId, Logins: { [PROVIDER]: await bring() } })).rejects.toMatchObject({
    code: 'NotAuthorizedException',
    message: expect.stringContaining(reason),
  });
});

test('guests are refused where the pool takes none, and another provider always', async () => {
  await expect(call('GetId', { IdentityPoolId })).rejects.toThrow('Unauthenticated access is not supported');
  await expect(
    call('GetId', { IdentityPoolId, Logins: { 'accounts.google.com': await token() } }),
  ).rejects.toMatchObject({ code: 'NotAuthorizedException' });
  await expect(call('GetId', { IdentityPoolId: 'us-east-1:none' })).rejects.toMatchObject({
    code: 'ResourceNotFoundException',
  });
});

test('nobody gets the credentials of somebody else', async () => {
  const IdentityId = await getId();
  const Logins = { [PROVIDER]: await token({ sub: 'bob' }) };
  await expect(call('GetCredentialsForIdentity', { IdentityId, Logins })).rejects.toMatchObject({
    code: 'NotAuthorizedException',
  });
  await expect(call('GetCredentialsForIdentity', { IdentityId })).rejects.toMatchObject({
    code: 'NotAuthorizedException',
  });
  expect(issuedTo).toEqual([]);
});

test('a guest acts under the role of guests, and keeps the identity on signing in', async () => {
  await create({ AllowUnauthenticatedIdentities: true });
  await attach({});
  const { IdentityId } = await call<{ IdentityId: string }>('GetId', { IdentityPoolId });
  await call('GetCredentialsForIdentity', { IdentityId });
  await call('GetCredentialsForIdentity', { IdentityId, Logins: { [PROVIDER]: await token() } });
  expect(issuedTo).toMatchObject([{ roleArn: 'arn:guest' }, { roleArn: 'arn:member' }]);
  expect(await getId()).toBe(IdentityId);
  await expect(call('GetCredentialsForIdentity', { IdentityId })).rejects.toMatchObject({
    code: 'NotAuthorizedException',
  });
});

test('a token mapping follows the preferred role of the groups', async () => {
  await attach({
    RoleMappings: {
      web: { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole', IdentityProvider: `${PROVIDER}:client` },
    },
  });
  await credentials({ 'cognito:preferred_role': 'arn:approver', 'cognito:roles': ['arn:approver', 'arn:viewer'] });
  await credentials({ 'cognito:roles': ['arn:approver', 'arn:viewer'] });
  await credentials({ 'cognito:roles': ['arn:approver', 'arn:viewer'] }, { CustomRoleArn: 'arn:viewer' });
  await expect(credentials({}, { CustomRoleArn: 'arn:root' })).rejects.toMatchObject({
    code: 'NotAuthorizedException',
  });
  expect(issuedTo).toMatchObject([{ roleArn: 'arn:approver' }, { roleArn: 'arn:member' }, { roleArn: 'arn:viewer' }]);
});

test('a rules mapping takes the first rule that fits, and may deny the rest', async () => {
  const Rules = [
    { Claim: 'email', MatchType: 'StartsWith', Value: 'ann@', RoleARN: 'arn:ann' },
    { Claim: 'cognito:groups', MatchType: 'Contains', Value: 'G', RoleARN: 'arn:g' },
  ];
  await attach({
    RoleMappings: {
      [`${PROVIDER}:client`]: { Type: 'Rules', AmbiguousRoleResolution: 'Deny', RulesConfiguration: { Rules } },
    },
  });
  await credentials({ email: 'ann@x.org', 'cognito:groups': ['G'] });
  await credentials({ email: 'bob@x.org', 'cognito:groups': ['G'] });
  await expect(credentials({ email: 'bob@x.org' })).rejects.toMatchObject({ code: 'NotAuthorizedException' });
  expect(issuedTo).toMatchObject([{ roleArn: 'arn:ann' }, { roleArn: 'arn:g' }]);
});

test('without a role there are no credentials', async () => {
  await create();
  await expect(credentials()).rejects.toMatchObject({ code: 'InvalidIdentityPoolConfigurationException' });
});

test('a stack deletes a pool with its identities', async () => {
  const IdentityId = await getId();
  await service.resources?.['AWS::Cognito::IdentityPool']?.delete(
    { physicalId: IdentityPoolId, attributes: {} },
    {},
    context,
  );
  await expect(call('GetCredentialsForIdentity', { IdentityId })).rejects.toMatchObject({
    code: 'ResourceNotFoundException',
  });
});

test.each([
  ['social providers', { SupportedLoginProviders: { 'accounts.google.com': 'x' } }],
  ['the classic flow', { AllowClassicFlow: true }],
  ['SamlProviderARNs', { SamlProviderARNs: ['x'] }],
])('a pool with %s is refused', async (_, properties) => {
  await expect(create(properties)).rejects.toMatchObject({ code: 'UnsupportedOperation' });
});

test('administrative calls need a signature', async () => {
  await expect(call('DescribeIdentityPool', { IdentityPoolId })).rejects.toMatchObject({
    code: 'MissingAuthenticationTokenException',
  });
});
