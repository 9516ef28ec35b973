import { resolvedKinds } from '../../../domain/alerts.ts';
import type { Clock } from '../../../domain/clock.ts';
import type { StockKey } from '../../../domain/stock-key.ts';
import type { AlertStore } from '../../raise-alert/alert-store.ts';

type Deps = { alerts: Pick<AlertStore, 'open' | 'resolve'>; clock: Clock };
type Input = StockKey & { available: number; reorderPoint: number; backordered: number };

/** Closes the alerts whose cause is gone, acknowledged or not: only then may the same cause warn again. */
export const resolveAlerts =
  ({ alerts, clock }: Deps) =>
  async (level: Input): Promise<{ resolved: number }> => {
    let resolved = 0;
    for (const kind of resolvedKinds(level)) {
      const open = await alerts.open(level, kind);
      if (open && (await alerts.resolve(level, kind, open.alertId, clock()))) resolved += 1;
    }
    return { resolved };
  };
