import { AwsError, Unsupported } from '../../gateway/aws-error.ts';
import type { Operation } from '../../gateway/service.ts';
import { type Attribute, asRecord, checkAttributes, checkMutable } from './attributes.ts';
import { sendCode, sendInvitation } from './codes.ts';
import { notAuthorized } from './errors.ts';
import type { Idp } from './idp.ts';
import { checkPassword, randomPassword } from './password-policy.ts';
import { needPool, requireText } from './pools.ts';
import type { Pool, User } from './records.ts';
import { checkDeletable } from './self-operations.ts';
import { endSessions } from './sessions.ts';
import { runTrigger } from './triggers.ts';
import {
  addUser,
  findUser,
  needUser,
  removeAttributes,
  removeUser,
  saveUser,
  setAttributes,
  shownUser,
  withPassword,
} from './users.ts';

interface Named {
  UserPoolId: string;
  Username: string;
}

const NO_CLIENT = 'CLIENT_ID_NOT_APPLICABLE';

/** What an administrator does to a user; the gateway has verified the AWS signature. */
export const adminOperations = (idp: Idp): Record<string, Operation> => {
  const at = ({ UserPoolId, Username }: Named): { pool: Pool; user: User } => {
    const pool = needPool(idp, UserPoolId);
    return { pool, user: needUser(idp, pool, requireText('Username', Username)) };
  };
  return {
    AdminCreateUser: (input) => createUser(idp, input),

    AdminGetUser(input: Named) {
      const { Attributes, ...rest } = shownUser(at(input).user);
      return { ...rest, UserAttributes: Attributes };
    },

    AdminDeleteUser(input: Named) {
      const { pool, user } = at(input);
      endSessions(idp, user);
      removeUser(idp, pool, user);
      return {};
    },

    AdminSetUserPassword(input: Named & { Password: string; Permanent?: boolean }) {
      const { pool, user } = at(input);
      saveUser(idp, withPassword(idp, pool, user, checkPassword(pool, input.Password), input.Permanent !== true));
      return {};
    },

    async AdminResetUserPassword(input: Named) {
      const { pool, user } = at(input);
      if (user.status === 'FORCE_CHANGE_PASSWORD')
        throw notAuthorized('User password cannot be reset in the current state.');
      const changed = saveUser(idp, { ...user, status: 'RESET_REQUIRED' });
      await sendCode(idp, pool, changed, { purpose: 'reset', clientId: NO_CLIENT, source: 'ForgotPassword' });
      return {};
    },

    async AdminConfirmSignUp(input: Named) {
      const { pool, user } = at(input);
      if (user.status !== 'UNCONFIRMED')
        throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
      const changed = saveUser(idp, { ...user, status: 'CONFIRMED' });
      await runTrigger(idp, pool, changed, {
        trigger: 'PostConfirmation',
        source: 'PostConfirmation_ConfirmSignUp',
        clientId: NO_CLIENT,
      });
      return {};
    },

    AdminEnableUser(input: Named) {
      saveUser(idp, { ...at(input).user, enabled: true });
      return {};
    },

    AdminDisableUser(input: Named) {
      const { user } = at(input);
      endSessions(idp, user);
      saveUser(idp, { ...user, enabled: false });
      return {};
    },

    AdminUserGlobalSignOut(input: Named) {
      endSessions(idp, at(input).user);
      return {};
    },

    AdminUpdateUserAttributes(input: Named & { UserAttributes: Attribute[] }) {
      const { pool, user } = at(input);
      const attributes = asRecord(input.UserAttributes);
      checkAttributes(pool, attributes, true);
      checkMutable(pool, user, Object.keys(attributes));
      setAttributes(idp, pool, user, attributes);
      return {};
    },

    AdminDeleteUserAttributes(input: Named & { UserAttributeNames: string[] }) {
      const { pool, user } = at(input);
      checkDeletable(pool, input.UserAttributeNames);
      removeAttributes(idp, pool, user, input.UserAttributeNames);
      return {};
    },
  };
};

interface CreateUserInput extends Named {
  UserAttributes?: Attribute[];
  TemporaryPassword?: string;
  MessageAction?: 'SUPPRESS' | 'RESEND';
  DesiredDeliveryMediums?: string[];
  ForceAliasCreation?: boolean;
}

export const createUser = async (idp: Idp, input: CreateUserInput) => {
  const pool = needPool(idp, input.UserPoolId);
  const name = requireText('Username', input.Username);
  if (input.DesiredDeliveryMediums?.includes('SMS') && input.MessageAction !== 'SUPPRESS')
    throw new Unsupported('SMS invitations of Cognito');
  if (input.ForceAliasCreation) throw new Unsupported('ForceAliasCreation of cognito-idp:AdminCreateUser');
  const attributes = asRecord(input.UserAttributes);
  checkAttributes(pool, attributes, true);
  const password =
    input.TemporaryPassword === undefined ? randomPassword(pool) : checkPassword(pool, input.TemporaryPassword);
  const user = input.MessageAction === 'RESEND' ? resent(idp, pool, name) : await invited(idp, pool, name, attributes);
  const saved = saveUser(idp, withPassword(idp, pool, user, password, true));
  // Without an address there is nobody to write to: AWS, too, then makes the user and sends nothing.
  if (input.MessageAction !== 'SUPPRESS' && saved.attributes.email) await sendInvitation(idp, pool, saved, password);
  return { User: shownUser(saved) };
};

const invited = async (idp: Idp, pool: Pool, name: string, attributes: Record<string, string>): Promise<User> => {
  const status = 'FORCE_CHANGE_PASSWORD';
  await runTrigger(
    idp,
    pool,
    { username: name, attributes, status },
    {
      trigger: 'PreSignUp',
      source: 'PreSignUp_AdminCreateUser',
      clientId: NO_CLIENT,
      request: { validationData: null },
      response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    },
  );
  return addUser(idp, pool, name, attributes, { status });
};

const resent = (idp: Idp, pool: Pool, name: string): User => {
  const user = findUser(idp, pool, name);
  if (!user) throw new AwsError('UserNotFoundException', 'User does not exist.');
  if (user.status !== 'FORCE_CHANGE_PASSWORD')
    throw new AwsError(
      'UnsupportedUserStateException',
      `Resend not possible. ${user.username} status is not FORCE_CHANGE_PASSWORD`,
    );
  return user;
};
