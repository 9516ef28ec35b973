import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { StockMovement } from '../../lib/api-client.ts';
import { useReadOnly } from '../../lib/connection.ts';
import { formatDelta } from '../../lib/format.ts';
import { explain } from '../../lib/request-error.ts';
import { usePermissions } from '../../lib/session.ts';
import { useSingleMutation } from '../../lib/use-single-mutation.ts';
import { reverseAdjustmentMutation } from './mutations.ts';

/** Takes an adjustment back by an entry of its own. Absent for whoever may not adjust. */
export function UndoAdjustment({ movement }: { movement: StockMovement }) {
  const { adjustStock } = usePermissions();
  const readOnly = useReadOnly();
  const mutation = useSingleMutation(reverseAdjustmentMutation);
  if (!adjustStock) return null;
  const delta = formatDelta(movement.availableDelta);
  const undo = () =>
    mutation.mutate(movement.causeId, {
      onError: (error) => notifications.show({ color: 'red', title: 'Not undone', message: explain(error) }),
    });
  return (
    <Button
      variant="default"
      size="compact-sm"
      disabled={readOnly || mutation.isPending}
      onClick={undo}
      aria-label={`Undo the adjustment of ${delta}`}
    >
      {mutation.isPending ? 'Undoing…' : 'Undo'}
    </Button>
  );
}
