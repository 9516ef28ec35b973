import { useNotifications } from '@mantine/notifications';
import { lazy, Suspense, useState } from 'react';

const Notifications = lazy(async () => ({ default: (await import('./toast-stack.tsx')).ToastStack }));

/** Short messages at the edge of the window. What shows them is fetched when there is one to show, and stays then. */
export function Toasts() {
  const { notifications } = useNotifications();
  const [fetched, setFetched] = useState(false);
  if (notifications.length > 0 && !fetched) setFetched(true);
  return fetched ? (
    <Suspense fallback={null}>
      <Notifications />
    </Suspense>
  ) : null;
}
