import { CognitoIdentityProviderClient, InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { Amplify } from 'aws-amplify';
import { fetchAuthSession, signIn } from 'aws-amplify/auth';
import { cognitoCredentialsProvider, cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { ConsoleLogger, parseAmplifyConfig } from 'aws-amplify/utils';
import { withLocalEndpoint } from '../../src/lib/local-endpoint.ts';
import type { Outputs } from './deployment.ts';

/** What the client keeps of a sign-in, as a browser's storage has it. */
export type Session = Record<string, string>;

/** Points the unmodified client at the backend, as the dashboard does. Answers what it will keep of a sign-in. */
export async function configureClient(outputs: Outputs): Promise<Map<string, string>> {
  // It warns of every endpoint that is not AWS's own.
  ConsoleLogger.LOG_LEVEL = 'ERROR';
  Amplify.configure(withLocalEndpoint(parseAmplifyConfig(outputs)));
  // The client asks whoever is signed in to sign out first, so every sign-in gets a storage of its own.
  const items = new Map<string, string>();
  cognitoUserPoolsTokenProvider.setKeyValueStorage({
    setItem: async (key, value) => void items.set(key, value),
    getItem: async (key) => items.get(key) ?? null,
    removeItem: async (key) => void items.delete(key),
    clear: async () => items.clear(),
  });
  await cognitoCredentialsProvider.clearCredentialsAndIdentityId();
  return items;
}

/** Signs in by the client's own SRP; from then on the client acts as this user. Answers what it keeps. */
export async function signInWith(outputs: Outputs, username: string, password: string): Promise<Session> {
  const items = await configureClient(outputs);
  const { isSignedIn } = await signIn({ username, password });
  // With the credentials of the identity pool, which it asks for too.
  if (!isSignedIn || !(await fetchAuthSession()).tokens) throw new Error(`${username} could not sign in.`);
  return Object.fromEntries(items);
}

export const tokenIn = (session: Session, kind: 'accessToken' | 'idToken' | 'refreshToken'): string => {
  const found = Object.entries(session).find(([key]) => key.endsWith(`.${kind}`));
  if (!found) throw new Error(`The session has no ${kind}.`);
  return found[1];
};

/** The same session with tokens of this moment. SRP takes half a second of a processor; this takes none to speak of. */
export async function refreshed(session: Session, url: string, { auth }: Outputs): Promise<Session> {
  const cognito = new CognitoIdentityProviderClient({ endpoint: url, region: auth.aws_region });
  const { AuthenticationResult: { AccessToken, IdToken } = {} } = await cognito.send(
    new InitiateAuthCommand({
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      ClientId: auth.user_pool_client_id,
      AuthParameters: { REFRESH_TOKEN: tokenIn(session, 'refreshToken') },
    }),
  );
  if (!AccessToken || !IdToken) throw new Error('The session could not be refreshed.');
  const fresh = (key: string, value: string) =>
    key.endsWith('.accessToken') ? AccessToken : key.endsWith('.idToken') ? IdToken : value;
  return Object.fromEntries(Object.entries(session).map(([key, value]) => [key, fresh(key, value)]));
}
