import { randomUUID } from 'node:crypto';
import type { House, Principal } from '../../../gateway/service.ts';
import type { ApiStore } from '../api-store.ts';
import type { AppSyncDeps } from '../deps.ts';
import type { Caller } from '../execution/caller.ts';
import type { Api, AuthenticationType, LambdaAuthorizerConfig } from '../model.ts';
import { signedCaller, userPoolCaller } from './identity.ts';
import { Unauthorized } from './unauthorized.ts';
import { UserPoolTokens } from './user-pool-tokens.ts';

export interface Credentialed {
  /** Names in lower case. */
  headers: Record<string, string>;
  principal: Principal;
  query: string;
  variables: Record<string, unknown>;
  operationName?: string | undefined;
}

/** Makes out the caller by the credentials a request (or a realtime message) brings. Throws Unauthorized. */
export class Authenticator {
  readonly #store: ApiStore;
  readonly #house: House;
  readonly #deps: AppSyncDeps;
  readonly #tokens: UserPoolTokens;

  constructor(store: ApiStore, house: House, deps: AppSyncDeps) {
    this.#store = store;
    this.#house = house;
    this.#deps = deps;
    this.#tokens = new UserPoolTokens(deps.jwks, house.clock, house.region);
  }

  async authenticate(api: Api, request: Credentialed): Promise<Caller> {
    const { headers, principal } = request;
    if (principal.kind !== 'anonymous') {
      requireMode(api, 'AWS_IAM');
      return signedCaller(principal, this.#house, this.#deps);
    }
    const token = headers.authorization?.replace(/^Bearer\s+/i, '');
    if (token) return this.#byToken(api, token, request);
    if (headers['x-api-key']) return this.#byKey(api, headers['x-api-key']);
    throw new Unauthorized('Valid authorization header not provided.');
  }

  #byKey(api: Api, key: string): Caller {
    requireMode(api, 'API_KEY');
    const known = this.#store.keys.list(api.apiId).find((candidate) => candidate.key === key);
    if (!known || known.expires * 1000 <= this.#house.clock.now()) throw new Unauthorized();
    return { mode: 'API_KEY', identity: null, groups: [] };
  }

  async #byToken(api: Api, token: string, request: Credentialed): Promise<Caller> {
    const authorizer = api.authentication.find((provider) => provider.LambdaAuthorizerConfig)?.LambdaAuthorizerConfig;
    const pools = api.authentication.flatMap(({ UserPoolConfig: pool }) => (pool ? [pool] : []));
    if (authorizer && (pools.length === 0 || token.split('.').length !== 3)) {
      return this.#byLambda(api, authorizer, token, request);
    }
    const { claims, pool } = await this.#tokens.verify(token, pools);
    return userPoolCaller(claims, pool);
  }

  async #byLambda(api: Api, authorizer: LambdaAuthorizerConfig, token: string, request: Credentialed): Promise<Caller> {
    const { IdentityValidationExpression: expression, AuthorizerUri } = authorizer;
    if (expression && !new RegExp(expression).test(token)) throw new Unauthorized();
    const { headers, query, variables, operationName } = request;
    const answer = await this.#house.aws.call<{ Payload?: string; FunctionError?: string }>({
      service: 'lambda',
      operation: 'Invoke',
      principal: {
        kind: 'service',
        service: 'appsync.amazonaws.com',
        sourceArn: `arn:aws:appsync:${this.#house.region}:${this.#house.account}:apis/${api.apiId}`,
      },
      input: {
        FunctionName: AuthorizerUri,
        Payload: JSON.stringify({
          authorizationToken: token,
          requestContext: {
            apiId: api.apiId,
            accountId: this.#house.account,
            requestId: randomUUID(),
            queryString: query,
            operationName,
            variables,
          },
          requestHeaders: headers,
        }),
      },
    });
    const verdict = (answer.FunctionError ? {} : JSON.parse(answer.Payload ?? '{}')) as Verdict;
    if (verdict.isAuthorized !== true) throw new Unauthorized();
    return {
      mode: 'AWS_LAMBDA',
      identity: { resolverContext: verdict.resolverContext ?? {} },
      groups: [],
      deniedFields: (verdict.deniedFields ?? []).map((name) =>
        name.replace(/^.*types\/(\w+)\/fields\/(\w+)$/, '$1.$2'),
      ),
    };
  }
}

interface Verdict {
  isAuthorized?: boolean;
  resolverContext?: Record<string, unknown>;
  deniedFields?: string[];
}

function requireMode(api: Api, mode: AuthenticationType): void {
  if (!api.authentication.some((provider) => provider.AuthenticationType === mode)) throw new Unauthorized();
}
