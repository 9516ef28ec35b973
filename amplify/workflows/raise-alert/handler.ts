import { randomUUID } from 'node:crypto';
import { systemClock } from '../../domain/clock.ts';
import { documentClient } from '../../tables/document-client.ts';
import { required } from '../../tables/environment.ts';
import { pause } from '../../tables/pause.ts';
import { topicMailer } from '../mailer.ts';
import { alertStore } from './alert-store.ts';
import { raiseAlert } from './raise-alert.ts';

const tables = {
  alert: required('ALERT_TABLE'),
  openAlert: required('OPEN_ALERT_TABLE'),
  stockLevel: required('STOCK_LEVEL_TABLE'),
};

export const handler = raiseAlert({
  alerts: alertStore(documentClient(), tables, pause),
  mail: topicMailer(required('TOPIC_ARN'), 'STOCK'),
  clock: systemClock,
  newId: randomUUID,
});
