import { authenticate } from './authenticate.ts';
import type { CredentialBook } from './credential-book.ts';
import type { Principal } from './service.ts';

/**
 * Who signed a request that never came as one: AppSync's realtime protocol sends the signed headers of a POST inside
 * the WebSocket. Undefined when there is no signature; throws when there is a wrong one.
 */
export function verifySignedHeaders(
  { url, headers, body }: { url: string; headers: Record<string, string>; body: string },
  credentials: CredentialBook,
): Principal | undefined {
  const lowerCase = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const { principal } = authenticate(
    { method: 'POST', url: new URL(url), headers: lowerCase, body: Buffer.from(body) },
    credentials,
  );
  return principal.kind === 'anonymous' ? undefined : principal;
}
