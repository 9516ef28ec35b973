import { Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { Logo } from '../../components/logo.tsx';
import { chooseNewPassword, explainSignIn, resetWithCode, type Step, sendCode, start } from './sign-in.ts';
import styles from './sign-in-page.module.css';

type Values = { email: string; password: string; newPassword: string; code: string };
type FormStep = Exclude<Step, 'signed-in'>;

const TITLES: Record<FormStep, string> = {
  credentials: 'Sign in',
  'new-password': 'Choose a new password',
  forgotten: 'Reset your password',
  reset: 'Enter the code we sent you',
};

const ACTIONS: Record<FormStep, string> = {
  credentials: 'Sign in',
  'new-password': 'Save and sign in',
  forgotten: 'Send a code',
  reset: 'Save and sign in',
};

function submit(step: FormStep, { email, password, newPassword, code }: Values): Promise<Step> {
  switch (step) {
    case 'credentials':
      return start(email.trim(), password);
    case 'new-password':
      return chooseNewPassword(newPassword);
    case 'forgotten':
      return sendCode(email.trim());
    case 'reset':
      return resetWithCode(email.trim(), code.trim(), newPassword);
  }
}

const needed = (what: string) => (value: string) => (value.trim() === '' ? `Enter ${what}.` : null);

function useSignIn(onSignedIn: () => void) {
  const [step, setStep] = useState<FormStep>('credentials');
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);
  const asksNew = step === 'new-password' || step === 'reset';
  const form = useForm<Values>({
    initialValues: { email: '', password: '', newPassword: '', code: '' },
    validate: {
      email: needed('your e-mail address'),
      password: step === 'credentials' ? needed('your password') : () => null,
      newPassword: asksNew ? needed('a new password') : () => null,
      code: step === 'reset' ? needed('the code') : () => null,
    },
  });
  const go = (next: FormStep) => {
    setError('');
    setStep(next);
  };
  const onSubmit = form.onSubmit(async (values) => {
    setBusy(true);
    setError('');
    try {
      const next = await submit(step, values);
      if (next === 'signed-in') onSignedIn();
      else setStep(next);
    } catch (failure) {
      setError(explainSignIn(failure));
    } finally {
      setBusy(false);
    }
  });
  return { step, error, busy, asksNew, form, go, onSubmit };
}

/** Sign-in, the forced first password, and a forgotten one. Accounts are made by an administrator only. */
export function SignInPage({ onSignedIn }: { onSignedIn: () => void }) {
  const { step, error, busy, asksNew, form, go, onSubmit } = useSignIn(onSignedIn);
  return (
    <main className={styles.page}>
      <form className={styles.card} onSubmit={onSubmit} aria-label={TITLES[step]} noValidate>
        <Logo />
        <h1 className={styles.title}>{TITLES[step]}</h1>
        <Stack gap="sm">
          {step !== 'new-password' ? (
            <TextInput
              size="sm"
              label="E-mail"
              type="email"
              autoComplete="username"
              readOnly={step === 'reset'}
              {...form.getInputProps('email')}
            />
          ) : null}
          {step === 'credentials' ? (
            <PasswordInput
              size="sm"
              label="Password"
              autoComplete="current-password"
              {...form.getInputProps('password')}
            />
          ) : null}
          {step === 'reset' ? (
            <TextInput
              size="sm"
              label="Code"
              autoComplete="one-time-code"
              inputMode="numeric"
              {...form.getInputProps('code')}
            />
          ) : null}
          {asksNew ? (
            <PasswordInput
              size="sm"
              label="New password"
              autoComplete="new-password"
              {...form.getInputProps('newPassword')}
            />
          ) : null}
          {error ? (
            <p className={styles.error} role="alert">
              {error}
            </p>
          ) : null}
          <Button type="submit" size="sm" loading={busy} fullWidth>
            {ACTIONS[step]}
          </Button>
          {step === 'credentials' ? (
            <Anchor component="button" type="button" size="sm" onClick={() => go('forgotten')}>
              Forgot password?
            </Anchor>
          ) : (
            <Anchor component="button" type="button" size="sm" onClick={() => go('credentials')}>
              Back to sign-in
            </Anchor>
          )}
        </Stack>
      </form>
    </main>
  );
}
