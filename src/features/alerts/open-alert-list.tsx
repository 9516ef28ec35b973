import { Item, ItemList } from '../../components/item-list.tsx';
import { LiveNotice } from '../../components/live-notice.tsx';
import { Ago } from '../../components/moment.tsx';
import { Panel } from '../../components/panel.tsx';
import { Nothing, Ready } from '../../components/states.tsx';
import { Status } from '../../components/status.tsx';
import { useSteadyRows } from '../../components/use-steady-rows.ts';
import { alertText } from '../../lib/alert-text.ts';
import type { Alert } from '../../lib/api-client.ts';
import { idOf } from '../../lib/live-changes.ts';
import { ALERT_KIND, ALERT_STATUS } from '../../lib/words.ts';
import { AcknowledgeButton } from './acknowledge-button.tsx';
import { useOpenAlerts } from './use-open-alerts.ts';

const MOST = 6;
const rowId = (alert: Alert) => idOf('Alert', alert);

/** The newest alerts that nobody has acknowledged. */
export function OpenAlertList({ name }: { name: (productId: string) => string }) {
  const { query, alerts, known } = useOpenAlerts();
  const steady = useSteadyRows({ wanted: alerts.slice(0, MOST), known, idOf: rowId, list: String(query.isPending) });
  return (
    <Panel
      title="Alerts to acknowledge"
      hint={alerts.length > 0 ? alerts.length : undefined}
      actions={<LiveNotice added={steady.added} changed={steady.changed} onShow={steady.show} />}
      flush
    >
      <Ready query={query} label="alerts">
        {steady.rows.length === 0 ? (
          <Nothing title="No open alerts">Stock is above every reorder point that anybody was warned of.</Nothing>
        ) : (
          <ItemList>
            {steady.rows.map((alert) => (
              <Item
                key={alert.alertId}
                title={
                  <>
                    <span>{name(alert.productId)}</span>
                    <Status word={alert.status === 'OPEN' ? ALERT_KIND[alert.kind] : ALERT_STATUS[alert.status]} />
                  </>
                }
                detail={alertText(alert)}
                aside={<Ago at={alert.createdAt} />}
                action={
                  <AcknowledgeButton alert={alert} of={`${ALERT_KIND[alert.kind].label}, ${name(alert.productId)}`} />
                }
              />
            ))}
          </ItemList>
        )}
      </Ready>
    </Panel>
  );
}
