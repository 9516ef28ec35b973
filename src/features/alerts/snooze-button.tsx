import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { isSnoozed } from '../../../amplify/domain/alerts.ts';
import type { Alert } from '../../lib/api-client.ts';
import { useReadOnly } from '../../lib/connection.ts';
import { explain } from '../../lib/request-error.ts';
import { usePermissions } from '../../lib/session.ts';
import { useSingleMutation } from '../../lib/use-single-mutation.ts';
import { snoozeAlertMutation } from './mutations.ts';
import { SNOOZES, snoozeUntil } from './snoozes.ts';

/** Puts an open alert aside for a while, or brings it back. Absent for whoever may not, and for what is not open. */
export function SnoozeButton({ alert, of }: { alert: Alert; of: string }) {
  const { acknowledge } = usePermissions();
  const readOnly = useReadOnly();
  const mutation = useSingleMutation(snoozeAlertMutation);
  if (!acknowledge || alert.status !== 'OPEN') return null;
  const snooze = (until: Date) =>
    mutation.mutate(
      { alertId: alert.alertId, until: until.toISOString() },
      { onError: (error) => notifications.show({ color: 'red', title: 'Not snoozed', message: explain(error) }) },
    );
  const looks = { variant: 'default', size: 'compact-sm', disabled: readOnly || mutation.isPending } as const;
  if (isSnoozed(alert, Date.now())) {
    return (
      <Button {...looks} onClick={() => snooze(new Date())} aria-label={`Bring back: ${of}`}>
        Bring back
      </Button>
    );
  }
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button {...looks} aria-label={`Snooze: ${of}`}>
          Snooze
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {SNOOZES.map((choice) => (
          <Menu.Item key={choice.label} onClick={() => snooze(snoozeUntil(choice, new Date()))}>
            {choice.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
