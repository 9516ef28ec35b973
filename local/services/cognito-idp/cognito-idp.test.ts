import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { beforeEach, expect, test } from 'vitest';
import type { HttpRequest } from '../../gateway/service.ts';
import { testHouse } from '../../testing/house.ts';
import { type CognitoIdp, createCognitoIdp } from './cognito-idp.ts';
import type { Mail } from './idp.ts';
import { caller, context, createPool } from './testing.ts';

const HOUR = 3_600_000;
const Username = 'Ann@example.com';
const Password = 'Right-pass1';

type Tokens = {
  AuthenticationResult: { AccessToken: string; IdToken: string; RefreshToken: string; ExpiresIn: number };
};

let house: ReturnType<typeof testHouse>;
let idp: CognitoIdp;
let mails: Mail[];
let call: ReturnType<typeof caller>;
let UserPoolId: string;
let ClientId: string;

const admin = <Output = Record<string, unknown>>(operation: string, input: Record<string, unknown> = {}) =>
  call<Output>(operation, { UserPoolId, ...input }, 'account');
const login = (password = Password, name = Username) =>
  call<Tokens>('InitiateAuth', {
    ClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: name, PASSWORD: password },
  });
const lastCode = () => mails.at(-1)?.body.match(/\d{6}/)?.[0] ?? '';
const addUser = async () => {
  const made = await admin<{ User: { Username: string } }>('AdminCreateUser', {
    Username,
    MessageAction: 'SUPPRESS',
    UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
  });
  await admin('AdminSetUserPassword', { Username, Password, Permanent: true });
  return made.User.Username;
};
const usePool = async (parts?: Parameters<typeof createPool>[1]) => {
  ({ UserPoolId, ClientId } = await createPool(idp, parts));
};

beforeEach(async () => {
  house = testHouse();
  mails = [];
  idp = createCognitoIdp(house, { sendMail: (mail) => void mails.push(mail) });
  call = caller(idp);
  await usePool();
});

test('the tokens carry the claims of Cognito and verify against the published keys', async () => {
  const sub = await addUser();
  for (const [GroupName, Precedence] of [
    ['LATER', 5],
    ['FIRST', 1],
  ])
    await admin('CreateGroup', { GroupName, Precedence, RoleArn: `arn:aws:iam::000000000000:role/${GroupName}` });
  for (const GroupName of ['LATER', 'FIRST']) await admin('AdminAddUserToGroup', { Username, GroupName });
  const { AuthenticationResult } = await login();
  expect(AuthenticationResult).toMatchObject({ ExpiresIn: 3600, TokenType: 'Bearer' });
  const keys = createLocalJWKSet(idp.userPoolJwks(UserPoolId) ?? { keys: [] });
  const verify = async (token: string) =>
    (
      await jwtVerify(token, keys, {
        currentDate: new Date(house.clock.now()),
        issuer: `https://cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`,
      })
    ).payload;
  const now = house.clock.now() / 1000;
  const common = {
    sub,
    auth_time: now,
    iat: now,
    exp: now + 3600,
    jti: expect.any(String),
    origin_jti: expect.any(String),
    event_id: expect.any(String),
    'cognito:groups': ['FIRST', 'LATER'],
  };
  expect(await verify(AuthenticationResult.IdToken)).toMatchObject({
    ...common,
    token_use: 'id',
    aud: ClientId,
    email: Username,
    email_verified: true,
    'cognito:username': sub,
    'cognito:preferred_role': 'arn:aws:iam::000000000000:role/FIRST',
    'cognito:roles': ['arn:aws:iam::000000000000:role/FIRST', 'arn:aws:iam::000000000000:role/LATER'],
  });
  expect(await verify(AuthenticationResult.AccessToken)).toMatchObject({
    ...common,
    token_use: 'access',
    client_id: ClientId,
    username: sub,
    scope: 'aws.cognito.signin.user.admin',
  });
  expect(decodeProtectedHeader(AuthenticationResult.IdToken)).toEqual({
    alg: 'RS256',
    kid: idp.userPoolJwks(UserPoolId)?.keys[0]?.kid,
  });
});

