import { createColumnHelper } from '@tanstack/react-table';
import { useMemo } from 'react';
import { isSnoozed } from '../../../amplify/domain/alerts.ts';
import { DataTable } from '../../components/data-table.tsx';
import { LiveValue } from '../../components/live-value.tsx';
import { At } from '../../components/moment.tsx';
import { Status } from '../../components/status.tsx';
import { alertText } from '../../lib/alert-text.ts';
import type { Alert } from '../../lib/api-client.ts';
import { formatDateTime, formatMinute } from '../../lib/format.ts';
import { idOf } from '../../lib/live-changes.ts';
import type { Sort } from '../../lib/search-params.ts';
import { ALERT_KIND, ALERT_STATUS } from '../../lib/words.ts';
import { AcknowledgeButton } from './acknowledge-button.tsx';
import { ALERT_COLUMNS, type AlertColumn } from './alert-filter.ts';
import { SnoozeButton } from './snooze-button.tsx';

export const alertId = (alert: Alert) => idOf('Alert', alert);

/** Who did what about it, and when. */
export function handled(alert: Alert, now = Date.now()): string {
  const parts = [];
  if (alert.acknowledgedAt) {
    const by = alert.acknowledgedBy ? ` by ${alert.acknowledgedBy}` : '';
    parts.push(`Acknowledged${by}, ${formatDateTime(alert.acknowledgedAt)}`);
  }
  if (isSnoozed(alert, now) && alert.snoozedUntil) {
    parts.push(`Snoozed by ${alert.snoozedBy} until ${formatMinute(alert.snoozedUntil)}`);
  }
  if (alert.resolvedAt) parts.push(`Resolved ${formatDateTime(alert.resolvedAt)}`);
  return parts.join('. ');
}

type Props = {
  rows: Alert[];
  name: (productId: string) => string;
  sort: Sort<AlertColumn>;
  onSort: (column: AlertColumn) => void;
};

const column = createColumnHelper<Alert>();

export function AlertTable({ rows, name, sort, onSort }: Props) {
  const columns = useMemo(
    () => [
      column.accessor((alert) => name(alert.productId), { id: 'product', header: 'Product' }),
      column.accessor('kind', { header: 'Alert', cell: (cell) => <Status word={ALERT_KIND[cell.getValue()]} /> }),
      column.accessor(alertText, { id: 'message', header: 'Message' }),
      column.accessor('createdAt', { header: 'Since', cell: (cell) => <At at={cell.getValue()} /> }),
      column.accessor('status', {
        header: 'Status',
        cell: (cell) => (
          <LiveValue of={cell.getValue()}>
            <Status word={ALERT_STATUS[cell.getValue()]} />
          </LiveValue>
        ),
      }),
      column.display({
        id: 'action',
        header: 'Handled',
        cell: ({ row: { original } }) => (
          <>
            <AcknowledgeButton
              alert={original}
              of={`${ALERT_KIND[original.kind].label}, ${name(original.productId)}`}
            />
            <SnoozeButton alert={original} of={`${ALERT_KIND[original.kind].label}, ${name(original.productId)}`} />
            {handled(original)}
          </>
        ),
      }),
    ],
    [name],
  );
  return (
    <DataTable
      caption="Alerts"
      columns={columns}
      rows={rows}
      idOf={alertId}
      sort={{ by: sort, columns: ALERT_COLUMNS, onSort }}
    />
  );
}
