import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Store } from './store.ts';

describe('store', () => {
  it('answers documents as they were put, in key order, by prefix', () => {
    const things = new Store(':memory:').collection<{ n: number }>('things');
    things.put('b/2', { n: 2 });
    things.put('a/1', { n: 1 });
    things.put('b/1', { n: 3 });
    expect(things.get('a/1')).toEqual({ n: 1 });
    expect(things.entries('b/')).toEqual([
      ['b/1', { n: 3 }],
      ['b/2', { n: 2 }],
    ]);
    expect(things.delete('a/1')).toBe(true);
    expect(things.delete('a/1')).toBe(false);
    expect(things.get('a/1')).toBeUndefined();
  });

  it('keeps collections apart', () => {
    const store = new Store(':memory:');
    store.collection('a').put('k', 1);
    store.collection('b').put('k', 2);
    store.collection('a').clear();
    expect(store.collection('b').get('k')).toBe(2);
    expect(store.collection('a').entries()).toEqual([]);
  });

  it('writes all of a transaction or nothing, also of a nested one', () => {
    const store = new Store(':memory:');
    const things = store.collection<number>('things');
    expect(() =>
      store.transaction(() => {
        things.put('a', 1);
        store.transaction(() => things.put('b', 2));
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(things.entries()).toEqual([]);
  });

  it('finds everything again in the file', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'restock-store-')), 'deep', 'store.db');
    const before = new Store(file);
    before.collection('things').put('a', { text: 'ü"\n' });
    before.close();
    expect(new Store(file).collection('things').get('a')).toEqual({ text: 'ü"\n' });
  });

  it('replaces a text in every document', () => {
    const store = new Store(':memory:');
    store.collection('a').put('k', { url: 'http://127.0.0.1:1/x' });
    store.collection('b').put('k', 'http://127.0.0.1:1');
    store.replaceText('http://127.0.0.1:1', 'http://127.0.0.1:22');
    expect(store.collection('a').get('k')).toEqual({ url: 'http://127.0.0.1:22/x' });
    expect(store.collection('b').get('k')).toBe('http://127.0.0.1:22');
  });
});
