import { describe, expect, it } from 'vitest';
import { decodeQuery, encodeXml } from './query-protocol.ts';

const decode = (text: string) => decodeQuery(new URLSearchParams(text));

describe('query protocol', () => {
  it('reads lists in the order of their numbers, also past nine', () => {
    const members = Array.from({ length: 11 }, (_, index) => `L.member.${index + 1}=${index + 1}`).reverse();
    expect(decode(members.join('&')).L).toEqual(members.map((_, index) => String(index + 1)));
  });

  it('reads structures in lists, and maps', () => {
    expect(
      decode('Action=X&Version=1&Tags.member.1.Key=a&Tags.member.1.Value=b&A.entry.1.key=k&A.entry.1.value=v'),
    ).toEqual({
      Tags: [{ Key: 'a', Value: 'b' }],
      A: { k: 'v' },
    });
  });

  it('reads an empty list', () => {
    expect(decode('L.member=')).toEqual({ L: [] });
  });

  it('keeps a hostile name an ordinary name', () => {
    const input = decode('__proto__.polluted=1');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.keys(input)).toEqual(['__proto__']);
  });

  it('writes lists, maps, dates and escapes', () => {
    expect(encodeXml('R', { L: ['<a>', 'b'], M: new Map([['k', 'v']]), N: undefined, D: new Date(0) })).toBe(
      '<R><L><member>&lt;a&gt;</member><member>b</member></L><M><entry><key>k</key><value>v</value></entry></M><D>1970-01-01T00:00:00.000Z</D></R>',
    );
  });
});
