import { describe, expect, it } from 'vitest';
import { INJECTIONS } from '../../e2e/injections.ts';
import { ALERT_SUBJECTS, alertMail } from './alerts.ts';
import { DECISION_SUBJECT, decisionMail, REMINDER_SUBJECT } from './decisions.ts';
import type { PurchaseOrder } from './models.ts';
import { ALERT_KINDS } from './vocabulary.ts';

const DASHBOARD = 'https://restock.example';
const LINK = /^https:\/\/restock\.example\/purchase-orders\?order=po-1$/gm;

/** Every body that a product of this id may get into. */
function bodiesFor(productId: string): string[] {
  const order = {
    purchaseOrderId: 'po-1',
    productId,
    locationId: productId,
    quantity: 5,
    quantityRequested: 0,
    minPOAmount: 5,
    reason: 'LOW_STOCK',
    deadline: '2026-03-04T05:00:00.000Z',
  } as PurchaseOrder;
  const cause = { productId, locationId: productId, available: 1, reorderPoint: 3, quantityRequested: 2 };
  return [decisionMail(order, DASHBOARD), ...ALERT_KINDS.map((kind) => alertMail({ ...cause, kind }))];
}

/** What a mail program would act upon: an address, a domain, markup, or a character that is not seen. */
const ACTIVE =
  /[a-z][a-z0-9+.-]*:\/\/|\b(?:mailto|javascript|data|tel):\S|\bwww\.|[\p{L}\p{N}][.。．]\p{L}|\S@\S|[<>&`]|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/iu;

describe('a mail about a product', () => {
  const lineCount = bodiesFor('tv').map((body) => body.split('\n').length);

  it.each(INJECTIONS)('is inert with $word in it', ({ text, word }) => {
    const bodies = bodiesFor(text);
    expect(bodies.map((body) => body.split('\n').length)).toEqual(lineCount);
    for (const body of bodies) {
      const others = body.replaceAll(LINK, '').replaceAll('\n', ' ');
      expect(others).not.toMatch(ACTIVE);
      expect(body.length).toBeLessThan(2000);
      if (text.indexOf(word) < 100) expect(body).toContain(word);
    }
  });

  it('has a subject that no product is in: fixed, of at most 100 ASCII characters', () => {
    for (const subject of [...Object.values(ALERT_SUBJECTS), DECISION_SUBJECT, REMINDER_SUBJECT]) {
      expect(subject).toMatch(/^[\x20-\x7e]{1,100}$/);
    }
  });

  it('was tried with 200 different texts', () => {
    expect(new Set(INJECTIONS.map(({ text }) => text)).size).toBe(200);
  });
});
