import { createLocalJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { AwsError } from '../../gateway/aws-error.ts';
import type { House } from '../../gateway/service.ts';
import type { IdentityDeps } from './cognito-identity.ts';
import type { IdentityPool } from './records.ts';

export interface Login {
  provider: string;
  clientId: string;
  claims: JWTPayload;
}

const refused = (message: string) => new AwsError('NotAuthorizedException', message);

/** Verifies the identity token of the one login that was brought, or answers undefined for a guest. */
export const verifyLogin = async (
  house: House,
  { userPoolJwks }: IdentityDeps,
  pool: IdentityPool,
  logins: Record<string, string> | undefined,
): Promise<Login | undefined> => {
  const [entry, another] = Object.entries(logins ?? {});
  if (!entry) {
    if (!pool.AllowUnauthenticatedIdentities)
      throw refused('Unauthenticated access is not supported for this identity pool.');
    return undefined;
  }
  // One person with several logins would be linked identities: not done here, and not done in silence.
  if (another)
    throw new AwsError('UnsupportedOperation', 'The local endpoint does not support several logins of one identity.', {
      status: 501,
    });
  const [provider, token] = entry;
  const clients = pool.CognitoIdentityProviders.filter(({ ProviderName }) => ProviderName === provider);
  if (clients.length === 0) throw refused(`Token is not from a supported provider of this identity pool.`);
  const jwks = userPoolJwks(provider.slice(provider.lastIndexOf('/') + 1));
  if (!jwks) throw refused("Invalid login token. Issuer doesn't match providerName");
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(jwks), {
      algorithms: ['RS256'],
      issuer: `https://${provider}`,
      audience: clients.map(({ ClientId }) => ClientId),
      currentDate: new Date(house.clock.now()),
    });
    if (payload.token_use !== 'id' || typeof payload.sub !== 'string')
      throw refused('Invalid login token. Not an identity token.');
    return { provider, clientId: String(payload.aud), claims: payload };
  } catch (error) {
    if (error instanceof AwsError) throw error;
    if (error instanceof errors.JWTExpired)
      throw refused(
        `Invalid login token. Token expired: ${error.payload.exp} >= ${Math.floor(house.clock.now() / 1000)}`,
      );
    if (error instanceof errors.JWTClaimValidationFailed)
      throw refused(`Invalid login token. Incorrect token ${error.claim}.`);
    throw refused("Invalid login token. Can't verify its signature.");
  }
};
