import { exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from 'jose';
import type { Clock } from '../../../clock.ts';

/** A user pool's keys, and tokens made with them. */
export class TestUserPool {
  readonly id = 'us-east-1_Sample';
  readonly #key: CryptoKey;
  readonly #clock: Clock;
  readonly keys: JSONWebKeySet;

  private constructor(key: CryptoKey, keys: JSONWebKeySet, clock: Clock) {
    this.#key = key;
    this.keys = keys;
    this.#clock = clock;
  }

  static async create(clock: Clock): Promise<TestUserPool> {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
    const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }] };
    return new TestUserPool(privateKey, keys, clock);
  }

  /** An access token; `claims` change its usual ones. */
  async token(username: string, groups: string[], claims: Record<string, unknown> = {}): Promise<string> {
    const now = Math.floor(this.#clock.now() / 1000);
    return new SignJWT({
      sub: `sub-${username}`,
      username,
      token_use: 'access',
      client_id: 'client',
      iss: `https://cognito-idp.us-east-1.amazonaws.com/${this.id}`,
      iat: now,
      exp: now + 3600,
      ...(groups.length > 0 ? { 'cognito:groups': groups } : {}),
      ...claims,
    })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .sign(this.#key);
  }
}
