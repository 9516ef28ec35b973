import { AwsError, Unsupported } from '../../gateway/aws-error.ts';
import { asRecord, checkAttributes, checkWritable, schemaName } from './attributes.ts';
import { openChallenge, pretendUser, takeChallenge } from './challenges.ts';
import { invalidParameter, notAuthorized, userNotFound } from './errors.ts';
import type { Idp } from './idp.ts';
import { checkLock, rightPassword, wrongPassword } from './lockout.ts';
import { checkPassword } from './password-policy.ts';
import { checkSecretHash, hidesUnknownUsers, poolName, requireText } from './pools.ts';
import type { Client, Pool, User } from './records.ts';
import { openSession, rotate, sessionOf } from './sessions.ts';
import { answerClient, verifyClaim } from './srp.ts';
import type { TokenMint } from './tokens.ts';
import { runTrigger } from './triggers.ts';
import { findUser, hasPassword, saveUser, setAttributes, withPassword } from './users.ts';

interface SignInInput {
  AuthFlow: string;
  AuthParameters?: Record<string, string>;
}

interface ChallengeInput {
  ChallengeName: string;
  Session?: string;
  ChallengeResponses?: Record<string, string>;
}

interface At {
  pool: Pool;
  client: Client;
}

/** Client settings under which a flow is open: today's name, and the one from before 2018. */
const OPENS: Record<string, string[]> = {
  USER_SRP_AUTH: ['ALLOW_USER_SRP_AUTH'],
  USER_PASSWORD_AUTH: ['ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH'],
  ADMIN_USER_PASSWORD_AUTH: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'],
  REFRESH_TOKEN_AUTH: ['ALLOW_REFRESH_TOKEN_AUTH'],
};
const DEFAULT_FLOWS = ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_CUSTOM_AUTH'];
const SAME_FLOW: Record<string, string> = {
  REFRESH_TOKEN: 'REFRESH_TOKEN_AUTH',
  ADMIN_NO_SRP_AUTH: 'ADMIN_USER_PASSWORD_AUTH',
};

