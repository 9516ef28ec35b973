import { describe, expect, it } from 'vitest';
import { categoriesOf, filterPolicyOf, isEmail } from './recipients.ts';

describe('a recipient', () => {
  it.each(['ada@example.com', 'first.last+stock@mail.example.co.uk'])('may be %s', (text) => {
    expect(isEmail(text)).toBe(true);
  });

  it.each([
    '',
    'ada',
    'ada@',
    '@example.com',
    'ada@example',
    'a b@example.com',
    'ada@example.com, b@example.com',
    '<a@b.c>',
    `${'a'.repeat(250)}@example.com`,
  ])('may not be %j', (text) => {
    expect(isEmail(text)).toBe(false);
  });

  it('gets what its filter policy lets through, and without one everything', () => {
    expect(categoriesOf(filterPolicyOf(['APPROVALS']))).toEqual(['APPROVALS']);
    expect(categoriesOf(undefined)).toEqual(['STOCK', 'APPROVALS']);
    expect(categoriesOf('{}')).toEqual(['STOCK', 'APPROVALS']);
  });
});
