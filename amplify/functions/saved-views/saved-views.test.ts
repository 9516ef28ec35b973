import { describe, expect, it } from 'vitest';
import { MOST_VIEWS, type SavedView } from '../../domain/saved-views.ts';
import type { ViewsOfUser } from '../../tables/saved-view-table.ts';
import { savedViews } from './saved-views.ts';

const view = (more: Partial<SavedView> = {}): SavedView => ({
  ...{ viewId: 'v-1', page: '/stock', name: 'Low', search: '?status=low&sort=-available' },
  ...more,
});

const desk = () => {
  const rows = new Map<string, ViewsOfUser>();
  /** So many of the next writes find that somebody else was quicker. */
  const beaten = { times: 0 };
  const answer = savedViews({
    table: {
      get: async (userId) => rows.get(userId) ?? { views: [], version: 0 },
      async put(userId, seen, views) {
        if (beaten.times > 0) {
          beaten.times -= 1;
          return false;
        }
        rows.set(userId, { views, version: seen.version + 1 });
        return true;
      },
    },
    pause: async () => {},
  });
  const as = (sub: string) => ({
    list: () => answer({ fieldName: 'savedViews', arguments: {}, identity: { sub } }),
    save: (more: Partial<SavedView> = {}) =>
      answer({ fieldName: 'saveView', arguments: view(more), identity: { sub } }),
    remove: (viewId: string) => answer({ fieldName: 'removeView', arguments: { viewId }, identity: { sub } }),
  });
  return { as, beaten };
};

describe('saved views', () => {
  it('are kept with who saved them, by name, and with nobody else', async () => {
    const { as } = desk();
    await as('vera').save({ name: ' Out ' });
    expect(await as('vera').save({ viewId: 'v-2', name: 'Late', page: '/alerts', search: '' })).toEqual([
      view({ viewId: 'v-2', name: 'Late', page: '/alerts', search: '' }),
      view({ name: 'Out' }),
    ]);
    expect(await as('oscar').list()).toEqual([]);
    expect(await as('oscar').remove('v-1')).toEqual([]);
    expect(await as('vera').list()).toHaveLength(2);
  });

  it('are renamed by saving them again, and removed once', async () => {
    const { as } = desk();
    await as('vera').save();
    expect(await as('vera').save({ name: 'Very low' })).toEqual([view({ name: 'Very low' })]);
    expect(await as('vera').remove('v-1')).toEqual([]);
    expect(await as('vera').remove('v-1')).toEqual([]);
  });

  it.each([
    ['another page', { page: '/settings' }, 'one of the pages'],
    ['an address elsewhere', { page: '//shop.example' }, 'one of the pages'],
    ['no name', { name: '  ' }, 'needs a name'],
    ['a long name', { name: 'x'.repeat(61) }, 'at most 60'],
    ['filters that are none', { search: 'status=low' }, 'cannot be kept'],
    ['filters with a fragment', { search: '?a=1#b' }, 'cannot be kept'],
    ['filters with markup', { search: '?a=<b>' }, 'cannot be kept'],
    ['endless filters', { search: `?${'a'.repeat(1000)}` }, 'cannot be kept'],
    ['no id', { viewId: '' }, 'view id'],
  ])('of %s are refused', async (_name, more, says) => {
    const { as } = desk();
    await expect(as('vera').save(more)).rejects.toThrow(says);
    expect(await as('vera').list()).toEqual([]);
  });

  it('are at most fifty', async () => {
    const { as } = desk();
    for (let count = 1; count <= MOST_VIEWS; count += 1) await as('vera').save({ viewId: `v-${count}` });
    await expect(as('vera').save({ viewId: 'one-more' })).rejects.toThrow('At most 50');
    expect(await as('vera').save({ viewId: 'v-7', name: 'Seventh' })).toHaveLength(MOST_VIEWS);
  });

  it('of two windows are both kept, or the second is told', async () => {
    const { as, beaten } = desk();
    beaten.times = 2;
    expect(await as('vera').save()).toHaveLength(1);
    beaten.times = 99;
    await expect(as('vera').save({ viewId: 'v-2' })).rejects.toThrow('Another window');
  });
});
