import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inertText } from './inert-text.ts';

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
});
