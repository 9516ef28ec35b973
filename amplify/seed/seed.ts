/** `npx ampx sandbox seed`: demo users and a first few orders. May be run again: it changes nothing that is there. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { getSecret, setSecret } from '@aws-amplify/seed';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { addUsers } from './add-users.ts';
import { sendDemoOrders } from './demo-orders.ts';
import { DEMO_PASSWORD_SECRET, DEMO_USERS } from './demo-users.ts';

interface Outputs {
  auth: { user_pool_id: string; aws_region: string };
  custom: { orderBusName: string };
}

const outputs: Outputs = JSON.parse(readFileSync('amplify_outputs.json', 'utf8'));
const region = outputs.auth.aws_region;

/** Meets any password policy that Cognito can ask for. */
const newPassword = () => `${randomBytes(12).toString('base64url')}-aA1`;

async function demoPassword(): Promise<string> {
  const known = await getSecret(DEMO_PASSWORD_SECRET).catch(() => undefined);
  if (known) return known;
  const password = newPassword();
  await setSecret(DEMO_PASSWORD_SECRET, password);
  return password;
}

const password = await demoPassword();
await addUsers(new CognitoIdentityProviderClient({ region }), outputs.auth.user_pool_id, DEMO_USERS, password);
const orders = await sendDemoOrders(new EventBridgeClient({ region }), outputs.custom.orderBusName);
console.log(`${DEMO_USERS.length} demo users can sign in; ${orders} demo orders were sent.`);
console.log('Their password is the sandbox secret DEMO_PASSWORD: npx ampx sandbox secret get DEMO_PASSWORD');
