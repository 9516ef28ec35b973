import type { Properties, ResourceContext, Service } from '../../../gateway/service.ts';
import { Store } from '../../../store/store.ts';
import { testHouse } from '../../../testing/house.ts';
import { createAppSync } from '../appsync.ts';
import type { AppSyncDeps } from '../deps.ts';
import { ApiServer } from './api-server.ts';
import { TestUserPool } from './user-pool.ts';

const CONTEXT: ResourceContext = {
  stackId: 'stack',
  stackName: 'stack',
  logicalId: 'resource',
  tags: {},
  generateName: () => 'generated',
};

export type LambdaFunction = (payload: unknown) => unknown;

/** A house with AppSync on a port, a user pool, and Lambda functions given by the test. */
export class World {
  readonly server: ApiServer;
  readonly pool: TestUserPool;
  readonly house: ReturnType<typeof testHouse>;
  readonly objects = new Map<string, string>();
  readonly functions = new Map<string, LambdaFunction>();
  readonly #deps: Partial<AppSyncDeps>;
  service: Service;

  private constructor(
    server: ApiServer,
    pool: TestUserPool,
    house: ReturnType<typeof testHouse>,
    deps: Partial<AppSyncDeps>,
  ) {
    this.server = server;
    this.pool = pool;
    this.house = house;
    this.#deps = deps;
    house.add({
      name: 'lambda',
      protocol: { kind: 'rest-json', routes: [] },
      operations: { Invoke: (input: { FunctionName: string; Payload: string }) => this.#invoke(input) },
    });
    this.service = this.restart();
  }

  static async create(deps: Partial<AppSyncDeps> = {}): Promise<World> {
    const server = await ApiServer.start();
    const house = testHouse({ url: server.url, store: new Store(':memory:') });
    return new World(server, await TestUserPool.create(house.clock), house, deps);
  }

  /** A new AppSync on the same store, as after a restart of the endpoint. */
  restart(): Service {
    const service = createAppSync(this.house, {
      readObject: async (bucket, key) => Buffer.from(this.objects.get(`${bucket}/${key}`) ?? ''),
      jwks: (id) => (id === this.pool.id ? this.pool.keys : undefined),
      verifySignedHeaders: () => undefined,
      ...this.#deps,
    });
    this.service = service;
    this.server.service = service;
    return service;
  }

  async create(type: string, properties: Properties): Promise<Record<string, string>> {
    const state = await this.service.resources?.[`AWS::AppSync::${type}`]?.create(properties, CONTEXT);
    if (!state) throw new Error(`no resource type ${type}`);
    return state.attributes as Record<string, string>;
  }

  /** An API for users of the pool, for IAM and for a key, with this schema and a NONE data source `none`. */
  async api(schema: string, more: Properties = {}): Promise<string> {
    const { ApiId = '' } = await this.create('GraphQLApi', {
      Name: 'api',
      AuthenticationType: 'AMAZON_COGNITO_USER_POOLS',
      UserPoolConfig: { UserPoolId: this.pool.id, AwsRegion: 'us-east-1', DefaultAction: 'ALLOW' },
      AdditionalAuthenticationProviders: [{ AuthenticationType: 'AWS_IAM' }, { AuthenticationType: 'API_KEY' }],
      ...more,
    });
    await this.create('GraphQLSchema', { ApiId, Definition: schema });
    await this.create('DataSource', { ApiId, Name: 'none', Type: 'NONE' });
    return ApiId;
  }

  /** A unit resolver in APPSYNC_JS. */
  async javaScript(apiId: string, field: string, code: string, dataSource = 'none'): Promise<void> {
    const [TypeName, FieldName] = field.split('.');
    await this.create('Resolver', {
      ApiId: apiId,
      TypeName,
      FieldName,
      DataSourceName: dataSource,
      Runtime: { Name: 'APPSYNC_JS', RuntimeVersion: '1.0.0' },
      Code: code,
    });
  }

  /** A resolver that answers its own arguments. */
  async echo(apiId: string, field: string): Promise<void> {
    await this.javaScript(
      apiId,
      field,
      'export const request = (ctx) => ({ payload: ctx.args }); export const response = (ctx) => ctx.result;',
    );
  }

  async stop(): Promise<void> {
    await this.service.stop?.();
    await this.server.stop();
  }

  async #invoke({ FunctionName, Payload }: { FunctionName: string; Payload: string }) {
    try {
      return { Payload: JSON.stringify((await this.functions.get(FunctionName)?.(JSON.parse(Payload))) ?? null) };
    } catch (error) {
      const { name, message } = error as Error;
      return { FunctionError: 'Unhandled', Payload: JSON.stringify({ errorType: name, errorMessage: message }) };
    }
  }
}
