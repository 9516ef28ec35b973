import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Hub } from 'aws-amplify/utils';
import { lazy, Suspense, useEffect } from 'react';
import { NoticePage } from '../components/notice-page.tsx';
import { Starting } from '../components/starting.tsx';
import { PanelError } from '../components/states.tsx';
import { hasSettled } from '../lib/has-settled.ts';
import { liveStore } from '../lib/live-store.ts';
import { endSession, SessionContext, sessionQuery } from '../lib/session.ts';
import { queryClient } from './query-client.ts';
import { router } from './router.tsx';

const SignInPage = lazy(async () => ({ default: (await import('../features/session/sign-in-page.tsx')).SignInPage }));

/** Nothing that one person read stays behind for the next. */
function forgetEverything(): void {
  liveStore.clear();
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
  queryClient.setQueryData(sessionQuery.queryKey, null);
}

function useSessionEvents(): void {
  useEffect(
    () =>
      Hub.listen('auth', ({ payload }) => {
        if (payload.event === 'signedOut' || payload.event === 'tokenRefresh_failure') forgetEverything();
      }),
    [],
  );
}

function NoRolePage({ email }: { email: string }) {
  return (
    <NoticePage title="No access yet">
      <p>
        You are signed in as {email}, but in none of the groups that may read this inventory. Ask an administrator to
        add you to VIEWERS, OPERATORS or APPROVERS, then sign in again.
      </p>
      <Button variant="default" onClick={() => void endSession()}>
        Sign out
      </Button>
    </NoticePage>
  );
}

/** Who is here decides what is shown: sign-in, a word about missing access, or the dashboard. */
export function App() {
  useSessionEvents();
  const session = useQuery(sessionQuery);
  if (!hasSettled(session)) return <Starting />;
  if (session.error) return <PanelError error={session.error} onRetry={() => void session.refetch()} />;
  if (!session.data) {
    return (
      <Suspense fallback={<Starting />}>
        <SignInPage onSignedIn={() => void session.refetch()} />
      </Suspense>
    );
  }
  if (session.data.roles.length === 0) return <NoRolePage email={session.data.email} />;
  return (
    <SessionContext value={session.data}>
      <RouterProvider router={router} />
    </SessionContext>
  );
}
