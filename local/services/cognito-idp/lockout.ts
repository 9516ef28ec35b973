import { notAuthorized } from './errors.ts';
import type { Idp } from './idp.ts';
import type { User } from './records.ts';
import { saveUser } from './users.ts';

const FREE_TRIES = 5;
const LONGEST_LOCK = 15 * 60_000;

/**
 * After five wrong passwords Cognito locks a user out for a second, and twice as long after each further one, up to
 * about 15 minutes. Tries while locked out change nothing; 15 quiet minutes forgive all.
 */
export const checkLock = (idp: Idp, user: User): void => {
  if (user.lockedUntil > idp.house.clock.now()) throw notAuthorized('Password attempts exceeded');
};

export const wrongPassword = (idp: Idp, user: User): void => {
  const now = idp.house.clock.now();
  const failures = now - user.lastFailure > LONGEST_LOCK ? 1 : user.failures + 1;
  const lock = failures < FREE_TRIES ? 0 : Math.min(LONGEST_LOCK, 1000 * 2 ** (failures - FREE_TRIES));
  saveUser(idp, { ...user, failures, lastFailure: now, lockedUntil: now + lock });
};

export const rightPassword = (idp: Idp, user: User): User =>
  user.failures === 0 ? user : saveUser(idp, { ...user, failures: 0, lockedUntil: 0 });
