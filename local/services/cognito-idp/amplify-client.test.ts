import { Amplify } from 'aws-amplify';
import { confirmSignIn, fetchAuthSession, getCurrentUser, signIn, signOut } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { defaultStorage } from 'aws-amplify/utils';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../clock.ts';
import { CredentialBook } from '../../gateway/credential-book.ts';
import { Door } from '../../gateway/door.ts';
import { Gateway } from '../../gateway/server.ts';
import type { House, Principal } from '../../gateway/service.ts';
import { Store } from '../../store/store.ts';
import { testHouse } from '../../testing/house.ts';
import { createCognitoIdp } from './cognito-idp.ts';
import { createPool } from './testing.ts';

const account: Principal = { kind: 'account' };
const Username = 'ann@example.com';
let gateway: Gateway;
let door: Door;
let UserPoolId: string;

beforeAll(async () => {
  const store = new Store(':memory:');
  const credentials = new CredentialBook(store, systemClock);
  door = new Door();
  gateway = new Gateway(door, credentials);
  // The client reads this machine's clock to tell whether its tokens have expired.
  const house: House = { ...testHouse({ store, credentials }), clock: systemClock, aws: door };
  const service = createCognitoIdp(house, { sendMail: () => {} });
  door.add(service);
  gateway.add(service);
  gateway.open();
  const port = await gateway.listen(0);
  const pool = await createPool(service, { pool: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } } });
  UserPoolId = pool.UserPoolId;
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: UserPoolId,
        userPoolClientId: pool.ClientId,
        userPoolEndpoint: `http://127.0.0.1:${port}/`,
      },
    },
  });
  cognitoUserPoolsTokenProvider.setKeyValueStorage(defaultStorage);
  const input = { UserPoolId, Username, TemporaryPassword: 'Temp-pass1', MessageAction: 'SUPPRESS' };
  await door.call({ service: 'cognito-idp', operation: 'AdminCreateUser', input, principal: account });
});

afterAll(() => gateway.close());

test('aws-amplify signs an invited person in by SRP, sets the new password, refreshes, and signs out', async () => {
  const first = await signIn({ username: Username, password: 'Temp-pass1' });
  expect(first.nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED');
  expect((await confirmSignIn({ challengeResponse: 'Own-pass-22' })).isSignedIn).toBe(true);
  const { tokens } = await fetchAuthSession();
  expect(tokens?.idToken?.payload).toMatchObject({ email: Username, token_use: 'id' });

  const group = { UserPoolId, GroupName: 'VIEWERS' };
  await door.call({ service: 'cognito-idp', operation: 'CreateGroup', input: group, principal: account });
  await door.call({
    service: 'cognito-idp',
    operation: 'AdminAddUserToGroup',
    input: { ...group, Username },
    principal: account,
  });
  const refreshed = await fetchAuthSession({ forceRefresh: true });
  expect(refreshed.tokens?.accessToken.payload).toMatchObject({ 'cognito:groups': ['VIEWERS'], token_use: 'access' });
  expect((await getCurrentUser()).userId).toBe(tokens?.idToken?.payload.sub);

  await signOut();
  await expect(signIn({ username: Username, password: 'Temp-pass1' })).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'Incorrect username or password.',
  });
  expect((await signIn({ username: Username, password: 'Own-pass-22' })).isSignedIn).toBe(true);
  await signOut({ global: true });
  await expect(signIn({ username: 'nobody@example.com', password: 'Own-pass-22' })).rejects.toMatchObject({
    name: 'NotAuthorizedException',
  });
});
