import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SavedView } from '../../amplify/domain/saved-views.ts';
import { Backend } from './backend.ts';
import { People, type Who } from './people.ts';

let backend: Backend;
let people: People;

beforeAll(async () => {
  backend = await Backend.start();
  people = new People(backend);
});

afterAll(() => backend?.stop());

const FIELDS = 'viewId page name search';
const LOW: SavedView = { viewId: 'low', page: '/stock', name: 'Low', search: '?status=low&sort=-available' };

const listed = (who: Who): Promise<SavedView[]> => people.ask(who, `query Views { savedViews { ${FIELDS} } }`, {});

const save = (who: Who, view: SavedView): Promise<SavedView[]> => {
  const query = `mutation Save($viewId: ID!, $page: String!, $name: String!, $search: String!) {
    saveView(viewId: $viewId, page: $page, name: $name, search: $search) { ${FIELDS} }
  }`;
  return people.ask(who, query, view);
};

const remove = (who: Who, viewId: string): Promise<SavedView[]> =>
  people.ask(who, `mutation Remove($viewId: ID!) { removeView(viewId: $viewId) { ${FIELDS} } }`, { viewId });

test('views are kept with whoever saved them, on every device, and reached by nobody else', async () => {
  expect(await save('viewer', LOW)).toEqual([LOW]);
  expect(await save('operator', { ...LOW, name: 'Mine' })).toEqual([{ ...LOW, name: 'Mine' }]);
  expect(await remove('operator', 'low')).toEqual([]);
  expect(await listed('viewer')).toEqual([LOW]);
  await expect(listed('outsider')).rejects.toThrow(/Not Authorized/);
});

test('of two windows that save at once both are kept', async () => {
  const late = { ...LOW, viewId: 'late', page: '/purchase-orders', name: 'Late', search: '' };
  const names = ['One', 'Two', 'Three'];
  await Promise.all(names.map((name) => save('approver', { ...LOW, viewId: name, name })));
  await save('approver', late);
  expect((await listed('approver')).map(({ name }) => name)).toEqual(['Late', 'One', 'Three', 'Two']);
});

test('a view leads nowhere but to a list', async () => {
  await expect(save('viewer', { ...LOW, page: 'https://shop.example' })).rejects.toThrow('one of the pages');
  await expect(save('viewer', { ...LOW, search: '?a=1#elsewhere' })).rejects.toThrow('cannot be kept');
});
