import { randomInt } from 'node:crypto';
import { AwsError } from '../../gateway/aws-error.ts';
import type { Pool } from './records.ts';

const SYMBOLS = '^$*.[]{}()?"!@#%&/\\,><\':;|_~`=+-';

/** Cognito's rules for a pool that states none. */
const DEFAULTS = {
  MinimumLength: 8,
  RequireLowercase: true,
  RequireUppercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
  TemporaryPasswordValidityDays: 7,
};

export const passwordPolicy = (pool: Pool): typeof DEFAULTS => {
  const own = pool.settings.Policies?.PasswordPolicy;
  if (!own) return DEFAULTS;
  // A policy that is stated requires only what it names.
  const none = { RequireLowercase: false, RequireUppercase: false, RequireNumbers: false, RequireSymbols: false };
  return { ...DEFAULTS, ...none, ...own };
};

export const checkPassword = (pool: Pool, password: unknown): string => {
  const policy = passwordPolicy(pool);
  const refuse = (reason: string) =>
    new AwsError('InvalidPasswordException', `Password did not conform with policy: ${reason}`);
  if (typeof password !== 'string' || password.length < policy.MinimumLength) throw refuse('Password not long enough');
  if (password.length > 256) throw refuse('Password too long');
  if (policy.RequireLowercase && !/[a-z]/.test(password)) throw refuse('Password must have lowercase characters');
  if (policy.RequireUppercase && !/[A-Z]/.test(password)) throw refuse('Password must have uppercase characters');
  if (policy.RequireNumbers && !/\d/.test(password)) throw refuse('Password must have numeric characters');
  const hasSymbol = [...password].some((char) => SYMBOLS.includes(char)) || / /.test(password.trim());
  if (policy.RequireSymbols && !hasSymbol) throw refuse('Password must have symbol characters');
  if (password.trim() !== password) throw refuse('Password must not begin or end with white space');
  return password;
};

/** One that fits any policy, for AdminCreateUser without a password. */
export const randomPassword = (pool: Pool): string => {
  const sets = ['abcdefghijkmnopqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '!@#%&*_-'];
  const length = Math.max(12, passwordPolicy(pool).MinimumLength);
  const characters = Array.from({ length }, (_, index) => {
    const set = sets[index % sets.length] ?? '';
    return set[randomInt(set.length)];
  });
  return characters.join('');
};
