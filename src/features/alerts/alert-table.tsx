import { createColumnHelper } from '@tanstack/react-table';
import { useMemo } from 'react';
import { isSnoozed } from '../../../amplify/domain/alerts.ts';
import { DataTable } from '../../components/data-table.tsx';
import { LiveValue } from '../../components/live-value.tsx';
import { At } from '../../components/moment.tsx';
import { Status } from '../../components/status.tsx';
import type { Selection } from '../../components/use-selection.ts';
import { alertText } from '../../lib/alert-text.ts';
import type { Alert } from '../../lib/api-client.ts';
import { formatDateTime, formatMinute } from '../../lib/format.ts';
import { idOf } from '../../lib/live-changes.ts';
import type { Sort } from '../../lib/search-params.ts';
import { ALERT_KIND } from '../../lib/words.ts';
import { AcknowledgeButton } from './acknowledge-button.tsx';
import { ALERT_COLUMNS, type AlertColumn } from './alert-filter.ts';
import styles from './alert-table.module.css';
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
  selection?: Selection<Alert>;
};

/** What an alert is called among others. */
export const alertLabel = (alert: Alert, name: (productId: string) => string): string =>
  `${ALERT_KIND[alert.kind].label}, ${name(alert.productId)}`;

const column = createColumnHelper<Alert>();

export function AlertTable({ rows, name, sort, onSort, selection }: Props) {
  const columns = useMemo(
    () => [
      column.accessor((alert) => name(alert.productId), { id: 'product', header: 'Product' }),
      column.accessor('kind', { header: 'Alert', cell: (cell) => <Status word={ALERT_KIND[cell.getValue()]} /> }),
      column.accessor(alertText, { id: 'message', header: 'Message', meta: { wrap: true } }),
      column.accessor('createdAt', {
        header: 'Since',
        meta: { from: 'desk' },
        cell: (cell) => <At at={cell.getValue()} />,
      }),
      column.display({
        id: 'action',
        header: 'Handled',
        cell: ({ row: { original } }) => (
          <LiveValue of={original.status}>
            <span className={styles.handled}>
              <AcknowledgeButton alert={original} of={alertLabel(original, name)} />
              <SnoozeButton alert={original} of={alertLabel(original, name)} />
              {handled(original)}
            </span>
          </LiveValue>
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
      selection={selection && { ...selection, label: (alert: Alert) => alertLabel(alert, name) }}
    />
  );
}
