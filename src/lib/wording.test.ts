import { describe, expect, it } from 'vitest';
import { quietFor } from './announcements.ts';
import { countChanges, summarise } from './change-summary.ts';
import { nextConnection } from './connection.ts';
import { connectionWords } from './connection-words.ts';
import { formatClock, formatDelta, formatRelative } from './format.ts';
import type { Change } from './live-changes.ts';
import { explain, RequestFailed } from './request-error.ts';
import { permissionsOf, roleNames, rolesOf } from './session.ts';

const NOW = Date.parse('2026-03-04T14:02:00Z');

describe('errors in words', () => {
  it('passes on what the backend says', () => {
    expect(explain({ errors: [{ message: 'count must be a whole number from 1 to 1000.' }] })).toBe(
      'count must be a whole number from 1 to 1000.',
    );
  });

  it('names the cause that a person can do something about', () => {
    expect(
      explain({ errors: [{ message: 'Not Authorized to access x on type Mutation', errorType: 'Unauthorized' }] }),
    ).toMatch(/role/);
    expect(explain({ errors: [{ message: 'Network error' }] })).toMatch(/cannot be reached/);
    expect(explain(new TypeError('Failed to fetch'))).toMatch(/cannot be reached/);
    expect(explain({ errors: [{ message: 'NoValidAuthTokens: No federated jwt' }] })).toMatch(/Sign in again/);
  });

  it('says something even about nothing', () => {
    expect(explain(undefined)).toMatch(/Try again/);
    expect(explain({ errors: [{}] })).toMatch(/Try again/);
  });

  it('does not explain twice', () => {
    expect(explain(new RequestFailed('Enough.'))).toBe('Enough.');
  });
});

describe('the spoken summary', () => {
  const change = (model: string) => ({ model, item: {} }) as unknown as Change;

  it('counts what changed, the most urgent first', () => {
    const counts = countChanges(['StockLevel', 'StockLevel', 'PurchaseOrder'].map(change));
    expect(summarise(counts)).toBe('Changed: 1 purchase order, 2 stock levels.');
  });

  it('says nothing about what nobody waits for', () => {
    expect(summarise(countChanges([change('OrderRate')]))).toBe('');
  });

  it('waits ten seconds between two sentences', () => {
    expect(quietFor(NOW, NOW + 4000)).toBe(6000);
    expect(quietFor(NOW, NOW + 60_000)).toBe(0);
  });
});

describe('the live connection', () => {
  const live = { phase: 'live', freshUntil: NOW } as const;

  it('remembers until when the screen was fresh', () => {
    const lost = nextConnection(live, 'lost', NOW + 5000);
    expect(lost).toEqual({ phase: 'reconnecting', freshUntil: NOW + 5000 });
    expect(nextConnection(lost, 'lost', NOW + 90_000).freshUntil).toBe(NOW + 5000);
  });

  it('stays offline until the network is back', () => {
    const offline = nextConnection(live, 'network-gone', NOW);
    expect(nextConnection(offline, 'lost', NOW).phase).toBe('offline');
    expect(nextConnection(offline, 'network-back', NOW).phase).toBe('reconnecting');
  });

  it('is told in words, the gap before the pause', () => {
    const pause = { paused: true, waiting: 3 };
    expect(connectionWords(live, { paused: false, waiting: 0 }).label).toBe('Live');
    expect(connectionWords(live, pause).label).toBe('Paused, 3 waiting');
    expect(connectionWords({ phase: 'offline', freshUntil: NOW }, pause).label).toBe(
      `Offline, data from ${formatClock(NOW)}`,
    );
    expect(connectionWords({ phase: 'reconnecting', freshUntil: NOW }, pause).label).toMatch(
      /^Reconnecting, data from/,
    );
  });
});

describe('numbers and times', () => {
  it('carry their sign', () => {
    expect(formatDelta(5)).toBe('+5');
    expect(formatDelta(-5)).toBe('−5');
    expect(formatDelta(0)).toBe('0');
  });

  it('never promise more time than is left', () => {
    expect(formatRelative(NOW + 119 * 60_000, NOW)).toMatch(/1 h/);
    expect(formatRelative(NOW - 12_000, NOW)).toMatch(/12 sec/);
  });
});

describe('roles', () => {
  it('are the groups of ours, strongest first', () => {
    expect(rolesOf(['VIEWERS', 'others', 'APPROVERS'])).toEqual(['APPROVERS', 'VIEWERS']);
    expect(rolesOf(undefined)).toEqual([]);
    expect(roleNames(['APPROVERS', 'VIEWERS'])).toBe('Approver, Viewer');
  });

  it('allow what the schema allows', () => {
    expect(permissionsOf(['APPROVERS'])).toEqual({
      placeOrders: false,
      adjustStock: false,
      importStock: false,
      acknowledge: true,
      decide: true,
      receive: false,
      requestPurchaseOrders: false,
      changePurchasing: true,
    });
    expect(permissionsOf(['OPERATORS'])).toEqual({
      placeOrders: true,
      adjustStock: true,
      importStock: true,
      acknowledge: true,
      decide: false,
      receive: true,
      requestPurchaseOrders: true,
      changePurchasing: false,
    });
    expect(Object.values(permissionsOf(['VIEWERS']))).not.toContain(true);
  });
});
