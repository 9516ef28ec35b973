import { createHmac, createSecretKey, hash, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/**
 * Reads and checks AWS Signature Version 4, in the header and in the presigned-URL form.
 * Rules: "Create a signed AWS API request" in the IAM User Guide.
 * Clock skew is not checked: a caller's clock and the endpoint's virtual one may differ by years.
 */
export interface Signature {
  accessKeyId: string;
  scope: { date: string; region: string; service: string };
  signedHeaders: string[];
  signature: string;
  timestamp: string;
  presigned: boolean;
}

export interface SignedRequest {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  body: Uint8Array;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';

/** The request's signature, or undefined when it carries none that can be read. */
export function readSignature({ headers, url }: Pick<SignedRequest, 'headers' | 'url'>): Signature | undefined {
  if (url.searchParams.get('X-Amz-Algorithm') === ALGORITHM) {
    const parameter = (name: string) => url.searchParams.get(name) ?? '';
    return assemble(
      parameter('X-Amz-Credential'),
      parameter('X-Amz-SignedHeaders'),
      parameter('X-Amz-Signature'),
      parameter('X-Amz-Date'),
      true,
    );
  }
  const header = headers.authorization;
  if (!header?.startsWith(ALGORITHM)) return undefined;
  const part = (name: string) => new RegExp(`${name}=([^,\\s]+)`).exec(header)?.[1] ?? '';
  return assemble(
    part('Credential'),
    part('SignedHeaders'),
    part('Signature'),
    String(headers['x-amz-date'] ?? ''),
    false,
  );
}

function assemble(credential: string, signedHeaders: string, signature: string, timestamp: string, presigned: boolean) {
  const [accessKeyId, date, region, service] = credential.split('/');
  if (!accessKeyId || !date || !region || !service) return undefined;
  return {
    accessKeyId,
    scope: { date, region, service },
    signedHeaders: signedHeaders.split(';'),
    signature,
    timestamp,
    presigned,
  };
}

/** Whether `secretAccessKey` made this signature over this request. */
export function verifySignature(request: SignedRequest, signature: Signature, secretAccessKey: string): boolean {
  // S3 signs the path as it is sent; every other service encodes it a second time.
  const expected = signatureOf(request, signature, secretAccessKey, signature.scope.service === 's3');
  const given = Buffer.from(signature.signature);
  return given.length === expected.length && timingSafeEqual(given, Buffer.from(expected));
}

function signatureOf(
  request: SignedRequest,
  { scope, signedHeaders, timestamp, presigned }: Signature,
  secret: string,
  rawPath: boolean,
) {
  const { date, region, service } = scope;
  const canonicalRequest = [
    request.method,
    canonicalPath(request.url.pathname, rawPath),
    canonicalQuery(request.url),
    ...signedHeaders.map((name) => `${name}:${headerValue(request.headers, name)}`),
    '',
    signedHeaders.join(';'),
    payloadHash(request, presigned),
  ].join('\n');
  const stringToSign = [
    ALGORITHM,
    timestamp,
    `${date}/${region}/${service}/aws4_request`,
    sha256(canonicalRequest),
  ].join('\n');
  return hmac(signingKey(secret, date, region, service), stringToSign).toString('hex');
}

function canonicalPath(path: string, raw: boolean): string {
  const decoded = raw ? path.split('/').map(safeDecode) : path.split('/');
  return decoded.map(encode).join('/') || '/';
}

function canonicalQuery(url: URL): string {
  return [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
}

function headerValue(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return (Array.isArray(value) ? value.join(',') : (value ?? '')).trim().replace(/ +/g, ' ');
}

function payloadHash({ headers, body }: SignedRequest, presigned: boolean): string {
  const declared = headers['x-amz-content-sha256'];
  if (typeof declared === 'string') return declared;
  return presigned ? 'UNSIGNED-PAYLOAD' : sha256(body);
}

/** Whether the body is the one whose hash was signed; streamed S3 uploads sign their chunks instead and pass. */
export function bodyMatchesSignedHash({ headers, body }: SignedRequest): boolean {
  const declared = headers['x-amz-content-sha256'];
  return typeof declared !== 'string' || !/^[0-9a-f]{64}$/.test(declared) || declared === sha256(body);
}

const signingKeys = new Map<string, KeyObject>();

/**
 * A key lasts for a day, region and service; deriving it takes four hashes, so the last few hundred are kept. As key
 * objects: of bytes Node.js makes one for every hash, which takes seven times as long as the hash.
 */
function signingKey(secret: string, date: string, region: string, service: string): KeyObject {
  const id = `${secret}/${date}/${region}/${service}`;
  const known = signingKeys.get(id);
  if (known) return known;
  const derived = [date, region, service, 'aws4_request'].reduce<string | Buffer>(
    (key, part) => hmac(key, part),
    `AWS4${secret}`,
  );
  const key = createSecretKey(Buffer.from(derived));
  if (signingKeys.size > 500) signingKeys.clear();
  signingKeys.set(id, key);
  return key;
}

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
const sha256 = (data: string | Uint8Array) => hash('sha256', data, 'hex');
const hmac = (key: string | Buffer | KeyObject, data: string) => createHmac('sha256', key).update(data).digest();

function safeDecode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
