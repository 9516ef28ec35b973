import { randomUUID } from 'node:crypto';
import { AwsError } from '../../gateway/aws-error.ts';
import { asList } from './attributes.ts';
import { invalidParameter, userNotFound } from './errors.ts';
import { type Idp, seconds } from './idp.ts';
import { passwordPolicy } from './password-policy.ts';
import { poolName } from './pools.ts';
import type { Pool, User } from './records.ts';
import { createVerifier, verifyPassword } from './srp.ts';

const folded = (pool: Pool, name: string): string =>
  pool.settings.UsernameConfiguration?.CaseSensitive === true ? name : name.toLowerCase();

const userKey = (poolId: string, username: string): string => `${poolId}/${username}`;
const aliasKey = (pool: Pool, attribute: string, value: string): string =>
  `${pool.id}/${attribute}/${folded(pool, value)}`;
/** Attributes by whose value a person signs in. */
const aliasesOf = (pool: Pool): string[] => pool.settings.UsernameAttributes ?? [];

export const findUser = (idp: Idp, pool: Pool, name: unknown): User | undefined => {
  if (typeof name !== 'string' || name === '') return undefined;
  for (const attribute of aliasesOf(pool)) {
    const username = idp.aliases.get(aliasKey(pool, attribute, name));
    if (username) return idp.users.get(userKey(pool.id, username));
  }
  return idp.users.get(userKey(pool.id, folded(pool, name)));
};

export const needUser = (idp: Idp, pool: Pool, name: unknown): User => {
  const user = findUser(idp, pool, name);
  if (!user) throw userNotFound();
  return user;
};

export const saveUser = (idp: Idp, user: User): User => {
  const saved = { ...user, modified: idp.house.clock.now() };
  idp.users.put(userKey(user.poolId, user.username), saved);
  return saved;
};

/** A new user, with the name that was asked for as its address where people sign in by address. */
export const addUser = (
  idp: Idp,
  pool: Pool,
  name: string,
  given: Record<string, string>,
  rest: Pick<User, 'status' | 'password' | 'temporaryPasswordUntil'>,
): User => {
  const sub = randomUUID();
  const byAddress = aliasesOf(pool);
  const attributes: Record<string, string> = { sub, ...given };
  let username = folded(pool, name);
  if (byAddress.length > 0) {
    if (!byAddress.includes('email') || !name.includes('@')) throw invalidParameter('Username should be an email.');
    attributes.email = name;
    username = sub;
  }
  const exists = new AwsError(
    'UsernameExistsException',
    byAddress.length > 0 ? 'An account with the given email already exists.' : 'User already exists',
  );
  return idp.house.store.transaction(() => {
    if (findUser(idp, pool, name)) throw exists;
    const now = idp.house.clock.now();
    const base = { poolId: pool.id, enabled: true, groups: [], failures: 0, lastFailure: 0, lockedUntil: 0 };
    const user: User = { ...base, username, attributes, created: now, modified: now, ...rest };
    setAliases(idp, pool, {}, user);
    return saveUser(idp, user);
  });
};

const setAliases = (idp: Idp, pool: Pool, before: Record<string, string>, user: User): void => {
  for (const attribute of aliasesOf(pool)) {
    const [old, now] = [before[attribute], user.attributes[attribute]];
    if (old === now) continue;
    if (now !== undefined) {
      const holder = idp.aliases.get(aliasKey(pool, attribute, now));
      if (holder && holder !== user.username)
        throw new AwsError('AliasExistsException', `An account with the given ${attribute} already exists.`);
      idp.aliases.put(aliasKey(pool, attribute, now), user.username);
    }
    if (old !== undefined && (now === undefined || folded(pool, old) !== folded(pool, now)))
      idp.aliases.delete(aliasKey(pool, attribute, old));
  }
};

export const setAttributes = (idp: Idp, pool: Pool, user: User, attributes: Record<string, string>): User =>
  idp.house.store.transaction(() => {
    // An address nobody has proved is not verified, whatever was known of the one before.
    const unproved: Record<string, string> = {};
    for (const name of ['email', 'phone_number'])
      if (name in attributes && attributes[name] !== user.attributes[name]) unproved[`${name}_verified`] = 'false';
    const changed = { ...user, attributes: { ...user.attributes, ...unproved, ...attributes } };
    setAliases(idp, pool, user.attributes, changed);
    return saveUser(idp, changed);
  });

export const removeAttributes = (idp: Idp, pool: Pool, user: User, names: string[]): User =>
  idp.house.store.transaction(() => {
    const attributes = Object.fromEntries(Object.entries(user.attributes).filter(([name]) => !names.includes(name)));
    const changed = { ...user, attributes };
    setAliases(idp, pool, user.attributes, changed);
    return saveUser(idp, changed);
  });

export const removeUser = (idp: Idp, pool: Pool, user: User): void =>
  idp.house.store.transaction(() => {
    setAliases(idp, pool, user.attributes, { ...user, attributes: {} });
    idp.users.delete(userKey(pool.id, user.username));
    for (const [key] of idp.codes.entries(`${userKey(pool.id, user.username)}/`)) idp.codes.delete(key);
  });

export const usersOf = (idp: Idp, poolId: string): User[] => idp.users.entries(`${poolId}/`).map(([, user]) => user);

/** The fields of a user that carry this password; a temporary one ends. */
export const withPassword = (idp: Idp, pool: Pool, user: User, password: string, temporary: boolean): User => {
  const days = passwordPolicy(pool).TemporaryPasswordValidityDays;
  return {
    ...user,
    password: createVerifier(poolName(pool), user.username, password),
    status: temporary ? 'FORCE_CHANGE_PASSWORD' : 'CONFIRMED',
    temporaryPasswordUntil: temporary ? idp.house.clock.now() + days * 86_400_000 : undefined,
    failures: 0,
    lockedUntil: 0,
  };
};

export const hasPassword = (pool: Pool, user: User, password: unknown): boolean =>
  typeof password === 'string' &&
  user.password !== undefined &&
  verifyPassword(poolName(pool), user.username, password, user.password);

/** As ListUsers and AdminCreateUser show a user; AdminGetUser says `UserAttributes` for `Attributes`. */
export const shownUser = (user: User, only?: string[]) => ({
  Username: user.username,
  Attributes: asList(user.attributes).filter(({ Name }) => !only?.length || only.includes(Name)),
  UserCreateDate: seconds(user.created),
  UserLastModifiedDate: seconds(user.modified),
  Enabled: user.enabled,
  UserStatus: user.status,
});
