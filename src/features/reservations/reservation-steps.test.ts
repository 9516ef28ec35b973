import { describe, expect, it } from 'vitest';
import type { RecordedReservation } from '../../lib/api-client.ts';
import { entriesOf, type LedgerEntry, reservationSteps } from './reservation-steps.ts';

const row = (more: Partial<RecordedReservation> = {}): RecordedReservation => ({
  ...{ orderId: 'o-1', productId: 'tv', locationId: 'main', quantity: 2, status: 'RESERVED', deliveries: 1 },
  ...{ createdAt: '2026-03-04T05:00:00.000Z', updatedAt: '2026-03-04T05:00:00.000Z' },
  movementId: '2026-03-04T05:00:00.000Z#ORDER#o-1',
  ...more,
});
const entry = (movementId: string, more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  ...{ movementId, cause: 'ORDER', causeId: 'o-1', availableDelta: -2, availableAfter: 5 },
  ...more,
});
const said = (steps: ReturnType<typeof reservationSteps>) => steps.map(({ word, text }) => `${word.label}: ${text}`);

describe('the steps of a reservation', () => {
  it('say what it took, what was left, and until when it waits', () => {
    const steps = reservationSteps(row({ expiresAt: '2026-03-05T05:00:00.000Z' }), [
      entry('2026-03-04T05:00:00.000Z#ORDER#o-1', { causeId: 'o-1+3' }),
    ]);
    expect(said(steps)).toEqual([
      'Reserved: 2 taken; 5 were left. Written with 3 other orders.',
      expect.stringMatching(/^Holds its stock: until /),
    ]);
  });

  it('put what came again in its place, before or after the end', () => {
    const shipped = { status: 'FULFILLED', settledAt: '2026-03-04T07:00:00.000Z', deliveries: 3 } as const;
    const labels = (redeliveredAt: string) =>
      reservationSteps(row({ ...shipped, redeliveredAt }), []).map(({ word }) => word.label);
    expect(labels('2026-03-04T06:00:00.000Z')).toEqual(['Reserved', 'Came again', 'Shipped']);
    expect(labels('2026-03-04T08:00:00.000Z')).toEqual(['Reserved', 'Shipped', 'Came again']);
  });

  it('of what took nothing say why, and of a change that was refused what it was', () => {
    const none = { movementId: null, status: 'UNAVAILABLE', availableQuantity: 1 } as const;
    expect(said(reservationSteps(row({ ...none, refusal: 'too late' }), []))).toEqual([
      'Unavailable: 1 were available.',
      'Change refused: too late',
    ]);
    expect(entriesOf(row(none))).toEqual([]);
  });

  it('find the ledger entries of its beginning and its end by their keys', () => {
    const settledAt = '2026-03-04T07:00:00.000Z';
    expect(entriesOf(row({ status: 'RELEASED', settledAt }))).toEqual([
      '2026-03-04T05:00:00.000Z#ORDER#o-1',
      '2026-03-04T07:00:00.000Z#RELEASE#o-1',
    ]);
    expect(entriesOf(row({ status: 'EXPIRED', settledAt, locationId: 'north' }))[1]).toBe(
      '2026-03-04T07:00:00.000Z#EXPIRY#o-1#north',
    );
    const given = entry('2026-03-04T07:00:00.000Z#RELEASE#o-1', { cause: 'RELEASE', availableAfter: 7 });
    expect(said(reservationSteps(row({ status: 'RELEASED', settledAt }), [given]))).toContain(
      'Released: 2 available again; 7 then.',
    );
  });

  it('of what waited say so, then that it was served, or that it left the queue', () => {
    const waited = { availableQuantity: 1, servedAt: '2026-03-04T06:00:00.000Z' };
    expect(said(reservationSteps(row(waited), [entry('2026-03-04T05:00:00.000Z#ORDER#o-1')]))).toEqual([
      'Backordered: 1 were available.',
      'Reserved: 2 taken; 5 were left.',
    ]);
    const left = { ...waited, servedAt: null, movementId: null, status: 'RELEASED' } as const;
    const gone = row({ ...left, settledAt: '2026-03-04T07:00:00.000Z' });
    expect(said(reservationSteps(gone, []))).toEqual([
      'Backordered: 1 were available.',
      'Released: It was cancelled while it waited; it never held stock.',
    ]);
    expect(entriesOf(gone)).toEqual([]);
  });
});
