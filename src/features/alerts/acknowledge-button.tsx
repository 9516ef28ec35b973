import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import type { Alert } from '../../lib/api-client.ts';
import { useReadOnly } from '../../lib/connection.ts';
import { explain } from '../../lib/request-error.ts';
import { usePermissions } from '../../lib/session.ts';
import { acknowledgeAlertMutation } from './mutations.ts';

/** Absent for whoever may not acknowledge, and for what is no longer open. */
export function AcknowledgeButton({ alert, of }: { alert: Alert; of: string }) {
  const { acknowledge } = usePermissions();
  const readOnly = useReadOnly();
  const mutation = useMutation(acknowledgeAlertMutation);
  if (!acknowledge || alert.status !== 'OPEN') return null;
  const send = () =>
    mutation.mutate(alert.alertId, {
      onError: (error) => notifications.show({ color: 'red', title: 'Not acknowledged', message: explain(error) }),
    });
  return (
    <Button
      variant="default"
      size="compact-sm"
      loading={mutation.isPending}
      disabled={readOnly}
      onClick={send}
      aria-label={`Acknowledge: ${of}`}
    >
      Acknowledge
    </Button>
  );
}
