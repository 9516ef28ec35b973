import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { ALERT_KINDS } from '../../../amplify/domain/vocabulary.ts';
import { ExportButton } from '../../components/export-button.tsx';
import { LiveNotice } from '../../components/live-notice.tsx';
import { PageTitle } from '../../components/page-title.tsx';
import { LoadMore } from '../../components/pager.tsx';
import { Panel } from '../../components/panel.tsx';
import { NoMatches, Nothing, Ready } from '../../components/states.tsx';
import { useNow } from '../../components/use-now.ts';
import { useSteadyRows } from '../../components/use-steady-rows.ts';
import { type AlertSearch, alertSort, selectAlerts, statusOf } from '../../features/alerts/alert-filter.ts';
import { AlertTable, alertId, alertLabel } from '../../features/alerts/alert-table.tsx';
import { AcknowledgeBar, AcknowledgeResults, useBulkAcknowledge } from '../../features/alerts/bulk-acknowledge.tsx';
import { ALERT_CSV_COLUMNS } from '../../features/alerts/export.ts';
import { everyAlert } from '../../features/alerts/queries.ts';
import { useAlerts } from '../../features/alerts/use-alerts.ts';
import { everyProductName, productsQuery } from '../../features/products/queries.ts';
import { useProductName } from '../../features/products/use-product-name.ts';
import { sortParam, toggleSort } from '../../lib/search-params.ts';
import { usePermissions } from '../../lib/session.ts';
import { ALERT_KIND } from '../../lib/words.ts';
import { ViewsButton } from './views-button.tsx';

const route = getRouteApi('/alerts');

const LISTS = [
  { value: 'open', label: 'Open' },
  { value: 'snoozed', label: 'Snoozed' },
  { value: 'acknowledged', label: 'Acknowledged' },
  { value: 'resolved', label: 'Resolved' },
];

const KINDS = [
  { value: '', label: 'Any alert' },
  ...ALERT_KINDS.map((kind) => ({ value: kind, label: ALERT_KIND[kind].label })),
];

export function AlertsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: AlertSearch) =>
    void navigate({ search: (old) => ({ ...old, ...part }), replace: true, resetScroll: false });
  const name = useProductName();
  const named = useQuery(productsQuery).isSuccess;
  const { acknowledge } = usePermissions();
  const listed = search.list ?? 'open';
  const { query, known } = useAlerts(statusOf(listed));
  const now = useNow();
  const wanted = useMemo(() => selectAlerts(known, search, name, now), [known, search, name, now]);
  const list = [listed, search.kind, search.sort, query.isPending, named].join('|');
  const steady = useSteadyRows({ wanted, known, idOf: alertId, list });
  const sort = alertSort(search);
  const many = useBulkAcknowledge(steady.rows);
  return (
    <>
      <PageTitle title="Alerts">
        <NativeSelect
          aria-label="List"
          data={LISTS}
          value={listed}
          onChange={(event) => change({ list: event.currentTarget.value as AlertSearch['list'] })}
        />
        <NativeSelect
          aria-label="Kind of alert"
          data={KINDS}
          value={search.kind ?? ''}
          onChange={(event) => change({ kind: (event.currentTarget.value || undefined) as AlertSearch['kind'] })}
        />
        <LiveNotice added={steady.added} changed={steady.changed} onShow={steady.show} />
        <ViewsButton page="/alerts" />
      </PageTitle>
      <Panel
        title="Alerts"
        hint={acknowledge ? undefined : 'Operators and approvers acknowledge alerts. You can read them.'}
        actions={
          <ExportButton
            of={`alerts-${listed}`}
            pages={() => everyAlert(statusOf(listed))}
            show={async (rows) => ({
              rows: selectAlerts(rows, search, await everyProductName(), Date.now()),
              columns: ALERT_CSV_COLUMNS,
            })}
          />
        }
        flush
      >
        {many ? <AcknowledgeResults bulk={many.bulk} label={(alert) => alertLabel(alert, name)} /> : null}
        <Ready query={query} label="alerts">
          {steady.rows.length > 0 ? (
            <AlertTable
              rows={steady.rows}
              name={name}
              sort={sort}
              onSort={(column) => change({ sort: sortParam(toggleSort(sort, column)) })}
              selection={many?.selection}
            />
          ) : search.kind ? (
            <NoMatches onClear={() => change({ kind: undefined })} />
          ) : (
            <Nothing title={`No ${listed} alerts`}>
              An alert appears when stock gets low, runs out, or an order finds too little.
            </Nothing>
          )}
          {query.hasNextPage ? (
            <LoadMore busy={query.isFetchingNextPage} onLoad={() => void query.fetchNextPage()} />
          ) : null}
          {many ? <AcknowledgeBar {...many} /> : null}
        </Ready>
      </Panel>
    </>
  );
}
