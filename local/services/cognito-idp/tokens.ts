import { randomUUID } from 'node:crypto';
import { decodeJwt, errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { AwsError } from '../../gateway/aws-error.ts';
import { readable } from './attributes.ts';
import { notAuthorized } from './errors.ts';
import type { Idp } from './idp.ts';
import { keyCache, poolKey } from './pool-keys.ts';
import { needClient, needPool } from './pools.ts';
import type { Client, Pool, Session, User } from './records.ts';
import { findSession, lifetime } from './sessions.ts';
import { overrideClaims } from './token-generation.ts';
import { findUser } from './users.ts';

export interface AuthenticationResult {
  AccessToken: string;
  IdToken: string;
  ExpiresIn: number;
  TokenType: 'Bearer';
  RefreshToken?: string;
}

export const issuer = (idp: Idp, poolId: string): string =>
  `https://cognito-idp.${idp.house.region}.amazonaws.com/${poolId}`;

/** Groups in order of precedence: the lowest number counts most, a group without one least. */
export const groupsOf = (idp: Idp, user: User) =>
  user.groups
    .flatMap((name) => idp.groups.get(`${user.poolId}/${name}`) ?? [])
    .sort((a, b) => (a.precedence ?? Infinity) - (b.precedence ?? Infinity) || (a.name < b.name ? -1 : 1));

const idClaims = (idp: Idp, client: Client, user: User): JWTPayload => {
  const groups = groupsOf(idp, user);
  const roles = groups.flatMap(({ roleArn }) => roleArn ?? []);
  // Two groups of the same, lowest precedence with different roles leave no role preferred.
  const first = groups.filter(
    ({ roleArn, precedence }) => roleArn && precedence === groups.find((group) => group.roleArn)?.precedence,
  );
  const preferred = new Set(first.map(({ roleArn }) => roleArn)).size === 1 ? first[0]?.roleArn : undefined;
  const attributes = Object.entries(readable(client, user)).map(([name, value]) => [
    name,
    name.endsWith('_verified') ? value === 'true' : name === 'updated_at' ? Number(value) : value,
  ]);
  return {
    ...Object.fromEntries(attributes),
    ...(groups.length > 0 && { 'cognito:groups': groups.map(({ name }) => name) }),
    ...(preferred && { 'cognito:preferred_role': preferred }),
    ...(roles.length > 0 && { 'cognito:roles': roles }),
    'cognito:username': user.username,
    aud: client.id,
    token_use: 'id',
  };
};

const accessClaims = (idp: Idp, client: Client, user: User): JWTPayload => {
  const groups = groupsOf(idp, user).map(({ name }) => name);
  return {
    sub: user.attributes.sub,
    ...(groups.length > 0 && { 'cognito:groups': groups }),
    client_id: client.id,
    username: user.username,
    scope: 'aws.cognito.signin.user.admin',
    token_use: 'access',
  };
};

export const tokenMint = (idp: Idp) => {
  const importKey = keyCache();

  const sign = async (poolId: string, claims: JWTPayload): Promise<string> => {
    const { kid, privateKey } = poolKey(idp, poolId);
    return new SignJWT(claims).setProtectedHeader({ kid, alg: 'RS256' }).sign(await importKey(privateKey, 'sign'));
  };

  return {
    /** Identity and access token of a session, as of now: groups and attributes may have changed since the sign-in. */
    async issue(
      pool: Pool,
      client: Client,
      user: User,
      session: Session,
      source: string,
    ): Promise<AuthenticationResult> {
      const iat = Math.floor(idp.house.clock.now() / 1000);
      const ExpiresIn = lifetime(client, 'AccessToken');
      const common = {
        iss: issuer(idp, pool.id),
        origin_jti: session.originJti,
        event_id: randomUUID(),
        auth_time: Math.floor(session.authTime / 1000),
        iat,
      };
      const plain = { id: idClaims(idp, client, user), access: accessClaims(idp, client, user) };
      const { id, access } = await overrideClaims(idp, pool, client, user, source, plain);
      const [IdToken, AccessToken] = await Promise.all([
        sign(pool.id, { ...id, ...common, exp: iat + lifetime(client, 'IdToken'), jti: randomUUID() }),
        sign(pool.id, { ...access, ...common, exp: iat + ExpiresIn, jti: randomUUID() }),
      ]);
      return { AccessToken, IdToken, ExpiresIn, TokenType: 'Bearer' };
    },

    /** Whose access token this is. Refuses what is forged, expired, or of a session that has ended. */
    async bearer(token: unknown): Promise<{ pool: Pool; client: Client; user: User; session: Session }> {
      const claims = await verify(token);
      const poolId = String(claims.iss).slice(String(claims.iss).lastIndexOf('/') + 1);
      const pool = needPool(idp, poolId);
      const user = findUser(idp, pool, claims.username);
      if (!user) throw new AwsError('UserNotFoundException', 'User does not exist.');
      const session = findSession(idp, poolId, user.username, String(claims.origin_jti));
      if (!session) throw notAuthorized('Access Token has been revoked');
      if (!user.enabled) throw notAuthorized('User is disabled.');
      return { pool, client: needClient(idp, claims.client_id).client, user, session };
    },
  };

  async function verify(token: unknown): Promise<JWTPayload> {
    if (typeof token !== 'string') throw notAuthorized('Invalid Access Token');
    try {
      const iss = String(decodeJwt(token).iss);
      const { publicKey } = poolKey(idp, iss.slice(iss.lastIndexOf('/') + 1));
      const { payload } = await jwtVerify(token, await importKey(publicKey, 'verify'), {
        algorithms: ['RS256'],
        currentDate: new Date(idp.house.clock.now()),
      });
      if (payload.token_use === 'access' && payload.iss === iss) return payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw notAuthorized('Access Token has expired');
    }
    throw notAuthorized('Invalid Access Token');
  }
};

export type TokenMint = ReturnType<typeof tokenMint>;
