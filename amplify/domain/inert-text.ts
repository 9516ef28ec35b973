/** As long as the longest product id that an order may carry. */
const LONGEST = 128;

/** Control and format characters (line breaks, bidi overrides, zero width), lone surrogates, line separators. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]+/gu;

/** What mail programs turn into links, or a relay that makes HTML of the text into markup: each shown, none working. */
const ACTIVE: readonly (readonly [RegExp, string])[] = [
  // `https://…`, `mailto:…`, `javascript:…`: a colon that nothing separates from what it leads to.
  [/[:：](?=\S)/gu, '[:]'],
  // A domain's dot, also in the widths that browsers take for one. The dot of 5.2 stays.
  [/(?<=[\p{L}\p{N}\p{M}-])[.。．｡](?=\p{L})/gu, '[.]'],
  [/[@＠]/gu, '[at]'],
  [/</g, '‹'],
  [/>/g, '›'],
  [/&/g, '＆'],
  [/`/g, 'ˋ'],
  [/\]\(/g, '] ('],
];

/** Somebody's text as it may stand in a mail: one line, as it reads, that is neither a link nor markup, of bounded length. */
export const inertText = (text: string): string => {
  const visible = text.replace(INVISIBLE, '\u{fffd}').replace(/\s+/gu, ' ').trim();
  const characters = [...visible];
  const bounded = characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}…` : visible;
  return ACTIVE.reduce((shown, [pattern, instead]) => shown.replace(pattern, instead), bounded);
};
