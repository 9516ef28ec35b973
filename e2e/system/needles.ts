/** What stays of a secret when it is cut: nothing shorter than this happens to be somewhere else. */
const PART = 24;

/** The same characters at another place among the groups of three that base64 makes: only the whole groups are sure. */
const base64At = (text: string, before: number): string =>
  Buffer.from(`${' '.repeat(before)}${text}`)
    .toString('base64')
    .slice(before === 0 ? 0 : 4)
    .replace(/.{0,4}$/, '');

/** The forms in which a secret may stand in a text: as it is, escaped, encoded, or a part of it. */
function formsOf(secret: string): string[] {
  const middle = secret.slice(secret.length / 2, secret.length / 2 + PART);
  const encoded = [0, 1, 2].map((before) => base64At(secret, before));
  return [
    secret.slice(0, PART),
    middle,
    secret.slice(-PART),
    ...encoded,
    ...encoded.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    encodeURIComponent(secret),
    Buffer.from(secret).toString('hex'),
  ];
}

/** Where any form of any secret stands: the names of those texts. */
export function textsWith(secrets: readonly string[], texts: Record<string, string>): string[] {
  const forms = secrets.flatMap(formsOf);
  return Object.entries(texts)
    .filter(([, text]) => forms.some((form) => text.includes(form)))
    .map(([name]) => name);
}