test('the keys are served without their private part', async () => {
  const get = (path: string) =>
    idp.paths?.['/cognito-idp/']?.({ method: 'GET', url: new URL(path, house.url) } as HttpRequest);
  const answer = await get(`/cognito-idp/${UserPoolId}/.well-known/jwks.json`);
  const [key] = JSON.parse(String(answer?.body)).keys;
  expect(key).toMatchObject({ kty: 'RSA', alg: 'RS256', use: 'sig' });
  expect(key.d).toBeUndefined();
  expect((await get('/cognito-idp/us-east-1_none/.well-known/jwks.json'))?.status).toBe(404);
});

test('no password and no refresh token is kept in clear', async () => {
  await addUser();
  const { AuthenticationResult } = await login();
  const kept = ['users', 'sessions', 'refresh-tokens', 'challenges']
    .map((name) => JSON.stringify(house.store.collection(`cognito-idp.${name}`).entries()))
    .join();
  expect(kept).not.toContain(Password);
  expect(kept).not.toContain(AuthenticationResult.RefreshToken);
});

test('a person signs in by address in any case, and by the generated name', async () => {
  const sub = await addUser();
  expect(sub).toMatch(/^[0-9a-f-]{36}$/);
  for (const name of ['ann@EXAMPLE.com', sub])
    expect(await login(Password, name)).toHaveProperty('AuthenticationResult');
  await expect(admin('AdminCreateUser', { Username: 'ANN@example.com' })).rejects.toMatchObject({
    code: 'UsernameExistsException',
  });
});

test('a wrong password, and an unknown name, are told in the same words', async () => {
  await addUser();
  const refusal = { code: 'NotAuthorizedException', message: 'Incorrect username or password.' };
  await expect(login('Wrong-pass1')).rejects.toMatchObject(refusal);
  await expect(login(Password, 'nobody@example.com')).rejects.toMatchObject(refusal);
});

test('a client of the old kind says that a name is unknown', async () => {
  await usePool({ client: { PreventUserExistenceErrors: 'LEGACY' } });
  await expect(login(Password, 'nobody@example.com')).rejects.toMatchObject({ code: 'UserNotFoundException' });
});

test('SRP shows an unknown name the same salt at every try, and lets nobody in', async () => {
  const begin = () =>
    call<{ ChallengeParameters: Record<string, string> }>('InitiateAuth', {
      ClientId,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: 'nobody@example.com', SRP_A: 'abc1' },
    });
  const [first, second] = [await begin(), await begin()];
  expect(first.ChallengeParameters.SALT).toBe(second.ChallengeParameters.SALT);
  expect(first.ChallengeParameters.USER_ID_FOR_SRP).toBe(second.ChallengeParameters.USER_ID_FOR_SRP);
  const ChallengeResponses = {
    USERNAME: 'nobody@example.com',
    TIMESTAMP: 'now',
    PASSWORD_CLAIM_SIGNATURE: 'AAAA',
    PASSWORD_CLAIM_SECRET_BLOCK: first.ChallengeParameters.SECRET_BLOCK,
  };
  const respond = () =>
    call('RespondToAuthChallenge', { ClientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses });
  await expect(respond()).rejects.toMatchObject({ code: 'NotAuthorizedException' });
  await expect(
    call('InitiateAuth', { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: Username, SRP_A: '0' } }),
  ).rejects.toMatchObject({ code: 'InvalidParameterException' });
});

