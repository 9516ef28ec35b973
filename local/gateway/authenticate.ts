import { AwsError } from './aws-error.ts';
import type { CredentialBook } from './credential-book.ts';
import type { Principal } from './service.ts';
import { bodyMatchesSignedHash, readSignature, type SignedRequest, verifySignature } from './sigv4.ts';

export interface Authenticated {
  principal: Principal;
  /** The signing name of the service that the signature was made for; undefined when nothing was signed. */
  service?: string;
}

/** Who sent a request. No signature means anonymous; a wrong one is refused as AWS refuses it. */
export function authenticate(request: SignedRequest, credentials: CredentialBook): Authenticated {
  const signature = readSignature(request);
  if (!signature) return { principal: { kind: 'anonymous' } };
  const token = request.headers['x-amz-security-token'] ?? request.url.searchParams.get('X-Amz-Security-Token');
  const { secretAccessKey, principal } = credentials.lookUp(
    signature.accessKeyId,
    typeof token === 'string' ? token : undefined,
  );
  if (!verifySignature(request, signature, secretAccessKey) || !bodyMatchesSignedHash(request)) {
    throw new AwsError(
      signature.scope.service === 's3' ? 'SignatureDoesNotMatch' : 'InvalidSignatureException',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
      { status: 403 },
    );
  }
  return { principal, service: signature.scope.service };
}
