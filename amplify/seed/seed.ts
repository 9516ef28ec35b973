/** `npx ampx sandbox seed`: demo users and a first few orders. May be run again: it changes nothing that is there. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { getSecret, setSecret } from '@aws-amplify/seed';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { sendDemoOrders } from './demo-orders.ts';
import { DEMO_PASSWORD_SECRET, DEMO_USERS, type DemoUser } from './demo-users.ts';

interface Outputs {
  auth: { user_pool_id: string; aws_region: string };
  custom: { orderBusName: string };
}

const outputs: Outputs = JSON.parse(readFileSync('amplify_outputs.json', 'utf8'));
const region = outputs.auth.aws_region;
const UserPoolId = outputs.auth.user_pool_id;
const cognito = new CognitoIdentityProviderClient({ region });

/** Meets any password policy that Cognito can ask for. */
const newPassword = () => `${randomBytes(12).toString('base64url')}-aA1`;

async function demoPassword(): Promise<string> {
  const known = await getSecret(DEMO_PASSWORD_SECRET).catch(() => undefined);
  if (known) return known;
  const password = newPassword();
  await setSecret(DEMO_PASSWORD_SECRET, password);
  return password;
}

async function addUser({ email, name, groups }: DemoUser, password: string): Promise<void> {
  try {
    const UserAttributes = [
      { Name: 'email', Value: email },
      { Name: 'email_verified', Value: 'true' },
      { Name: 'name', Value: name },
    ];
    await cognito.send(
      new AdminCreateUserCommand({ UserPoolId, Username: email, UserAttributes, MessageAction: 'SUPPRESS' }),
    );
  } catch (error) {
    if (!(error instanceof UsernameExistsException)) throw error;
  }
  await cognito.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username: email, Password: password, Permanent: true }),
  );
  for (const GroupName of groups) {
    await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: email, GroupName }));
  }
}

const password = await demoPassword();
for (const user of DEMO_USERS) await addUser(user, password);
const orders = await sendDemoOrders(new EventBridgeClient({ region }), outputs.custom.orderBusName);
console.log(`${DEMO_USERS.length} demo users can sign in; ${orders} demo orders were sent.`);
console.log('Their password is the sandbox secret DEMO_PASSWORD: npx ampx sandbox secret get DEMO_PASSWORD');