test('after five wrong passwords the right one waits, twice as long each time', async () => {
  await addUser();
  for (let attempt = 0; attempt < 5; attempt += 1)
    await expect(login('Wrong-pass1')).rejects.toThrow('Incorrect username');
  await expect(login()).rejects.toThrow('Password attempts exceeded');
  await house.clock.advanceTo(house.clock.now() + 1000);
  await expect(login('Wrong-pass1')).rejects.toThrow('Incorrect username');
  await house.clock.advanceTo(house.clock.now() + 1000);
  await expect(login()).rejects.toThrow('Password attempts exceeded');
  await house.clock.advanceTo(house.clock.now() + 1000);
  expect(await login()).toHaveProperty('AuthenticationResult');
});

test('flows that the client does not open are refused', async () => {
  await usePool({ client: { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] } });
  await expect(login()).rejects.toMatchObject({ code: 'InvalidParameterException' });
  await expect(
    call('InitiateAuth', { ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: {} }),
  ).rejects.toMatchObject({ code: 'InvalidParameterException' });
  for (const AuthFlow of ['CUSTOM_AUTH', 'USER_AUTH'])
    await expect(call('InitiateAuth', { ClientId, AuthFlow })).rejects.toThrow(AuthFlow);
});

test('an administrator signs a user in; a stranger may not', async () => {
  await addUser();
  const input = {
    ClientId,
    AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: Username, PASSWORD: Password },
  };
  expect(await admin('AdminInitiateAuth', input)).toHaveProperty('AuthenticationResult');
  for (const operation of [
    'AdminInitiateAuth',
    'AdminCreateUser',
    'AdminGetUser',
    'ListUsers',
    'CreateGroup',
    'DescribeUserPool',
  ])
    await expect(call(operation, { UserPoolId, Username, ...input })).rejects.toMatchObject({
      code: 'MissingAuthenticationTokenException',
    });
});

test('an invited person must set a password that fits, within the time given', async () => {
  await admin('AdminCreateUser', { Username });
  const temporary = /temporary password is (\S+)\./.exec(mails[0]?.body ?? '')?.[1] ?? '';
  expect(mails[0]).toMatchObject({ to: Username, subject: 'Your temporary password' });
  const asked = (await login(temporary)) as unknown as { ChallengeName: string; Session: string };
  expect(asked.ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
  const answer = (NEW_PASSWORD: string) =>
    call('RespondToAuthChallenge', {
      ClientId,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: asked.Session,
      ChallengeResponses: { USERNAME: Username, NEW_PASSWORD, 'userAttributes.name': 'Ann' },
    });
  await expect(answer('weak')).rejects.toMatchObject({ code: 'InvalidPasswordException' });
  expect(await answer(Password)).toHaveProperty('AuthenticationResult');
  await expect(answer(Password)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
  expect(await admin('AdminGetUser', { Username })).toMatchObject({
    UserStatus: 'CONFIRMED',
    UserAttributes: expect.arrayContaining([{ Name: 'name', Value: 'Ann' }]),
  });
});

test('a temporary password ends after seven days', async () => {
  await admin('AdminCreateUser', { Username, TemporaryPassword: 'Temp-pass1', MessageAction: 'SUPPRESS' });
  await house.clock.advanceTo(house.clock.now() + 7 * 24 * HOUR);
  await expect(login('Temp-pass1')).rejects.toThrow('Temporary password has expired');
  expect(mails).toEqual([]);
});

test.each([
  ['short', 'Ab1-xyz', 'not long enough'],
  ['without lower case', 'ABCDEF1-', 'lowercase'],
  ['without upper case', 'abcdef1-', 'uppercase'],
  ['without digit', 'Abcdefg-', 'numeric'],
  ['without symbol', 'Abcdefg1', 'symbol'],
])('a password %s is refused', async (_, proposed, reason) => {
  await expect(call('SignUp', { ClientId, Username, Password: proposed })).rejects.toMatchObject({
    code: 'InvalidPasswordException',
    message: expect.stringContaining(reason),
  });
});

test('a person signs up, proves the address by the mailed code, and signs in', async () => {
  expect(await call('SignUp', { ClientId, Username, Password })).toMatchObject({
    UserConfirmed: false,
    CodeDeliveryDetails: { Destination: 'A***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' },
  });
  await expect(login()).rejects.toMatchObject({ code: 'UserNotConfirmedException' });
  await expect(call('ConfirmSignUp', { ClientId, Username, ConfirmationCode: 'x' })).rejects.toMatchObject({
    code: 'CodeMismatchException',
  });
  await call('ResendConfirmationCode', { ClientId, Username });
  await call('ConfirmSignUp', { ClientId, Username, ConfirmationCode: lastCode() });
  expect(decodeJwt((await login()).AuthenticationResult.IdToken)).toMatchObject({ email_verified: true });
  await expect(call('ConfirmSignUp', { ClientId, Username, ConfirmationCode: lastCode() })).rejects.toMatchObject({
    code: 'NotAuthorizedException',
  });
});

test('where only administrators make users nobody signs up', async () => {
  await usePool({ pool: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } } });
  await expect(call('SignUp', { ClientId, Username, Password })).rejects.toThrow(
    'SignUp is not permitted for this user pool',
  );
});

