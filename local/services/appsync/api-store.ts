import { AwsError } from '../../gateway/aws-error.ts';
import type { Collection, Store } from '../../store/store.ts';
import type { Api, ApiKey, DataSource, FunctionConfiguration, Resolver } from './model.ts';

/** The APIs on disk. Every change is told to `onChange`, so that what was compiled from it is made anew. */
export class ApiStore {
  readonly #apis: Collection<Api>;
  readonly #schemas: Collection<{ definition: string }>;
  readonly dataSources: Part<DataSource>;
  readonly functions: Part<FunctionConfiguration>;
  readonly resolvers: Part<Resolver>;
  readonly keys: Part<ApiKey>;
  readonly #onChange: (apiId: string) => void;

  constructor(store: Store, onChange: (apiId: string) => void) {
    this.#onChange = onChange;
    this.#apis = store.collection('appsync.api');
    this.#schemas = store.collection('appsync.schema');
    this.dataSources = new Part(store.collection('appsync.dataSource'), onChange);
    this.functions = new Part(store.collection('appsync.function'), onChange);
    this.resolvers = new Part(store.collection('appsync.resolver'), onChange);
    this.keys = new Part(store.collection('appsync.apiKey'), onChange);
  }

  find(apiId: string): Api | undefined {
    return this.#apis.get(apiId);
  }

  get(apiId: string): Api {
    const api = this.#apis.get(apiId);
    if (!api) throw new AwsError('NotFoundException', `GraphQL API ${apiId} not found.`, { status: 404 });
    return api;
  }

  list(): Api[] {
    return this.#apis.entries().map(([, api]) => api);
  }

  put(api: Api): void {
    this.#apis.put(api.apiId, api);
    this.#onChange(api.apiId);
  }

  delete(apiId: string): void {
    this.#apis.delete(apiId);
    this.#schemas.delete(apiId);
    for (const part of [this.dataSources, this.functions, this.resolvers, this.keys]) part.deleteAll(apiId);
    this.#onChange(apiId);
  }

  schema(apiId: string): string | undefined {
    return this.#schemas.get(apiId)?.definition;
  }

  putSchema(apiId: string, definition: string | undefined): void {
    if (definition === undefined) this.#schemas.delete(apiId);
    else this.#schemas.put(apiId, { definition });
    this.#onChange(apiId);
  }
}

/** What belongs to an API, by API and name. */
class Part<T> {
  readonly #items: Collection<T>;
  readonly #onChange: (apiId: string) => void;

  constructor(items: Collection<T>, onChange: (apiId: string) => void) {
    this.#items = items;
    this.#onChange = onChange;
  }

  get(apiId: string, name: string): T | undefined {
    return this.#items.get(`${apiId}/${name}`);
  }

  list(apiId: string): T[] {
    return this.#items.entries(`${apiId}/`).map(([, item]) => item);
  }

  put(apiId: string, name: string, item: T): void {
    this.#items.put(`${apiId}/${name}`, item);
    this.#onChange(apiId);
  }

  delete(apiId: string, name: string): void {
    if (this.#items.delete(`${apiId}/${name}`)) this.#onChange(apiId);
  }

  deleteAll(apiId: string): void {
    for (const [key] of this.#items.entries(`${apiId}/`)) this.#items.delete(key);
  }
}