/** The ways into a pool: by SRP, by password, by refresh token; and the answers to what a sign-in asks back. */
export const signIn = (idp: Idp, mint: TokenMint) => {
  const initiate = async (at: At, { AuthFlow, AuthParameters = {} }: SignInInput, byAdmin: boolean) => {
    const flow = SAME_FLOW[AuthFlow] ?? AuthFlow;
    if (flow === 'CUSTOM_AUTH' || flow === 'USER_AUTH') throw new Unsupported(`the Cognito auth flow ${flow}`);
    if (!OPENS[flow]) throw invalidParameter(`Unknown auth flow ${flow}.`);
    if (byAdmin ? flow === 'USER_PASSWORD_AUTH' : flow === 'ADMIN_USER_PASSWORD_AUTH')
      throw invalidParameter('Initiate Auth method not supported.');
    checkOpen(at.client, flow);
    if (flow === 'REFRESH_TOKEN_AUTH')
      return { ChallengeParameters: {}, AuthenticationResult: await refresh(at, AuthParameters) };
    const name = requireText('USERNAME', AuthParameters.USERNAME);
    checkSecretHash(at.client, name, AuthParameters.SECRET_HASH);
    const user = findUser(idp, at.pool, name);
    if (!user && !hidesUnknownUsers(at.client)) throw userNotFound();
    if (user) await before(at, user);
    return flow === 'USER_SRP_AUTH' ? srp(at, name, user, AuthParameters) : byPassword(at, user, AuthParameters);
  };

  const checkOpen = ({ settings }: Client, flow: string): void => {
    const allowed = settings.ExplicitAuthFlows?.length ? settings.ExplicitAuthFlows : DEFAULT_FLOWS;
    if (!OPENS[flow]?.some((name) => allowed.includes(name)))
      throw invalidParameter(`${flow} flow not enabled for this client`);
  };

  const before = async ({ pool, client }: At, user: User): Promise<void> => {
    checkLock(idp, user);
    if (user.status === 'RESET_REQUIRED')
      throw new AwsError('PasswordResetRequiredException', 'Password reset required for the user');
    const call = {
      trigger: 'PreAuthentication',
      source: 'PreAuthentication_Authentication',
      clientId: client.id,
    } as const;
    await runTrigger(idp, pool, user, { ...call, request: { validationData: {} } });
  };

  const srp = ({ pool, client }: At, name: string, user: User | undefined, parameters: Record<string, string>) => {
    const { userId, password } = user
      ? { userId: user.username, password: user.password }
      : pretendUser(idp, pool, name);
    // A user without a password (only invited, never set) proves nothing: the sign-in fails at its end.
    const verifier = password ?? pretendUser(idp, pool, name).password;
    const keys = answerClient(requireText('SRP_A', parameters.SRP_A), verifier);
    if (!keys) throw invalidParameter('Illegal SRP_A.');
    const SECRET_BLOCK = openChallenge(idp, client, {
      kind: 'PASSWORD_VERIFIER',
      username: password && user?.username,
      userIdForSrp: userId,
      A: parameters.SRP_A,
      password: verifier,
      ...keys,
    });
    return {
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeParameters: {
        SALT: verifier.salt,
        SECRET_BLOCK,
        SRP_B: keys.B,
        USERNAME: userId,
        USER_ID_FOR_SRP: userId,
      },
    };
  };

  const byPassword = (at: At, user: User | undefined, { PASSWORD }: Record<string, string>) => {
    requireText('PASSWORD', PASSWORD);
    if (!user) throw notAuthorized();
    if (!hasPassword(at.pool, user, PASSWORD)) {
      wrongPassword(idp, user);
      throw notAuthorized();
    }
    return proved(at, user);
  };

  /** The password was right. What stands between the user and the tokens now is the state of the account. */
  const proved = async (at: At, user: User) => {
    if (!user.enabled) throw notAuthorized('User is disabled.');
    const known = rightPassword(idp, user);
    if (known.status === 'UNCONFIRMED') throw new AwsError('UserNotConfirmedException', 'User is not confirmed.');
    if (known.status !== 'FORCE_CHANGE_PASSWORD') return finish(at, known, 'Authentication');
    if (known.temporaryPasswordUntil !== undefined && known.temporaryPasswordUntil <= idp.house.clock.now())
      throw notAuthorized('Temporary password has expired and must be reset by an administrator.');
    const Session = openChallenge(idp, at.client, {
      kind: 'NEW_PASSWORD_REQUIRED',
      username: known.username,
      userIdForSrp: known.username,
    });
    const missing = (at.pool.settings.Schema ?? []).filter(
      (item) => item.Required && !known.attributes[schemaName(item)],
    );
    const { sub: _, ...attributes } = known.attributes;
    return {
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session,
      ChallengeParameters: {
        USER_ID_FOR_SRP: known.username,
        requiredAttributes: JSON.stringify(missing.map((item) => `userAttributes.${schemaName(item)}`)),
        userAttributes: JSON.stringify(attributes),
      },
    };
  };

  const finish = async ({ pool, client }: At, user: User, source: 'Authentication' | 'NewPasswordChallenge') => {
    const call = {
      trigger: 'PostAuthentication',
      source: 'PostAuthentication_Authentication',
      clientId: client.id,
    } as const;
    await runTrigger(idp, pool, user, { ...call, request: { newDeviceUsed: false } });
    const { session, refreshToken } = openSession(idp, client, user);
    const tokens = await mint.issue(pool, client, user, session, source);
    return { ChallengeParameters: {}, AuthenticationResult: { ...tokens, RefreshToken: refreshToken } };
  };

  const respond = async (at: At, { ChallengeName, Session, ChallengeResponses = {} }: ChallengeInput) => {
    if (ChallengeName === 'PASSWORD_VERIFIER') return answerSrp(at, ChallengeResponses);
    if (ChallengeName === 'NEW_PASSWORD_REQUIRED') return answerNewPassword(at, Session, ChallengeResponses);
    throw new Unsupported(`the Cognito challenge ${ChallengeName}`);
  };

  const answerSrp = (at: At, responses: Record<string, string>) => {
    const secretBlock = requireText('PASSWORD_CLAIM_SECRET_BLOCK', responses.PASSWORD_CLAIM_SECRET_BLOCK);
    const challenge = takeChallenge(idp, at.client, 'PASSWORD_VERIFIER', secretBlock);
    const name = requireText('USERNAME', responses.USERNAME);
    checkSecretHash(at.client, name, responses.SECRET_HASH);
    const user = challenge.username === undefined ? undefined : findUser(idp, at.pool, challenge.username);
    const { A, b, B, password } = challenge;
    if (!user || !A || !b || !B || !password) throw notAuthorized();
    checkLock(idp, user);
    const claim = {
      poolName: poolName(at.pool),
      user: challenge.userIdForSrp,
      A,
      secretBlock,
      timestamp: requireText('TIMESTAMP', responses.TIMESTAMP),
      signature: requireText('PASSWORD_CLAIM_SIGNATURE', responses.PASSWORD_CLAIM_SIGNATURE),
    };
    // Also refuses who began with a password that has been changed since.
    if (user.password?.verifier !== password.verifier || !verifyClaim(claim, { b, B }, password)) {
      wrongPassword(idp, user);
      throw notAuthorized();
    }
    return proved(at, user);
  };

  const answerNewPassword = async (at: At, secret: string | undefined, responses: Record<string, string>) => {
    const { pool, client } = at;
    checkSecretHash(client, requireText('USERNAME', responses.USERNAME), responses.SECRET_HASH);
    const password = checkPassword(pool, requireText('NEW_PASSWORD', responses.NEW_PASSWORD));
    const attributes = asRecord(
      Object.entries(responses).flatMap(([key, Value]) =>
        key.startsWith('userAttributes.') ? [{ Name: key.slice('userAttributes.'.length), Value }] : [],
      ),
    );
    checkAttributes(pool, attributes, false);
    checkWritable(client, Object.keys(attributes));
    const { username } = takeChallenge(idp, client, 'NEW_PASSWORD_REQUIRED', secret);
    const user = findUser(idp, pool, username);
    if (!user?.enabled || user.status !== 'FORCE_CHANGE_PASSWORD') throw notAuthorized('Invalid session for the user.');
    const changed = setAttributes(idp, pool, saveUser(idp, withPassword(idp, pool, user, password, false)), attributes);
    return finish(at, changed, 'NewPasswordChallenge');
  };

  const refresh = async ({ pool, client }: At, parameters: Record<string, string>) => {
    // With rotation the old flow would hand out tokens for ever from one refresh token: AWS closes it.
    if (client.settings.RefreshTokenRotation?.Feature === 'ENABLED')
      throw invalidParameter('REFRESH_TOKEN_AUTH flow not enabled for this client');
    return renew({ pool, client }, requireText('REFRESH_TOKEN', parameters.REFRESH_TOKEN), (name) =>
      checkSecretHash(client, name, parameters.SECRET_HASH),
    );
  };

  /** New identity and access tokens, and with rotation a new refresh token. */
  const renew = async ({ pool, client }: At, token: string, prove: (username: string) => void) => {
    const session = sessionOf(idp, client, token);
    prove(session.username);
    const user = findUser(idp, pool, session.username);
    if (!user) throw notAuthorized('Invalid Refresh Token');
    if (!user.enabled) throw notAuthorized('User is disabled.');
    const tokens = await mint.issue(pool, client, user, session, 'RefreshTokens');
    const RefreshToken = rotate(idp, client, session, token);
    return { ...tokens, ...(RefreshToken && { RefreshToken }) };
  };

  return { initiate, respond, renew };
};

export type SignIn = ReturnType<typeof signIn>;
