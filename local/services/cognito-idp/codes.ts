import { randomInt } from 'node:crypto';
import { AwsError } from '../../gateway/aws-error.ts';
import { invalidParameter } from './errors.ts';
import type { Idp } from './idp.ts';
import type { Code, MessageTemplate, Pool, User } from './records.ts';
import { runTrigger } from './triggers.ts';

export type Purpose = 'sign-up' | 'reset' | 'email';

/** Hours that a code is good for: a day, and an hour to reset a password. */
const LIFETIME_HOURS: Record<Purpose, number> = { 'sign-up': 24, reset: 1, email: 24 };
/** Tries at one code. A million codes stand against it, so guessing is hopeless. */
const MOST_WRONG = 5;

const keyOf = (user: User, purpose: Purpose): string => `${user.poolId}/${user.username}/${purpose}`;

/** `c***@e***`: where the code went, as the client may show it. */
export const deliveryTo = (address: string) => ({
  Destination: address.replace(/^(.)[^@]*@(.).*$/, '$1***@$2***'),
  DeliveryMedium: 'EMAIL',
  AttributeName: 'email',
});

interface CodeMail {
  purpose: Purpose;
  clientId: string;
  /** The end of the CustomMessage trigger's source, and where the mail goes if not to the user's known address. */
  source: string;
  to?: string;
}

/** Makes a code, which takes the place of any before it, and mails it. */
export const sendCode = async (idp: Idp, pool: Pool, user: User, { purpose, clientId, source, to }: CodeMail) => {
  const address = to ?? user.attributes.email;
  if (!address) throw invalidParameter('User has no e-mail address to send a code to.');
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const expires = idp.house.clock.now() + LIFETIME_HOURS[purpose] * 3_600_000;
  idp.codes.put(keyOf(user, purpose), { code, expires, wrong: 0, ...(to && { pending: to }) });
  await mail(idp, pool, user, { to: address, code, clientId, source, template: codeTemplate(pool) });
  return deliveryTo(address);
};

const codeTemplate = ({ settings }: Pool): Required<MessageTemplate> => ({
  EmailMessage:
    settings.VerificationMessageTemplate?.EmailMessage ??
    settings.EmailVerificationMessage ??
    'Your confirmation code is {####}',
  EmailSubject:
    settings.VerificationMessageTemplate?.EmailSubject ?? settings.EmailVerificationSubject ?? 'Your verification code',
});

export const sendInvitation = (idp: Idp, pool: Pool, user: User, password: string): Promise<void> => {
  const own = pool.settings.AdminCreateUserConfig?.InviteMessageTemplate;
  const template = {
    EmailMessage: own?.EmailMessage ?? 'Your username is {username} and temporary password is {####}.',
    EmailSubject: own?.EmailSubject ?? 'Your temporary password',
  };
  const to = user.attributes.email;
  if (!to) throw invalidParameter('User has no e-mail address to send an invitation to.');
  return mail(idp, pool, user, {
    to,
    code: password,
    clientId: 'CLIENT_ID_NOT_APPLICABLE',
    source: 'AdminCreateUser',
    template,
  });
};

interface Letter {
  to: string;
  code: string;
  clientId: string;
  source: string;
  template: Required<MessageTemplate>;
}

const mail = async (
  idp: Idp,
  pool: Pool,
  user: User,
  { to, code, clientId, source, template }: Letter,
): Promise<void> => {
  const custom = await runTrigger(idp, pool, user, {
    trigger: 'CustomMessage',
    source: `CustomMessage_${source}`,
    clientId,
    request: { codeParameter: '{####}', usernameParameter: '{username}', linkParameter: null },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  });
  const text = (own: unknown, usual: string) => (typeof own === 'string' ? own : usual);
  const name = pool.settings.UsernameAttributes?.includes('email') ? to : user.username;
  const fill = (sentence: string) => sentence.replaceAll('{####}', code).replaceAll('{username}', name);
  await idp.sendMail({
    to,
    subject: fill(text(custom?.emailSubject, template.EmailSubject)),
    body: fill(text(custom?.emailMessage, template.EmailMessage)),
  });
};

/** Takes the code if it is right; a code works once. */
export const takeCode = (idp: Idp, user: User, purpose: Purpose, given: unknown): Code => {
  const key = keyOf(user, purpose);
  const stored = idp.codes.get(key);
  if (!stored || stored.expires <= idp.house.clock.now())
    throw new AwsError('ExpiredCodeException', 'Invalid code provided, please request a code again.');
  if (stored.wrong >= MOST_WRONG)
    throw new AwsError('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
  if (stored.code !== given) {
    idp.codes.put(key, { ...stored, wrong: stored.wrong + 1 });
    throw new AwsError('CodeMismatchException', 'Invalid verification code provided, please try again.');
  }
  idp.codes.delete(key);
  return stored;
};
