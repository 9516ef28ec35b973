import type { Operation } from '../../gateway/service.ts';
import {
  type Attribute,
  asList,
  asRecord,
  checkAttributes,
  checkMutable,
  checkWritable,
  readable,
} from './attributes.ts';
import { sendCode, takeCode } from './codes.ts';
import { invalidParameter, notAuthorized } from './errors.ts';
import type { Idp } from './idp.ts';
import { checkLock, wrongPassword } from './lockout.ts';
import { checkPassword } from './password-policy.ts';
import type { Client, Pool, User } from './records.ts';
import { endSessions } from './sessions.ts';
import type { TokenMint } from './tokens.ts';
import { hasPassword, removeAttributes, removeUser, saveUser, setAttributes, withPassword } from './users.ts';

/** What a signed-in person does to the own account. The access token is the proof; no AWS signature is needed. */
export const selfOperations = (idp: Idp, mint: TokenMint): Record<string, Operation> => ({
  async GetUser({ AccessToken }) {
    const { user, client } = await mint.bearer(AccessToken);
    return { Username: user.username, UserAttributes: asList(readable(client, user)) };
  },

  async UpdateUserAttributes({ AccessToken, UserAttributes }) {
    const { pool, client, user } = await mint.bearer(AccessToken);
    return {
      CodeDeliveryDetailsList: await updateOwn(idp, pool, client, user, asRecord(UserAttributes as Attribute[])),
    };
  },

  async DeleteUserAttributes({
    AccessToken,
    UserAttributeNames,
  }: {
    AccessToken: string;
    UserAttributeNames: string[];
  }) {
    const { pool, client, user } = await mint.bearer(AccessToken);
    checkWritable(client, UserAttributeNames);
    checkDeletable(pool, UserAttributeNames);
    removeAttributes(idp, pool, user, UserAttributeNames);
    return {};
  },

  async GetUserAttributeVerificationCode({ AccessToken, AttributeName }) {
    const { pool, client, user } = await mint.bearer(AccessToken);
    emailOnly(AttributeName);
    return {
      CodeDeliveryDetails: await sendCode(idp, pool, user, {
        purpose: 'email',
        clientId: client.id,
        source: 'VerifyUserAttribute',
      }),
    };
  },

  async VerifyUserAttribute({ AccessToken, AttributeName, Code }) {
    const { pool, user } = await mint.bearer(AccessToken);
    emailOnly(AttributeName);
    const { pending } = takeCode(idp, user, 'email', Code);
    setAttributes(idp, pool, user, { ...(pending && { email: pending }), email_verified: 'true' });
    return {};
  },

  async ChangePassword({ AccessToken, PreviousPassword, ProposedPassword }) {
    const { pool, user } = await mint.bearer(AccessToken);
    checkLock(idp, user);
    const proposed = checkPassword(pool, ProposedPassword);
    if (!hasPassword(pool, user, PreviousPassword)) {
      wrongPassword(idp, user);
      throw notAuthorized();
    }
    saveUser(idp, withPassword(idp, pool, user, proposed, false));
    return {};
  },

  async GlobalSignOut({ AccessToken }) {
    const { user } = await mint.bearer(AccessToken);
    endSessions(idp, user);
    return {};
  },

  async DeleteUser({ AccessToken }) {
    const { pool, user } = await mint.bearer(AccessToken);
    endSessions(idp, user);
    removeUser(idp, pool, user);
    return {};
  },
});

const emailOnly = (name: unknown): void => {
  if (name !== 'email') throw invalidParameter(`The attribute ${name} cannot be verified: codes go by e-mail alone.`);
};

/** The name a person signs in with, and what the schema requires, can be changed but not taken away. */
export const checkDeletable = (pool: Pool, names: string[]): void => {
  for (const name of names) {
    const required = pool.settings.Schema?.some((attribute) => attribute.Name === name && attribute.Required);
    if (name === 'sub' || required || pool.settings.UsernameAttributes?.includes(name))
      throw invalidParameter(`Cannot delete attribute ${name}.`);
  }
};

const updateOwn = async (idp: Idp, pool: Pool, client: Client, user: User, attributes: Record<string, string>) => {
  checkAttributes(pool, attributes, false);
  checkWritable(client, Object.keys(attributes));
  checkMutable(pool, user, Object.keys(attributes));
  const { email, ...others } = attributes;
  const changes = email !== undefined && email !== user.attributes.email;
  const verified = changes && pool.settings.AutoVerifiedAttributes?.includes('email');
  // Kept back until the code proves it, where the pool asks for that: the old address goes on working.
  const keepBack =
    verified && pool.settings.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate?.includes('email');
  const changed = setAttributes(idp, pool, user, changes && !keepBack ? { ...others, email } : others);
  if (!verified) return [];
  const to = keepBack ? { to: email } : {};
  return [
    await sendCode(idp, pool, changed, { purpose: 'email', clientId: client.id, source: 'UpdateUserAttribute', ...to }),
  ];
};
