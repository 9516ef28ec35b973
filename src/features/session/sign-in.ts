import { confirmResetPassword, confirmSignIn, resetPassword, signIn, signOut } from 'aws-amplify/auth';
import { explain } from '../../lib/request-error.ts';

/** The step a person is at; `signed-in` ends the form. */
export type Step = 'credentials' | 'new-password' | 'forgotten' | 'reset' | 'signed-in';

const WORDS: Record<string, string> = {
  NotAuthorizedException: 'The e-mail address or password is wrong.',
  UserNotFoundException: 'The e-mail address or password is wrong.',
  UserNotConfirmedException: 'This account is not confirmed yet. Ask an administrator.',
  PasswordResetRequiredException: 'This account needs a new password: choose "Forgot password?".',
  InvalidPasswordException:
    'The new password is too weak: use at least 8 characters with capitals, digits and symbols.',
  CodeMismatchException: 'This code is not the one that was sent. Check the newest message.',
  ExpiredCodeException: 'This code has expired. Ask for a new one.',
  LimitExceededException: 'Too many attempts. Wait a few minutes, then try again.',
  TooManyRequestsException: 'Too many attempts. Wait a few minutes, then try again.',
};

/** Cognito's errors in words. Whether an address is known is never told. */
export function explainSignIn(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  return WORDS[name] ?? explain(error);
}

function stepAfter(signInStep: string): Step {
  switch (signInStep) {
    case 'DONE':
      return 'signed-in';
    case 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED':
      return 'new-password';
    case 'RESET_PASSWORD':
      return 'forgotten';
    default:
      throw new Error(`This account asks for a step that this page does not offer: ${signInStep}.`);
  }
}

export async function start(username: string, password: string): Promise<Step> {
  try {
    return stepAfter((await signIn({ username, password })).nextStep.signInStep);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'UserAlreadyAuthenticatedException') throw error;
    // Another tab signed in meanwhile, perhaps as somebody else: the person before the screen decides.
    await signOut();
    return stepAfter((await signIn({ username, password })).nextStep.signInStep);
  }
}

export async function chooseNewPassword(password: string): Promise<Step> {
  return stepAfter((await confirmSignIn({ challengeResponse: password })).nextStep.signInStep);
}

export async function sendCode(username: string): Promise<Step> {
  await resetPassword({ username });
  return 'reset';
}

export async function resetWithCode(username: string, code: string, newPassword: string): Promise<Step> {
  await confirmResetPassword({ username, confirmationCode: code, newPassword });
  return start(username, newPassword);
}
