import { AwsError } from '../../gateway/aws-error.ts';
import type { Operation } from '../../gateway/service.ts';
import { type Attribute, asRecord, checkAttributes, checkRequired, checkWritable } from './attributes.ts';
import { deliveryTo, sendCode, takeCode } from './codes.ts';
import { invalidParameter, notAuthorized, userNotFound } from './errors.ts';
import type { Idp } from './idp.ts';
import { checkPassword } from './password-policy.ts';
import { checkSecretHash, hidesUnknownUsers, needClient, requireText } from './pools.ts';
import type { Client, Pool, User } from './records.ts';
import { endSessions } from './sessions.ts';
import { runTrigger } from './triggers.ts';
import { addUser, findUser, saveUser, withPassword } from './users.ts';

interface Named {
  ClientId: string;
  Username: string;
  SecretHash?: string;
}

/** Becoming a user, and coming back after a forgotten password: what a person does without being signed in. */
export const signUpOperations = (idp: Idp): Record<string, Operation> => {
  const at = (input: Named) => {
    const found = needClient(idp, input.ClientId);
    checkSecretHash(found.client, requireText('Username', input.Username), input.SecretHash);
    return { ...found, user: findUser(idp, found.pool, input.Username) };
  };
  return {
    SignUp: (input) => signUp(idp, input),

    async ConfirmSignUp(input: Named & { ConfirmationCode: string }) {
      const { pool, client, user } = at(input);
      if (!user) throw hidesUnknownUsers(client) ? codeMismatch() : userNotFound();
      if (user.status !== 'UNCONFIRMED')
        throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
      takeCode(idp, user, 'sign-up', input.ConfirmationCode);
      const attributes = { ...user.attributes, ...(user.attributes.email && { email_verified: 'true' }) };
      await confirmed(
        idp,
        pool,
        client.id,
        saveUser(idp, { ...user, status: 'CONFIRMED', attributes }),
        'ConfirmSignUp',
      );
      return {};
    },

    async ResendConfirmationCode(input: Named) {
      const { pool, client, user } = at(input);
      if (!user) return pretendToSend(client, input.Username);
      if (user.status !== 'UNCONFIRMED') throw invalidParameter('User is already confirmed.');
      return {
        CodeDeliveryDetails: await sendCode(idp, pool, user, {
          purpose: 'sign-up',
          clientId: client.id,
          source: 'ResendCode',
        }),
      };
    },

    async ForgotPassword(input: Named) {
      const { pool, client, user } = at(input);
      if (!user) return pretendToSend(client, input.Username);
      if (!user.enabled) throw notAuthorized('User is disabled.');
      if (user.status === 'FORCE_CHANGE_PASSWORD')
        throw notAuthorized('User password cannot be reset in the current state.');
      if (user.attributes.email_verified !== 'true')
        throw invalidParameter(
          'Cannot reset password for the user as there is no registered/verified email or phone_number',
        );
      return {
        CodeDeliveryDetails: await sendCode(idp, pool, user, {
          purpose: 'reset',
          clientId: client.id,
          source: 'ForgotPassword',
        }),
      };
    },

    async ConfirmForgotPassword(input: Named & { ConfirmationCode: string; Password: string }) {
      const { pool, client, user } = at(input);
      // The policy first: a password that does not fit must not use up the code.
      const password = checkPassword(pool, input.Password);
      if (!user) throw hidesUnknownUsers(client) ? codeMismatch() : userNotFound();
      takeCode(idp, user, 'reset', input.ConfirmationCode);
      const changed = saveUser(idp, withPassword(idp, pool, user, password, false));
      endSessions(idp, changed);
      await confirmed(idp, pool, client.id, changed, 'ConfirmForgotPassword');
      return {};
    },
  };
};

const codeMismatch = () =>
  new AwsError('CodeMismatchException', 'Invalid verification code provided, please try again.');

const pretendToSend = (client: Client, name: string) => {
  if (!hidesUnknownUsers(client)) throw userNotFound();
  return { CodeDeliveryDetails: deliveryTo(name.includes('@') ? name : `${name}@${name}`) };
};

const confirmed = (idp: Idp, pool: Pool, clientId: string, user: User, source: string) =>
  runTrigger(idp, pool, user, { trigger: 'PostConfirmation', source: `PostConfirmation_${source}`, clientId });

interface SignUpInput extends Named {
  Password: string;
  UserAttributes?: Attribute[];
}

const signUp = async (idp: Idp, input: SignUpInput) => {
  const { client, pool } = needClient(idp, input.ClientId);
  const name = requireText('Username', input.Username);
  checkSecretHash(client, name, input.SecretHash);
  if (pool.settings.AdminCreateUserConfig?.AllowAdminCreateUserOnly)
    throw notAuthorized('SignUp is not permitted for this user pool');
  const password = checkPassword(pool, input.Password);
  const attributes = asRecord(input.UserAttributes);
  checkAttributes(pool, attributes, false);
  checkWritable(client, Object.keys(attributes));
  const byEmail = pool.settings.UsernameAttributes?.includes('email');
  checkRequired(pool, byEmail ? { ...attributes, email: name } : attributes);
  const response = await runTrigger(
    idp,
    pool,
    { username: name, attributes, status: 'UNCONFIRMED' },
    {
      trigger: 'PreSignUp',
      source: 'PreSignUp_SignUp',
      clientId: client.id,
      request: { validationData: null },
      response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    },
  );
  const verified = response?.autoVerifyEmail === true;
  const added = addUser(
    idp,
    pool,
    name,
    { ...attributes, ...(verified && { email_verified: 'true' }) },
    { status: 'UNCONFIRMED' },
  );
  const status = response?.autoConfirmUser === true ? 'CONFIRMED' : 'UNCONFIRMED';
  const user = saveUser(idp, { ...withPassword(idp, pool, added, password, false), status });
  if (status === 'CONFIRMED') {
    await confirmed(idp, pool, client.id, user, 'ConfirmSignUp');
    return { UserConfirmed: true, UserSub: user.attributes.sub };
  }
  const proves = pool.settings.AutoVerifiedAttributes?.includes('email') && user.attributes.email;
  return {
    UserConfirmed: false,
    UserSub: user.attributes.sub,
    ...(proves && {
      CodeDeliveryDetails: await sendCode(idp, pool, user, {
        purpose: 'sign-up',
        clientId: client.id,
        source: 'SignUp',
      }),
    }),
  };
};
