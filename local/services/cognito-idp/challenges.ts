import { createHash, createHmac, randomBytes } from 'node:crypto';
import { notAuthorized } from './errors.ts';
import type { Idp } from './idp.ts';
import { poolKey } from './pool-keys.ts';
import type { Challenge, Client, Pool } from './records.ts';
import type { Verifier } from './srp.ts';

const digest = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Keeps a sign-in that is under way, and gives the secret by which its next step finds it. */
export const openChallenge = (
  idp: Idp,
  client: Client,
  challenge: Omit<Challenge, 'expires' | 'clientId' | 'poolId'>,
): string => {
  const now = idp.house.clock.now();
  for (const [key, { expires }] of idp.challenges.entries()) if (expires <= now) idp.challenges.delete(key);
  const secret = randomBytes(384).toString('base64');
  idp.challenges.put(digest(secret), {
    ...challenge,
    poolId: client.poolId,
    clientId: client.id,
    expires: now + (client.settings.AuthSessionValidity ?? 3) * 60_000,
  });
  return secret;
};

/** Each secret answers one step, once. */
export const takeChallenge = (idp: Idp, client: Client, kind: Challenge['kind'], secret: unknown): Challenge => {
  const key = typeof secret === 'string' ? digest(secret) : '';
  const challenge = idp.challenges.get(key);
  if (!challenge || challenge.kind !== kind || challenge.clientId !== client.id)
    throw notAuthorized(kind === 'PASSWORD_VERIFIER' ? undefined : 'Invalid session for the user.');
  idp.challenges.delete(key);
  if (challenge.expires <= idp.house.clock.now())
    throw notAuthorized('Invalid session for the user, session is expired.');
  return challenge;
};

/**
 * What a user who does not exist shows: the same at every try, and like anyone else's, so that nobody can find out by
 * signing in who has an account.
 */
export const pretendUser = (idp: Idp, pool: Pool, name: string): { userId: string; password: Verifier } => {
  const secret = String(poolKey(idp, pool.id).privateKey.d);
  const hash = (purpose: string) =>
    createHmac('sha256', secret).update(`${purpose}:${name.toLowerCase()}`).digest('hex');
  const id = hash('id');
  const uuid = `${id.slice(0, 8)}-${id.slice(8, 12)}-4${id.slice(13, 16)}-a${id.slice(17, 20)}-${id.slice(20, 32)}`;
  const byAddress = Boolean(pool.settings.UsernameAttributes?.length);
  return { userId: byAddress ? uuid : name, password: { salt: hash('salt').slice(0, 32), verifier: hash('verifier') } };
};
