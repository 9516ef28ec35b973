/** What a backend's `amplify_outputs.json` says of where the page must be able to reach. */
export interface BackendAddresses {
  auth?: { aws_region?: string } | undefined;
  data?: { url?: string } | undefined;
}

export interface Page {
  /** Where the page may send requests and open sockets, besides its own origin: see `connectSources`. */
  connect: readonly string[];
  /** Of a development server, whose own scripts and styles stand in the page. Never for a built page. */
  nonce?: string;
}

/**
 * The one policy of the dashboard, as response headers. `npm start` and `npm run dev` send them, and Amplify Hosting gets
 * them in its `customHttp.yml`. Everything that is not named here is forbidden; why each is there: docs/security.md.
 */
export const securityHeaders = (page: Page): Record<string, string> => ({
  'Content-Security-Policy': contentSecurityPolicy(page),
  // A browser that keeps to `frame-ancestors` ignores this one; older ones know nothing else.
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  // The address of a page names products and purchase orders.
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': ['camera', 'microphone', 'geolocation', 'payment', 'usb', 'serial', 'bluetooth', 'hid']
    .map((feature) => `${feature}=()`)
    .join(', '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  // Without a certificate, as on this machine, browsers ignore it.
  'Strict-Transport-Security': 'max-age=31536000',
});

function contentSecurityPolicy({ connect, nonce }: Page): string {
  const own = nonce === undefined ? ["'self'"] : ["'self'", `'nonce-${nonce}'`];
  const directives: Record<string, readonly string[]> = {
    'default-src': ["'none'"],
    'script-src': own,
    'style-src': own,
    'img-src': ["'self'"],
    'connect-src': ["'self'", ...connect],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}

/** AppSync's own domain; subscriptions have a host beside it. Its own domains serve both on one. */
const APPSYNC_HOST = /^\w+\.appsync-api\.[a-z0-9-]+\.(amazonaws\.com(?:\.cn)?)$/;

/**
 * The GraphQL API, its subscriptions and Cognito, as sources of `connect-src`. The client signs in at Cognito's regional
 * endpoints; an API on this machine is a local endpoint, which serves all of them on one port and without a certificate.
 * Throws when the outputs name no API: a page that could reach nothing would only look deployed.
 */
export function connectSources({ auth, data }: BackendAddresses): string[] {
  if (!data?.url || !URL.canParse(data.url)) throw new Error('amplify_outputs.json names no GraphQL API.');
  const api = new URL(data.url);
  if (api.protocol === 'http:') return [api.origin, `ws://${api.host}`];
  if (!auth?.aws_region) throw new Error('amplify_outputs.json names no region to sign in at.');
  const suffix = APPSYNC_HOST.exec(api.host)?.[1];
  const realtime = suffix ? api.host.replace('.appsync-api.', '.appsync-realtime-api.') : api.host;
  const cognito = ['cognito-idp', 'cognito-identity'].map(
    (service) => `https://${service}.${auth.aws_region}.${suffix ?? 'amazonaws.com'}`,
  );
  return [api.origin, `wss://${realtime}`, ...cognito];
}
