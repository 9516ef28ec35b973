import { ASSETS_PATTERN, KEPT_FOR_GOOD } from './caching.ts';
import { securityHeaders } from './policy.ts';

const entries = (headers: Record<string, string>): string =>
  Object.entries(headers)
    .map(([name, value]) => `      - key: ${JSON.stringify(name)}\n        value: ${JSON.stringify(value)}\n`)
    .join('');

/**
 * The policy, and what is kept for good, as Amplify Hosting reads it from the root of the repository or takes it with `aws amplify update-app`.
 * https://docs.aws.amazon.com/amplify/latest/userguide/custom-header-YAML-format.html
 * Values stand in double quotes, as JSON writes them: they hold single ones.
 */
export function customHttp(connect: readonly string[]): string {
  return `# Made by "npm run headers" from scripts/headers/policy.ts and the backend's outputs: change those.
customHeaders:
  - pattern: "**/*"
    headers:
${entries(securityHeaders({ connect }))}  - pattern: ${JSON.stringify(ASSETS_PATTERN)}
    headers:
${entries(KEPT_FOR_GOOD)}`;
}

/** Where a page under such a file may connect to: what tells one deployment's file from another's. */
export function connectSourcesIn(yaml: string): string[] {
  const sources = /connect-src 'self' ([^;"]+)/.exec(yaml)?.[1];
  if (!sources) throw new Error('The file has no connect-src.');
  return sources.split(' ');
}