test('a forgotten password is set anew by a code that works once, for an hour, for five tries', async () => {
  await addUser();
  const confirm = (ConfirmationCode: string, fresh = 'Fresh-pass1') =>
    call('ConfirmForgotPassword', { ClientId, Username, ConfirmationCode, Password: fresh });
  await call('ForgotPassword', { ClientId, Username });
  await expect(confirm(lastCode(), 'weak')).rejects.toMatchObject({ code: 'InvalidPasswordException' });
  await confirm(lastCode());
  await expect(confirm(lastCode())).rejects.toMatchObject({ code: 'ExpiredCodeException' });
  expect(await login('Fresh-pass1')).toHaveProperty('AuthenticationResult');
  await call('ForgotPassword', { ClientId, Username });
  for (let attempt = 0; attempt < 5; attempt += 1)
    await expect(confirm('x')).rejects.toMatchObject({ code: 'CodeMismatchException' });
  await expect(confirm(lastCode())).rejects.toMatchObject({ code: 'LimitExceededException' });
  await call('ForgotPassword', { ClientId, Username });
  await house.clock.advanceTo(house.clock.now() + HOUR);
  await expect(confirm(lastCode())).rejects.toMatchObject({ code: 'ExpiredCodeException' });
  const mailed = mails.length;
  expect(await call('ForgotPassword', { ClientId, Username: 'nobody@example.com' })).toHaveProperty(
    'CodeDeliveryDetails',
  );
  expect(mails).toHaveLength(mailed);
});

test('a refresh token gives new tokens with what has changed, until it expires', async () => {
  await addUser();
  const { RefreshToken, AccessToken } = (await login()).AuthenticationResult;
  await admin('CreateGroup', { GroupName: 'G' });
  await admin('AdminAddUserToGroup', { Username, GroupName: 'G' });
  await house.clock.advanceTo(house.clock.now() + HOUR);
  await expect(call('GetUser', { AccessToken })).rejects.toThrow('Access Token has expired');
  const again = await call<Tokens>('GetTokensFromRefreshToken', { ClientId, RefreshToken });
  expect(again.AuthenticationResult.RefreshToken).toBeUndefined();
  const claims = decodeJwt(again.AuthenticationResult.AccessToken);
  expect(claims).toMatchObject({
    'cognito:groups': ['G'],
    origin_jti: decodeJwt(AccessToken).origin_jti,
    auth_time: decodeJwt(AccessToken).auth_time,
  });
  expect(
    await call('InitiateAuth', {
      ClientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: RefreshToken },
    }),
  ).toHaveProperty('AuthenticationResult');
  await house.clock.advanceTo(house.clock.now() + 30 * 24 * HOUR);
  await expect(call('GetTokensFromRefreshToken', { ClientId, RefreshToken })).rejects.toThrow(
    'Refresh Token has expired',
  );
  await expect(call('GetTokensFromRefreshToken', { ClientId, RefreshToken: 'x' })).rejects.toThrow(
    'Invalid Refresh Token',
  );
});

