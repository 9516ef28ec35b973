import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { notAuthorized } from './errors.ts';
import type { Idp } from './idp.ts';
import type { Client, RefreshToken, Session, User } from './records.ts';

const digest = (token: string): string => createHash('sha256').update(token).digest('hex');
const keyOf = ({ poolId, username, originJti }: Pick<Session, 'poolId' | 'username' | 'originJti'>): string =>
  `${poolId}/${username}/${originJti}`;

const UNITS: Record<string, number> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** Seconds that a token of this client lives. Without a unit AWS reads hours, and days for refresh tokens. */
export const lifetime = ({ settings }: Client, token: 'AccessToken' | 'IdToken' | 'RefreshToken'): number => {
  const refresh = token === 'RefreshToken';
  const unit = settings.TokenValidityUnits?.[token] ?? (refresh ? 'days' : 'hours');
  // 0 is how CloudFormation says "the default" for refresh tokens.
  return (settings[`${token}Validity`] || (refresh ? 30 : 1)) * (UNITS[unit] ?? 3600);
};

/** Opens a session for a user who has signed in, and gives its first refresh token. */
export const openSession = (idp: Idp, client: Client, user: User): { session: Session; refreshToken: string } => {
  const now = idp.house.clock.now();
  const session: Session = {
    poolId: user.poolId,
    clientId: client.id,
    username: user.username,
    originJti: randomUUID(),
    authTime: now,
    expires: now + lifetime(client, 'RefreshToken') * 1000,
  };
  return idp.house.store.transaction(() => {
    forgetExpired(idp, user);
    idp.sessions.put(keyOf(session), session);
    return { session, refreshToken: addRefreshToken(idp, session) };
  });
};

const addRefreshToken = (idp: Idp, session: Session): string => {
  const token = randomBytes(64).toString('base64url');
  idp.refreshTokens.put(digest(token), { sessionKey: keyOf(session) });
  return token;
};

/** The session of a refresh token that still works. */
export const sessionOf = (idp: Idp, client: Client, token: unknown): Session => {
  const stored = typeof token === 'string' ? idp.refreshTokens.get(digest(token)) : undefined;
  if (!stored) throw notAuthorized('Invalid Refresh Token');
  const session = idp.sessions.get(stored.sessionKey);
  if (!session) throw notAuthorized('Refresh Token has been revoked');
  const now = idp.house.clock.now();
  if (session.clientId !== client.id) throw notAuthorized('Invalid Refresh Token');
  if (session.expires <= now) throw notAuthorized('Refresh Token has expired');
  if (stored.goodUntil !== undefined && stored.goodUntil <= now) throw notAuthorized('Invalid Refresh Token');
  return session;
};

/** With rotation a refresh gives a new refresh token, which lives as long as the old one would have. */
export const rotate = (idp: Idp, client: Client, session: Session, token: string): string | undefined => {
  const rotation = client.settings.RefreshTokenRotation;
  if (rotation?.Feature !== 'ENABLED') return undefined;
  const stored = idp.refreshTokens.get(digest(token)) as RefreshToken;
  const goodUntil = idp.house.clock.now() + (rotation.RetryGracePeriodSeconds ?? 0) * 1000;
  return idp.house.store.transaction(() => {
    idp.refreshTokens.put(digest(token), { ...stored, goodUntil: stored.goodUntil ?? goodUntil });
    return addRefreshToken(idp, session);
  });
};

export const findSession = (idp: Idp, poolId: string, username: string, originJti: string): Session | undefined =>
  idp.sessions.get(keyOf({ poolId, username, originJti }));

/** Ends one session by its refresh token. A token that is unknown or already revoked is no error, as on AWS. */
export const revoke = (idp: Idp, client: Client, token: string): void => {
  const stored = idp.refreshTokens.get(digest(token));
  const session = stored && idp.sessions.get(stored.sessionKey);
  if (session && session.clientId === client.id) idp.sessions.delete(keyOf(session));
};

export const endSessions = (idp: Idp, user: User): void => {
  for (const [key] of idp.sessions.entries(`${user.poolId}/${user.username}/`)) idp.sessions.delete(key);
};

const forgetExpired = (idp: Idp, user: User): void => {
  const now = idp.house.clock.now();
  for (const [key, { expires }] of idp.sessions.entries(`${user.poolId}/${user.username}/`))
    if (expires <= now) idp.sessions.delete(key);
};

/** At start: refresh tokens whose session has ended are of no more use. */
export const sweepRefreshTokens = (idp: Idp): void => {
  for (const [key, { sessionKey }] of idp.refreshTokens.entries())
    if (!idp.sessions.get(sessionKey)) idp.refreshTokens.delete(key);
};
