import { randomInt } from 'node:crypto';
import { Unsupported } from '../../../gateway/aws-error.ts';
import type { Properties, ResourceProvider, ResourceState } from '../../../gateway/service.ts';
import { schemaName } from '../attributes.ts';
import { invalidParameter } from '../errors.ts';
import type { Idp } from '../idp.ts';
import { createPoolKey } from '../pool-keys.ts';
import type { Pool, PoolSettings } from '../records.ts';
import { endSessions } from '../sessions.ts';
import { issuer } from '../tokens.ts';
import { removeUser, usersOf } from '../users.ts';

/** Acted on, or without effect where nothing goes by SMS. What is not named here is refused. */
const SUPPORTED = new Set([
  'UserPoolName',
  'Policies',
  'AccountRecoverySetting',
  'AdminCreateUserConfig',
  'AutoVerifiedAttributes',
  'EmailConfiguration',
  'EmailVerificationMessage',
  'EmailVerificationSubject',
  'SmsVerificationMessage',
  'SmsAuthenticationMessage',
  'UserPoolTags',
  'UsernameAttributes',
  'UsernameConfiguration',
  'VerificationMessageTemplate',
  'UserAttributeUpdateSettings',
  'Schema',
  'MfaConfiguration',
  'EnabledMfas',
  'DeletionProtection',
  'LambdaConfig',
  'UserPoolTier',
]);
const TRIGGERS = new Set([
  'PreSignUp',
  'PostConfirmation',
  'PreAuthentication',
  'PostAuthentication',
  'CustomMessage',
  'PreTokenGeneration',
  'PreTokenGenerationConfig',
]);

/** `AWS::Cognito::UserPool`: Ref is the pool's id. */
export const userPoolResource = (idp: Idp): ResourceProvider => {
  const { house } = idp;
  const state = ({ id, arn }: Pool): ResourceState => ({
    physicalId: id,
    attributes: {
      Arn: arn,
      UserPoolId: id,
      ProviderName: issuer(idp, id).slice('https://'.length),
      ProviderURL: issuer(idp, id),
    },
  });
  return {
    async create(properties, { generateName }) {
      const settings = checked(properties);
      const id = `${house.region}_${randomLetters(9)}`;
      await createPoolKey(idp, id);
      const now = house.clock.now();
      const pool: Pool = {
        id,
        arn: `arn:aws:cognito-idp:${house.region}:${house.account}:userpool/${id}`,
        name: settings.UserPoolName ?? generateName(128),
        created: now,
        modified: now,
        settings,
      };
      idp.pools.put(id, pool);
      return state(pool);
    },

    async update({ physicalId }, properties, previous) {
      const pool = idp.pools.get(physicalId);
      if (!pool) throw invalidParameter(`User pool ${physicalId} does not exist.`);
      const settings = checked(properties);
      checkUnchangeable(properties, previous, pool.settings, settings);
      const changed = { ...pool, name: settings.UserPoolName ?? pool.name, modified: house.clock.now(), settings };
      idp.pools.put(physicalId, changed);
      return state(changed);
    },

    async delete({ physicalId }) {
      const pool = idp.pools.get(physicalId);
      if (!pool) return;
      if (pool.settings.DeletionProtection === 'ACTIVE')
        throw invalidParameter(
          'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
        );
      house.store.transaction(() => {
        for (const user of usersOf(idp, physicalId)) {
          endSessions(idp, user);
          removeUser(idp, pool, user);
        }
        for (const [key] of idp.groups.entries(`${physicalId}/`)) idp.groups.delete(key);
        idp.keys.delete(physicalId);
        idp.pools.delete(physicalId);
      });
    },
  };
};

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const randomLetters = (length: number): string =>
  Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('');

const checked = (properties: Properties): PoolSettings => {
  const refuse = (what: string) => new Unsupported(`${what} of AWS::Cognito::UserPool`);
  for (const name of Object.keys(properties)) if (!SUPPORTED.has(name)) throw refuse(`the property ${name}`);
  const settings = properties as PoolSettings & Record<string, unknown>;
  if (settings.MfaConfiguration !== undefined && settings.MfaConfiguration !== 'OFF') throw refuse('MFA');
  if (Array.isArray(settings.EnabledMfas) && settings.EnabledMfas.length > 0) throw refuse('MFA');
  if (settings.UserPoolTier === 'PLUS') throw refuse('the tier PLUS');
  if (settings.UsernameAttributes?.some((name) => name !== 'email'))
    throw refuse('sign-in by phone number (there is no SMS)');
  if (settings.AutoVerifiedAttributes?.some((name) => name !== 'email'))
    throw refuse('verification of phone numbers (there is no SMS)');
  const template = settings.VerificationMessageTemplate as { DefaultEmailOption?: string } | undefined;
  if (template?.DefaultEmailOption === 'CONFIRM_WITH_LINK') throw refuse('confirmation by link');
  const policies = settings.Policies as
    | { SignInPolicy?: { AllowedFirstAuthFactors?: string[] }; PasswordPolicy?: object }
    | undefined;
  if (policies?.SignInPolicy?.AllowedFirstAuthFactors?.some((factor) => factor !== 'PASSWORD'))
    throw refuse('sign-in without password');
  if (policies?.PasswordPolicy && 'PasswordHistorySize' in policies.PasswordPolicy) throw refuse('PasswordHistorySize');
  for (const trigger of Object.keys(settings.LambdaConfig ?? {}))
    if (!TRIGGERS.has(trigger)) throw refuse(`the trigger LambdaConfig.${trigger}`);
  const version = settings.LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion;
  if (version !== undefined && version !== 'V1_0' && version !== 'V2_0')
    throw refuse(`PreTokenGenerationConfig version ${version}`);
  return settings;
};

/** Cognito fixes these for the life of a pool, and CloudFormation does not replace a pool with users in it. */
const checkUnchangeable = (
  properties: Properties,
  previous: Properties,
  before: PoolSettings,
  after: PoolSettings,
): void => {
  for (const name of ['UsernameAttributes', 'UsernameConfiguration'])
    if (JSON.stringify(properties[name]) !== JSON.stringify(previous[name]))
      throw invalidParameter(`Updates are not allowed for property - ${name}.`);
  for (const attribute of before.Schema ?? []) {
    const same = after.Schema?.find((candidate) => schemaName(candidate) === schemaName(attribute));
    if (JSON.stringify(same) !== JSON.stringify(attribute))
      throw invalidParameter('Existing schema attributes cannot be modified or deleted.');
  }
};