test('with rotation each refresh token is replaced, and the old one works on for the grace period', async () => {
  await usePool({
    client: {
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
    },
  });
  await addUser();
  const { RefreshToken } = (await login()).AuthenticationResult;
  const renew = (token: string) => call<Tokens>('GetTokensFromRefreshToken', { ClientId, RefreshToken: token });
  const second = (await renew(RefreshToken)).AuthenticationResult.RefreshToken;
  expect(second).not.toBe(RefreshToken);
  expect(await renew(RefreshToken)).toHaveProperty('AuthenticationResult');
  await house.clock.advanceTo(house.clock.now() + 10_000);
  await expect(renew(RefreshToken)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
  expect(await renew(second)).toHaveProperty('AuthenticationResult');
});

test('sessions end by revocation, by global sign-out, by an administrator, and with the account', async () => {
  await addUser();
  const ended = async (end: (tokens: Tokens['AuthenticationResult']) => Promise<unknown>) => {
    const tokens = (await login()).AuthenticationResult;
    await end(tokens);
    await expect(call('GetUser', tokens)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
    await expect(call('GetTokensFromRefreshToken', { ClientId, RefreshToken: tokens.RefreshToken })).rejects.toThrow(
      'Refresh Token has been revoked',
    );
  };
  await ended(({ RefreshToken }) => call('RevokeToken', { ClientId, Token: RefreshToken }));
  await ended(({ AccessToken }) => call('GlobalSignOut', { AccessToken }));
  await ended(() => admin('AdminUserGlobalSignOut', { Username }));
  await ended(() => admin('AdminDisableUser', { Username }));
  await expect(login()).rejects.toThrow('User is disabled.');
  await admin('AdminEnableUser', { Username });
  const { AccessToken } = (await login()).AuthenticationResult;
  await call('DeleteUser', { AccessToken });
  await expect(admin('AdminGetUser', { Username })).rejects.toMatchObject({ code: 'UserNotFoundException' });
});

test('sessions and users survive a restart', async () => {
  await addUser();
  const { RefreshToken, AccessToken } = (await login()).AuthenticationResult;
  const again = createCognitoIdp(house, { sendMail: () => {} });
  await again.start?.();
  const callAgain = caller(again);
  expect(await callAgain('GetUser', { AccessToken })).toHaveProperty('Username');
  expect(await callAgain('GetTokensFromRefreshToken', { ClientId, RefreshToken })).toHaveProperty(
    'AuthenticationResult',
  );
});

test('a forged or foreign token is nobody', async () => {
  await addUser();
  const { AccessToken, IdToken } = (await login()).AuthenticationResult;
  const [head, body, signature] = AccessToken.split('.');
  const forged = Buffer.from(JSON.stringify({ ...decodeJwt(AccessToken), username: 'root' })).toString('base64url');
  for (const token of [IdToken, `${head}.${forged}.${signature}`, `${head}.${body}.`, 'x', ''])
    await expect(call('GetUser', { AccessToken: token })).rejects.toMatchObject({
      code: 'NotAuthorizedException',
      message: 'Invalid Access Token',
    });
});

test('a changed address takes effect when its code has come back', async () => {
  await addUser();
  const { AccessToken } = (await login()).AuthenticationResult;
  const update = (attributes: Record<string, string>) =>
    call('UpdateUserAttributes', {
      AccessToken,
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    });
  expect(await update({ email: 'new@example.com', name: 'Ann' })).toMatchObject({
    CodeDeliveryDetailsList: [{ Destination: 'n***@e***' }],
  });
  expect(await call('GetUser', { AccessToken })).toMatchObject({
    UserAttributes: expect.arrayContaining([
      { Name: 'email', Value: Username },
      { Name: 'name', Value: 'Ann' },
    ]),
  });
  await call('VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code: lastCode() });
  expect(await login(Password, 'new@example.com')).toHaveProperty('AuthenticationResult');
  await expect(login()).rejects.toMatchObject({ code: 'NotAuthorizedException' });
  await expect(update({ unknown: 'x' })).rejects.toMatchObject({ code: 'InvalidParameterException' });
  await expect(update({ email_verified: 'true' })).rejects.toMatchObject({ code: 'NotAuthorizedException' });
});

test('ChangePassword wants the old one', async () => {
  await addUser();
  const { AccessToken } = (await login()).AuthenticationResult;
  const change = (PreviousPassword: string) =>
    call('ChangePassword', { AccessToken, PreviousPassword, ProposedPassword: 'Other-pass1' });
  await expect(change('Wrong-pass1')).rejects.toMatchObject({ code: 'NotAuthorizedException' });
  await change(Password);
  expect(await login('Other-pass1')).toHaveProperty('AuthenticationResult');
});

test('an administrator resets a password: the user must ask for a code', async () => {
  await addUser();
  await admin('AdminResetUserPassword', { Username });
  await expect(login()).rejects.toMatchObject({ code: 'PasswordResetRequiredException' });
  await call('ConfirmForgotPassword', { ClientId, Username, ConfirmationCode: lastCode(), Password: 'Fresh-pass1' });
  expect(await login('Fresh-pass1')).toHaveProperty('AuthenticationResult');
});

test('groups are made, filled, listed and taken away', async () => {
  await addUser();
  await admin('CreateGroup', { GroupName: 'G', Description: 'd' });
  await expect(admin('CreateGroup', { GroupName: 'G' })).rejects.toMatchObject({ code: 'GroupExistsException' });
  await admin('AdminAddUserToGroup', { Username, GroupName: 'G' });
  await admin('AdminAddUserToGroup', { Username, GroupName: 'G' });
  await expect(admin('AdminAddUserToGroup', { Username, GroupName: 'H' })).rejects.toMatchObject({
    code: 'ResourceNotFoundException',
  });
  expect(await admin('AdminListGroupsForUser', { Username })).toMatchObject({ Groups: [{ GroupName: 'G' }] });
  expect(await admin('ListUsersInGroup', { GroupName: 'G' })).toMatchObject({ Users: [{ UserStatus: 'CONFIRMED' }] });
  expect(await admin('ListGroups')).toMatchObject({
    Groups: [{ GroupName: 'G', Description: 'd', CreationDate: house.clock.now() / 1000 }],
  });
  await admin('AdminRemoveUserFromGroup', { Username, GroupName: 'G' });
  expect(await admin('ListUsersInGroup', { GroupName: 'G' })).toEqual({ Users: [] });
  await admin('DeleteGroup', { GroupName: 'G' });
  await expect(admin('GetGroup', { GroupName: 'G' })).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
});

test('users are listed by filter, in pages', async () => {
  for (const name of ['a1@x.org', 'a2@x.org', 'b1@x.org'])
    await admin('AdminCreateUser', { Username: name, MessageAction: 'SUPPRESS' });
  const count = async (Filter: string) => (await admin<{ Users: unknown[] }>('ListUsers', { Filter })).Users.length;
  expect(await count('email ^= "a"')).toBe(2);
  expect(await count('email = "b1@x.org"')).toBe(1);
  expect(await count('cognito:user_status = "CONFIRMED"')).toBe(0);
  await expect(count('email like "a"')).rejects.toMatchObject({ code: 'InvalidParameterException' });
  const first = await admin<{ Users: unknown[]; PaginationToken: string }>('ListUsers', { Limit: 2 });
  expect(first.Users).toHaveLength(2);
  expect(await admin('ListUsers', { Limit: 2, PaginationToken: first.PaginationToken })).toMatchObject({ Users: [{}] });
});

test('a client with a secret must prove it', async () => {
  await usePool({ client: { GenerateSecret: true } });
  await addUser();
  await expect(login()).rejects.toThrow('is configured for secret but secret was not received');
});

test.each([
  ['UserPool', { MfaConfiguration: 'ON' }, 'MFA'],
  ['UserPool', { UsernameAttributes: ['phone_number'] }, 'phone number'],
  ['UserPool', { LambdaConfig: { UserMigration: 'arn' } }, 'UserMigration'],
  ['UserPool', { WebAuthnUserVerification: 'required' }, 'WebAuthnUserVerification'],
  ['UserPoolClient', { SupportedIdentityProviders: ['Google'] }, 'Google'],
  ['UserPoolClient', { ExplicitAuthFlows: ['ALLOW_USER_AUTH'] }, 'ALLOW_USER_AUTH'],
])('%s refuses %o by name', async (type, properties, named) => {
  await expect(
    idp.resources?.[`AWS::Cognito::${type}`]?.create(
      { ...(type === 'UserPoolClient' && { UserPoolId }), ...properties },
      context,
    ),
  ).rejects.toThrow(named);
});

test('MFA is off and stays off', async () => {
  expect(await admin('GetUserPoolMfaConfig')).toEqual({ MfaConfiguration: 'OFF' });
  await expect(admin('SetUserPoolMfaConfig', { MfaConfiguration: 'ON' })).rejects.toThrow('MFA');
});

test('a pool keeps its way to sign in, and a protected pool stays', async () => {
  const provider = idp.resources?.['AWS::Cognito::UserPool'];
  const before = { UsernameAttributes: ['email'] };
  const state = await provider?.create(before, context);
  if (!provider?.update || !state) throw new Error('pools update in place');
  await expect(provider.update(state, { UsernameAttributes: [] }, before, context)).rejects.toThrow(
    'UsernameAttributes',
  );
  const guarded = { ...before, DeletionProtection: 'ACTIVE' };
  expect(await provider.update(state, guarded, before, context)).toEqual(state);
  await expect(provider.delete(state, guarded, context)).rejects.toThrow('deletion protection');
  await provider.update(state, before, guarded, context);
  await provider.delete(state, before, context);
  expect(idp.userPoolJwks(state.physicalId)).toBeUndefined();
});

test('functions of the pool decide about sign-ups and claims', async () => {
  house.add({
    name: 'lambda',
    protocol: { kind: 'rest-json', routes: [] },
    operations: {
      Invoke({ FunctionName, Payload }) {
        const event = JSON.parse(Payload.toString());
        if (FunctionName === 'gate' && event.request.userAttributes.email?.startsWith('bad'))
          return { FunctionError: 'Unhandled', Payload: Buffer.from('{"errorMessage":"not you"}') };
        if (FunctionName === 'gate') event.response.autoConfirmUser = true;
        else
          event.response.claimsOverrideDetails = {
            claimsToAddOrOverride: { shop: 'main', sub: 'x' },
            claimsToSuppress: ['email'],
          };
        return { Payload: Buffer.from(JSON.stringify(event)) };
      },
    },
  });
  await usePool({ pool: { LambdaConfig: { PreSignUp: 'gate', PreTokenGeneration: 'claims' } } });
  const signUp = (email: string) =>
    call('SignUp', { ClientId, Username: email, Password, UserAttributes: [{ Name: 'email', Value: email }] });
  await expect(signUp('bad@x.org')).rejects.toMatchObject({
    code: 'UserLambdaValidationException',
    message: 'PreSignUp failed with error not you.',
  });
  const { UserSub } = await signUp('good@x.org');
  const claims = decodeJwt((await login(Password, 'good@x.org')).AuthenticationResult.IdToken);
  expect(claims).toMatchObject({ shop: 'main', sub: UserSub });
  expect(claims.email).toBeUndefined();
});
