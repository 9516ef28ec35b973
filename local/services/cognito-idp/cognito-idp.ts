import type { JWK } from 'jose';
import { AwsError } from '../../gateway/aws-error.ts';
import type { House, HttpRequest, HttpResponse, Operation, Service } from '../../gateway/service.ts';
import { cognitoIdpAccess } from './access.ts';
import { adminOperations } from './admin-operations.ts';
import { authOperations } from './auth-operations.ts';
import { groupOperations } from './group-operations.ts';
import { createIdp, type IdpDeps } from './idp.ts';
import { poolOperations } from './pool-operations.ts';
import { userPoolResource } from './resources/user-pool.ts';
import { userPoolClientResource } from './resources/user-pool-client.ts';
import { userPoolGroupResource } from './resources/user-pool-group.ts';
import { userPoolUserResource, userToGroupResource } from './resources/user-pool-user.ts';
import { selfOperations } from './self-operations.ts';
import { sweepRefreshTokens } from './sessions.ts';
import { signIn } from './sign-in.ts';
import { signUpOperations } from './sign-up-operations.ts';
import { tokenMint } from './tokens.ts';

export interface CognitoIdp extends Service {
  /** The public keys of a pool, for whoever verifies its tokens; undefined where there is no such pool. */
  userPoolJwks(poolId: string): { keys: JWK[] } | undefined;
}

export const createCognitoIdp = (house: House, deps: IdpDeps): CognitoIdp => {
  const idp = createIdp(house, deps);
  const mint = tokenMint(idp);
  const open = { ...authOperations(idp, signIn(idp, mint)), ...signUpOperations(idp), ...selfOperations(idp, mint) };
  const administrative = { ...adminOperations(idp), ...groupOperations(idp), ...poolOperations(idp) };
  const userPoolJwks = (poolId: string) => {
    const key = idp.keys.get(poolId);
    return key && { keys: [key.publicKey] };
  };
  return {
    name: 'cognito-idp',
    protocol: { kind: 'json', targets: ['AWSCognitoIdentityProviderService'] },
    operations: guarded(
      { ...open, ...administrative },
      new Set([...Object.keys(administrative), 'AdminInitiateAuth', 'AdminRespondToAuthChallenge']),
    ),
    access: cognitoIdpAccess(house),
    paths: { '/cognito-idp/': async (request) => wellKnown(request, house, userPoolJwks) },
    resources: {
      'AWS::Cognito::UserPool': userPoolResource(idp),
      'AWS::Cognito::UserPoolClient': userPoolClientResource(idp),
      'AWS::Cognito::UserPoolGroup': userPoolGroupResource(idp),
      'AWS::Cognito::UserPoolUser': userPoolUserResource(idp),
      'AWS::Cognito::UserPoolUserToGroupAttachment': userToGroupResource(idp),
    },
    userPoolJwks,
    async start() {
      sweepRefreshTokens(idp);
    },
  };
};

/** Browsers call without a signature, and may do only what proves itself by a password, a code or a token. */
const guarded = (operations: Record<string, Operation>, signed: ReadonlySet<string>): Record<string, Operation> =>
  Object.fromEntries(
    Object.entries(operations).map(([name, operation]): [string, Operation] => [
      name,
      // Also turns what is thrown before the first await into a rejection.
      async (input, call) => {
        if (signed.has(name) && call.principal.kind === 'anonymous')
          throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token');
        return operation(input ?? {}, call);
      },
    ]),
  );

/** `/cognito-idp/<pool>/.well-known/jwks.json` and `openid-configuration`, which AWS serves under the issuer. */
const wellKnown = (
  { url, method }: HttpRequest,
  house: House,
  jwks: (poolId: string) => { keys: JWK[] } | undefined,
): HttpResponse => {
  const [, poolId = '', document] = /^\/cognito-idp\/([^/]+)\/\.well-known\/([\w.-]+)$/.exec(url.pathname) ?? [];
  const json = (status: number, body: unknown): HttpResponse => ({
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const keys = jwks(poolId);
  if (method !== 'GET' || !keys) return json(404, { message: `User pool ${poolId} does not exist.` });
  if (document === 'jwks.json') return json(200, keys);
  if (document !== 'openid-configuration') return json(404, { message: 'Not found' });
  return json(200, {
    issuer: `https://cognito-idp.${house.region}.amazonaws.com/${poolId}`,
    jwks_uri: `${house.url}/cognito-idp/${poolId}/.well-known/jwks.json`,
    id_token_signing_alg_values_supported: ['RS256'],
    subject_types_supported: ['public'],
  });
};
