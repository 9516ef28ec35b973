import { mutationOptions } from '@tanstack/react-query';
import { type Alert, request } from '../../lib/api-client.ts';
import { liveStore } from '../../lib/live-store.ts';
import { ALERT_FIELDS } from './queries.ts';

const ACKNOWLEDGE = /* GraphQL */ `
  mutation AcknowledgeAlert($alertId: ID!) {
    acknowledgeAlert(alertId: $alertId) { ${ALERT_FIELDS} }
  }
`;

export const acknowledgeAlertMutation = mutationOptions({
  mutationKey: ['acknowledgeAlert'],
  mutationFn: (alertId: string) => request<Alert>(ACKNOWLEDGE, { alertId }),
  onSuccess: (alert) => liveStore.applyNow([{ model: 'Alert', item: alert }]),
});

const SNOOZE = /* GraphQL */ `
  mutation SnoozeAlert($alertId: ID!, $until: AWSDateTime!) {
    snoozeAlert(alertId: $alertId, until: $until) { ${ALERT_FIELDS} }
  }
`;

/** `until` is an ISO instant; one that is over brings the alert back. */
export const snoozeAlertMutation = mutationOptions({
  mutationKey: ['snoozeAlert'],
  mutationFn: (snooze: { alertId: string; until: string }) => request<Alert>(SNOOZE, snooze),
  onSuccess: (alert) => liveStore.applyNow([{ model: 'Alert', item: alert }]),
});
