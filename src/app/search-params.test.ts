import { describe, expect, it } from 'vitest';
import { parseAlertSearch } from '../features/alerts/alert-filter.ts';
import { parsePurchaseOrderSearch } from '../features/purchase-orders/purchase-order-filter.ts';
import { parseReservationSearch } from '../features/reservations/reservation-filter.ts';
import { parseStockSearch } from '../features/stock/stock-filter.ts';
import { pageNumber, sortOf, sortParam, text, toggleSort } from '../lib/search-params.ts';

describe('what stands in the URL', () => {
  it('is taken when it makes sense', () => {
    expect(parseStockSearch({ q: 'desk', status: 'low', sort: '-available', page: 3 })).toEqual({
      q: 'desk',
      status: 'low',
      sort: '-available',
      page: 3,
      product: undefined,
    });
    expect(parseReservationSearch({ status: 'UNAVAILABLE', productId: 'tv' })).toMatchObject({
      status: 'UNAVAILABLE',
      productId: 'tv',
    });
    expect(parseAlertSearch({ list: 'resolved', kind: 'LOW_STOCK' })).toMatchObject({
      list: 'resolved',
      kind: 'LOW_STOCK',
    });
    expect(parsePurchaseOrderSearch({ order: 'po-1', status: 'REJECTED' })).toMatchObject({
      order: 'po-1',
      status: 'REJECTED',
    });
  });

  it('is left out when it does not', () => {
    const nonsense = {
      q: '  ',
      status: 'DROP TABLE',
      sort: '-password',
      page: -2,
      product: {},
      list: 1,
      kind: null,
      order: [],
    };
    expect(Object.values(parseStockSearch(nonsense)).filter(Boolean)).toEqual([]);
    expect(Object.values(parseReservationSearch(nonsense)).filter(Boolean)).toEqual([]);
    expect(Object.values(parseAlertSearch(nonsense)).filter(Boolean)).toEqual([]);
    expect(Object.values(parsePurchaseOrderSearch(nonsense)).filter(Boolean)).toEqual([]);
  });

  it('keeps text that looks like a number, and shortens what is too long', () => {
    expect(text(42)).toBe('42');
    expect(text('x'.repeat(200))).toHaveLength(100);
  });

  it('counts pages from one and leaves the first one out', () => {
    expect(pageNumber('2')).toBe(2);
    expect(pageNumber(1)).toBeUndefined();
    expect(pageNumber(2.5)).toBeUndefined();
  });
});

describe('a sort', () => {
  it('survives the URL', () => {
    const sort = { column: 'available', descending: true } as const;
    expect(sortOf(sortParam(sort), ['product', 'available'])).toEqual(sort);
  });

  it('turns around on a second click and starts ascending on another column', () => {
    const first = toggleSort({ column: 'a', descending: true }, 'b');
    expect(first).toEqual({ column: 'b', descending: false });
    expect(toggleSort(first, 'b')).toEqual({ column: 'b', descending: true });
  });
});
