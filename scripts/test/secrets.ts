/** What a key, a token or a password looks like where one was left lying. */
const PATTERNS: Record<string, RegExp> = {
  'an access key of AWS': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  'a secret key of AWS': /aws_?secret_?(?:access_?)?key["'\s:=]{1,5}[A-Za-z0-9/+]{40}\b/i,
  'a private key': /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY/,
  'a token of somebody': /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/,
  'an API key of AppSync': /\bda2-[a-z0-9]{26}\b/,
  'a token of GitHub': /\bgh[pousr]_[A-Za-z0-9]{36}\b/,
  'a token of npm': /\bnpm_[A-Za-z0-9]{36}\b/,
  'a token of Slack': /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
  'credentials in an address': /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"'`$<>{}]+:[^\s/:@"'`$<>{}]+@[a-z0-9]/i,
  'a password': /(?<![\w-])(?:password|passwd|secret)\b["']?\s*[:=]\s*["'`](?![~^]?\d+\.\d)[^"'`\s${}]{6,}["'`]/i,
};

const isTest = (file: string) => /\.(test|spec)\.tsx?$|\/testing(\/|\.ts$)|^e2e\//.test(file);

/** What in a file's text looks like a secret, each with the file's name. */
export const secretsIn = (file: string, text: string): string[] =>
  Object.entries(PATTERNS)
    // What a test signs in with is made up: it must only not look like a key of somebody's.
    .filter(([name]) => !(name === 'a password' && isTest(file)))
    .filter(([, pattern]) => pattern.test(text))
    .map(([name]) => `${file}: ${name}`);
