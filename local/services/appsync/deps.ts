import type { JSONWebKeySet } from 'jose';
import type { Principal } from '../../gateway/service.ts';

/** What AppSync needs of its neighbours, beside `house.aws`. The wiring gives it. */
export interface AppSyncDeps {
  /** An object that a schema or resolver location names. */
  readObject(bucket: string, key: string): Promise<Buffer>;
  /** The public keys of a user pool; undefined when there is no such pool. */
  jwks(userPoolId: string): Promise<JSONWebKeySet | undefined> | JSONWebKeySet | undefined;
  /**
   * Verifies the AWS signature of a realtime connection or subscription. The headers are those the client signed for
   * `POST <url>` with `body`. Answers undefined, or throws, when the signature does not hold.
   */
  verifySignedHeaders(request: {
    url: string;
    headers: Record<string, string>;
    body: string;
  }): Promise<Principal | undefined> | Principal | undefined;
  /** The identity behind credentials of an identity pool, for `$ctx.identity`. */
  cognitoIdentity?(principal: Principal): CognitoIdentity | undefined;
}

export interface CognitoIdentity {
  identityPoolId: string;
  identityId: string;
  authType: 'authenticated' | 'unauthenticated';
  authProvider?: string;
}
