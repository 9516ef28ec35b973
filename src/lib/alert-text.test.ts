import { expect, it } from 'vitest';
import { alertText } from './alert-text.ts';

const of = { productId: 'tv', locationId: 'main' };

it('leaves out the product and place, which stand beside it', () => {
  expect(alertText({ ...of, message: 'tv at main: nothing is available.' })).toBe('Nothing is available.');
});

it('keeps any other message whole', () => {
  expect(alertText({ ...of, message: 'tv: gone.' })).toBe('Tv: gone.');
});
