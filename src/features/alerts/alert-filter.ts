import { isSnoozed } from '../../../amplify/domain/alerts.ts';
import { ALERT_KINDS, type AlertKind, type AlertStatus } from '../../../amplify/domain/vocabulary.ts';
import type { Alert } from '../../lib/api-client.ts';
import { oneOf, type Sort, sortOf } from '../../lib/search-params.ts';

export const ALERT_COLUMNS = ['product', 'kind', 'createdAt'] as const;
export type AlertColumn = (typeof ALERT_COLUMNS)[number];

/** The lists of the page: only what is open needs a person; what is snoozed will again. */
export const ALERT_LISTS = ['open', 'snoozed', 'acknowledged', 'resolved'] as const;
export type AlertList = (typeof ALERT_LISTS)[number];

/** The state that the alerts of a list are in: what is snoozed is open all the same. */
export const statusOf = (list: AlertList): AlertStatus =>
  list === 'snoozed' ? 'OPEN' : (list.toUpperCase() as AlertStatus);

export type AlertSearch = { list?: AlertList; kind?: AlertKind; sort?: string };

export function parseAlertSearch(search: Record<string, unknown>): AlertSearch {
  return {
    list: oneOf(search.list, ALERT_LISTS),
    kind: oneOf(search.kind, ALERT_KINDS),
    sort: sortOf(search.sort, ALERT_COLUMNS) && String(search.sort),
  };
}

export function alertSort(search: AlertSearch): Sort<AlertColumn> {
  return sortOf(search.sort, ALERT_COLUMNS) ?? { column: 'createdAt', descending: true };
}

export function selectAlerts(
  alerts: readonly Alert[],
  search: AlertSearch,
  name: (productId: string) => string,
  now: number,
): Alert[] {
  const list = search.list ?? 'open';
  const { column, descending } = alertSort(search);
  const value = (alert: Alert) => (column === 'product' ? name(alert.productId) : alert[column]);
  return alerts
    .filter((alert) => alert.status === statusOf(list) && (!search.kind || alert.kind === search.kind))
    .filter((alert) => isSnoozed(alert, now) === (list === 'snoozed'))
    .sort((left, right) => {
      const order = value(left).localeCompare(value(right)) * (descending ? -1 : 1);
      return order || left.alertId.localeCompare(right.alertId);
    });
}
