import { ALERT_SUBJECTS, type AlertCause, alertMail, alertMessage } from '../../domain/alerts.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Mailer } from '../mailer.ts';
import type { AlertStore } from './alert-store.ts';

type Deps = { alerts: AlertStore; mail: Mailer; clock: Clock; newId: () => string };

/** An alert that old and not marked as mailed was left by a crash; a younger one is being mailed by who made it. */
const ABANDONED_AFTER_MS = 60_000;

/**
 * Raises an alert unless one is open for the same stock level and kind, or its cause is gone; only its creation mails. A crash between the two
 * is mended by whoever comes later, so after a crash a mail may come twice, but never not at all.
 */
export const raiseAlert =
  ({ alerts, mail, clock, newId }: Deps) =>
  async (cause: AlertCause): Promise<{ raised: boolean }> => {
    const { productId, locationId, kind } = cause;
    const known = await alerts.open(cause, kind);
    if (known?.mailed) return { raised: false };
    if (known && Date.parse(clock()) - Date.parse(known.createdAt) < ABANDONED_AFTER_MS) return { raised: false };
    if (!known) {
      const message = alertMessage(cause);
      const alert = { alertId: newId(), productId, locationId, kind, status: 'OPEN' as const, message };
      if (!(await alerts.create(alert, cause, clock()))) return { raised: false };
    }
    await mail({ subject: ALERT_SUBJECTS[kind], body: alertMail(cause) });
    await alerts.noteMailed(cause, kind);
    return { raised: known === undefined };
  };
