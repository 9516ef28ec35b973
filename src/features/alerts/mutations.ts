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
