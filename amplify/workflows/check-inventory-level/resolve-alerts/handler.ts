import { systemClock } from '../../../domain/clock.ts';
import { documentClient } from '../../../tables/document-client.ts';
import { required } from '../../../tables/environment.ts';
import { alertStore } from '../../raise-alert/alert-store.ts';
import { resolveAlerts } from './resolve-alerts.ts';

export const handler = resolveAlerts({
  alerts: alertStore(documentClient(), { alert: required('ALERT_TABLE'), openAlert: required('OPEN_ALERT_TABLE') }),
  clock: systemClock,
});
