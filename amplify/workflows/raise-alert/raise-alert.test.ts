import { describe, expect, it } from 'vitest';
import type { AlertCause } from '../../domain/alerts.ts';
import { resolveAlerts } from '../check-inventory-level/resolve-alerts/resolve-alerts.ts';
import type { AlertStore, OpenAlert } from './alert-store.ts';
import { raiseAlert } from './raise-alert.ts';

const CAUSE: AlertCause = { productId: 'tv', locationId: 'main', kind: 'LOW_STOCK', available: 1, reorderPoint: 2 };

const world = () => {
  const open = new Map<string, OpenAlert>();
  const state = { now: '2026-03-04T05:00:00.000Z', mails: 0, mailFails: false };
  const alerts: AlertStore = {
    open: async (_, kind) => open.get(kind),
    create: async (alert, _cause, now) => {
      if (open.has(alert.kind)) return false;
      open.set(alert.kind, { alertId: alert.alertId, createdAt: now });
      return true;
    },
    noteMailed: async (_, kind) => {
      const known = open.get(kind);
      if (known) open.set(kind, { ...known, mailed: true });
    },
    resolve: async (_, kind) => open.delete(kind),
  };
  const raise = raiseAlert({
    alerts,
    mail: async () => {
      if (state.mailFails) throw new Error('no mail');
      state.mails += 1;
    },
    clock: () => state.now,
    newId: () => 'a-1',
  });
  return { state, raise, resolve: resolveAlerts({ alerts, clock: () => state.now }) };
};

describe('an alert', () => {
  it('is raised and mailed once while its cause lasts', async () => {
    const { state, raise } = world();
    await Promise.all([raise(CAUSE), raise(CAUSE)]);
    expect(await raise(CAUSE)).toEqual({ raised: false });
    expect(state.mails).toBe(1);
  });

  it('may be raised again once its cause was gone', async () => {
    const { state, raise, resolve } = world();
    await raise(CAUSE);
    expect(
      await resolve({ productId: 'tv', locationId: 'main', available: 9, reorderPoint: 2, backordered: 0 }),
    ).toEqual({
      resolved: 1,
    });
    await raise(CAUSE);
    expect(state.mails).toBe(2);
  });

  it('is mailed later when a crash came between its creation and its mail', async () => {
    const { state, raise } = world();
    state.mailFails = true;
    await expect(raise(CAUSE)).rejects.toThrow('no mail');
    state.mailFails = false;
    await raise(CAUSE);
    expect(state.mails).toBe(0);
    state.now = '2026-03-04T05:02:00.000Z';
    await raise(CAUSE);
    expect(state.mails).toBe(1);
  });
});
