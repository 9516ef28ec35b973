import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALERT_SUBJECTS, alertMail } from './alerts.ts';
import { DECISION_SUBJECT, decisionMail } from './decisions.ts';
import { inertText } from './inert-text.ts';
import type { PurchaseOrder } from './models.ts';
import { ALERT_KINDS } from './vocabulary.ts';

describe('somebody’s text in a mail', () => {
  it.each([
    ['tv', 'tv'],
    ['desk lamp 5.2', 'desk lamp 5.2'],
    ['Stühle für Köche (weiß)', 'Stühle für Köche (weiß)'],
    ['tv\r\nBcc: everybody@example.com', 'tv\u{fffd}Bcc: everybody[at]example[.]com'],
    ['https://evil.example/approve?yes', 'https[:]//evil[.]example/approve?yes'],
    ['www.evil.example', 'www[.]evil[.]example'],
    ['javascript:alert(1)', 'javascript[:]alert(1)'],
    ['<img src=x onerror=alert(1)>', '‹img src=x onerror=alert(1)›'],
    ['[approve](https://evil.example)', '[approve] (https[:]//evil[.]example)'],
    ['tv\u{202e}gpj.exe', 'tv\u{fffd}gpj[.]exe'],
    ['a\u{200b}b\u{2028}c\u{0}d', 'a\u{fffd}b\u{fffd}c\u{fffd}d'],
    ['evil。example', 'evil[.]example'],
  ])('%j is shown as %j', (text, shown) => {
    expect(inertText(text)).toBe(shown);
  });

  it('is one line of bounded length that leads nowhere, whatever it was', () => {
    const anyText = fc
      .array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 200 })
      .map((points) => String.fromCodePoint(...points));
    fc.assert(
      fc.property(anyText, fc.webUrl(), fc.emailAddress(), (text, url, mail) => {
        const shown = [text, `${text}${url}`, `${url}${text}`, `${text} ${mail}`].map(inertText);
        const isAlive = (line: string) =>
          /[\p{C}\p{Zl}\p{Zp}<>@`]|:\/\/|\p{L}:\S|[a-z0-9]\.[a-z]/iu.test(line) || line.length > 128 * 6;
        return !shown.some(isAlive);
      }),
      { numRuns: 200 },
    );
  });

  it('stands in every kind of mail', () => {
    const hostile = 'x\r\nSubject: <b>https://evil.example</b>';
    const order = { productId: hostile, locationId: hostile, purchaseOrderId: 'po-1' } as unknown as PurchaseOrder;
    const bodies = ALERT_KINDS.map((kind) =>
      alertMail({ kind, productId: hostile, locationId: hostile, available: 1 }),
    );
    bodies.push(decisionMail(order, 'https://restock.example'));
    for (const body of bodies) {
      expect(body).not.toMatch(/evil\.example|<|\r/);
      expect(body).toContain('‹b›https[:]//evil[.]example‹/b›');
    }
  });

  it('is never in a subject: those are fixed, of at most 100 ASCII characters', () => {
    for (const subject of [...Object.values(ALERT_SUBJECTS), DECISION_SUBJECT]) {
      expect(subject).toMatch(/^[\x20-\x7e]{1,100}$/);
    }
  });
});
