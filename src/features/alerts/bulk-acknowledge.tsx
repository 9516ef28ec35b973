import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { BulkResults } from '../../components/bulk-results.tsx';
import { SelectionBar } from '../../components/selection-bar.tsx';
import { useBulk } from '../../components/use-bulk.ts';
import { type Selection, useSelection } from '../../components/use-selection.ts';
import type { Alert } from '../../lib/api-client.ts';
import { useReadOnly } from '../../lib/connection.ts';
import { messages } from '../../lib/messages.ts';
import { explain } from '../../lib/request-error.ts';
import { usePermissions } from '../../lib/session.ts';
import { ALERT_STATUS } from '../../lib/words.ts';
import { acknowledgeAlertMutation } from './mutations.ts';

const alertId = ({ alertId: id }: Alert) => id;
const isOpen = ({ status }: Alert) => status === 'OPEN';

/** Acknowledges many alerts, each by a call of its own; undefined for whoever may not. */
export function useBulkAcknowledge(rows: readonly Alert[]) {
  const { acknowledge } = usePermissions();
  const selection = useSelection(rows, alertId, isOpen);
  const { mutateAsync } = useMutation(acknowledgeAlertMutation);
  const bulk = useBulk(async (alert: Alert) => {
    try {
      await mutateAsync(alert.alertId);
      return { ok: true, message: ALERT_STATUS.ACKNOWLEDGED.label };
    } catch (error) {
      return { ok: false, message: explain(error) };
    }
  });
  return acknowledge ? { selection, bulk } : undefined;
}

type BulkAcknowledge = NonNullable<ReturnType<typeof useBulkAcknowledge>>;

export function AcknowledgeResults({
  bulk,
  label,
}: Pick<BulkAcknowledge, 'bulk'> & { label: (alert: Alert) => string }) {
  return <BulkResults bulk={bulk} idOf={alertId} label={label} done={messages.bulk.acknowledged} />;
}

export function AcknowledgeBar({ selection, bulk }: { selection: Selection<Alert> } & Pick<BulkAcknowledge, 'bulk'>) {
  const readOnly = useReadOnly();
  const { selected, clear } = selection;
  return (
    <SelectionBar count={selected.length} onClear={clear}>
      <Button size="sm" disabled={readOnly || bulk.running} onClick={() => void bulk.run(selected).then(clear)}>
        {messages.bulk.acknowledge(selected.length)}
      </Button>
    </SelectionBar>
  );
}
