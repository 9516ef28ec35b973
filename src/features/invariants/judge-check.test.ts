import { describe, expect, it } from 'vitest';
import type { StockCheck } from '../../lib/api-client.ts';
import { openFindings, worstStanding } from './judge-check.ts';

const NOW = Date.parse('2026-03-04T05:00:00Z');
const finding = (outcome: 'FOUND' | 'REPAIRED' | 'NEEDS_PERSON' | 'UNSETTLED', productId = 'tv') =>
  ({
    productId,
    locationId: 'main',
    kind: outcome === 'UNSETTLED' ? null : 'LEVEL',
    message: 'differs',
    outcome,
  }) as const;
const check = (more: Partial<StockCheck>): StockCheck => ({
  locationId: 'main',
  ...{ checkedAt: '2026-03-04T04:00:00Z', checkedBy: 'reconcile-stock', checked: 8, differences: 0, findings: [] },
  ...more,
});

describe('the books', () => {
  it('agree when the last check found nothing, and all it looked at', () => {
    expect(worstStanding([check({})], NOW)).toBe('agree');
    expect(worstStanding([check({ leftOffAt: 'tv' })], NOW)).toBe('partial');
  });

  it('are not known to agree before the first check, nor by one of long ago', () => {
    expect(worstStanding([], NOW)).toBe('unknown');
    expect(
      worstStanding([{ locationId: 'main', mendedAt: '2026-03-04T04:00:00Z', mended: [finding('REPAIRED')] }], NOW),
    ).toBe('unknown');
    expect(worstStanding([check({ checkedAt: '2026-03-02T04:00:00Z' })], NOW)).toBe('old');
  });

  it('differ while something found is not mended, whoever has to', () => {
    expect(worstStanding([check({ findings: [finding('FOUND')] })], NOW)).toBe('differ');
    expect(worstStanding([check({ findings: [finding('NEEDS_PERSON')] })], NOW)).toBe('differ');
    expect(worstStanding([check({ findings: [finding('REPAIRED')] })], NOW)).toBe('agree');
  });

  it('were compared in part where a stock level never stood still', () => {
    expect(worstStanding([check({ findings: [finding('UNSETTLED')] })], NOW)).toBe('partial');
  });

  it('stand as they stand at the location where they stand worst', () => {
    const shop = { locationId: 'shop' };
    expect(worstStanding([check({}), check({ ...shop, findings: [finding('FOUND')] })], NOW)).toBe('differ');
    expect(worstStanding([check({ ...shop, leftOffAt: 'tv' }), check({})], NOW)).toBe('partial');
  });

  it('agree again after a repair of one product, and of no other', () => {
    const later = { mendedAt: '2026-03-04T04:30:00Z', mended: [finding('REPAIRED')] };
    const found = { findings: [finding('FOUND'), finding('FOUND', 'desk')] };
    expect(openFindings(check({ ...found, ...later })).map(({ productId }) => productId)).toEqual(['desk']);
    const before = { ...later, mendedAt: '2026-03-04T03:30:00Z' };
    expect(openFindings(check({ ...found, ...before }))).toHaveLength(2);
  });
});
