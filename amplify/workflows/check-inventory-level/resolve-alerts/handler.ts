import { systemClock } from '../../../domain/clock.ts';
import { documentClient } from '../../../tables/document-client.ts';
import { required } from '../../../tables/environment.ts';
import { pause } from '../../../tables/pause.ts';
import { alertStore } from '../../raise-alert/alert-store.ts';
import { resolveAlerts } from './resolve-alerts.ts';

const tables = {
  alert: required('ALERT_TABLE'),
  openAlert: required('OPEN_ALERT_TABLE'),
  stockLevel: required('STOCK_LEVEL_TABLE'),
};

export const handler = resolveAlerts({
  alerts: alertStore(documentClient(), tables, pause),
  clock: systemClock,
});
