import { createLocalJWKSet, decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import type { Clock } from '../../../clock.ts';
import type { AppSyncDeps } from '../deps.ts';
import type { UserPoolConfig } from '../model.ts';
import { Unauthorized } from './unauthorized.ts';

/** Verified tokens are remembered: a client sends the same one with every call for an hour. */
const REMEMBERED_TOKENS = 1000;

export class UserPoolTokens {
  readonly #jwks: AppSyncDeps['jwks'];
  readonly #clock: Clock;
  readonly #region: string;
  readonly #verified = new Map<string, JWTPayload>();

  constructor(jwks: AppSyncDeps['jwks'], clock: Clock, region: string) {
    this.#jwks = jwks;
    this.#clock = clock;
    this.#region = region;
  }

  /** The claims of a token of one of `pools`, with the pool that issued it. */
  async verify(token: string, pools: readonly UserPoolConfig[]): Promise<{ claims: JWTPayload; pool: UserPoolConfig }> {
    const claimed = decode(token);
    const pool = pools.find((candidate) => this.#issuer(candidate) === claimed.iss);
    if (!pool) throw new Unauthorized();
    const claims = this.#verified.get(token) ?? (await this.#check(token, pool));
    if (typeof claims.exp !== 'number' || claims.exp * 1000 <= this.#clock.now())
      throw new Unauthorized('Token has expired.');
    const use = claims.token_use;
    if (use !== 'access' && use !== 'id') throw new Unauthorized();
    const client = use === 'access' ? claims.client_id : claims.aud;
    if (pool.AppIdClientRegex && !new RegExp(`^(?:${pool.AppIdClientRegex})$`).test(String(client)))
      throw new Unauthorized();
    return { claims, pool };
  }

  async #check(token: string, pool: UserPoolConfig): Promise<JWTPayload> {
    const keys = await this.#jwks(pool.UserPoolId);
    if (!keys) throw new Unauthorized();
    try {
      const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
        algorithms: ['RS256'],
        issuer: this.#issuer(pool),
        currentDate: new Date(this.#clock.now()),
      });
      const [oldest] = this.#verified.keys();
      if (this.#verified.size >= REMEMBERED_TOKENS && oldest !== undefined) this.#verified.delete(oldest);
      this.#verified.set(token, payload);
      return payload;
    } catch (error) {
      throw new Unauthorized(error instanceof errors.JWTExpired ? 'Token has expired.' : undefined);
    }
  }

  #issuer({ UserPoolId, AwsRegion }: UserPoolConfig): string {
    return `https://cognito-idp.${AwsRegion ?? this.#region}.amazonaws.com/${UserPoolId}`;
  }
}

function decode(token: string): JWTPayload {
  try {
    return decodeJwt(token);
  } catch {
    throw new Unauthorized('Unable to parse JWT token.');
  }
}
