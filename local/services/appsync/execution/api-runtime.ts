import { type DocumentNode, type GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import type { House } from '../../../gateway/service.ts';
import type { ApiStore } from '../api-store.ts';
import type { Api, Mapping } from '../model.ts';
import { sourceOf } from '../sources/source.ts';
import { installFields } from './field.ts';
import { compileMapping } from './mapping.ts';
import { pipelineResolver, type RunResolver, type Step, unitResolver } from './resolver.ts';
import { ResolverError } from './resolver-error.ts';
import { buildApiSchema, subscribedMutations } from './schema.ts';

/** A document that stands against the schema, or why not. */
export type Prepared = { document: DocumentNode; problems: readonly GraphQLError[] };

/** How many documents are kept parsed and validated: clients send few different ones. */
const REMEMBERED_DOCUMENTS = 500;

/** An API compiled from what the store holds. A change of the API makes a new one. */
export class ApiRuntime {
  readonly api: Api;
  readonly schema: GraphQLSchema;
  /** The subscription fields that each mutation fires. */
  readonly subscriptions: Map<string, string[]>;
  readonly #documents = new Map<string, Prepared>();

  constructor(api: Api, store: ApiStore, house: House) {
    this.api = api;
    const definition = store.schema(api.apiId);
    if (definition === undefined) throw new ResolverError('The API has no schema.', 'GraphQLSchemaException');
    this.schema = buildApiSchema(definition);
    this.subscriptions = subscribedMutations(this.schema);
    installFields(this.schema, api, compileResolvers(api.apiId, store, house), house.clock);
  }

  /** Throws a GraphQLError on a syntax error. */
  prepare(text: string): Prepared {
    const known = this.#documents.get(text);
    if (known) return known;
    const document = parse(text);
    const prepared = { document, problems: validate(this.schema, document) };
    const [oldest] = this.#documents.keys();
    if (this.#documents.size >= REMEMBERED_DOCUMENTS && oldest !== undefined) this.#documents.delete(oldest);
    this.#documents.set(text, prepared);
    return prepared;
  }
}

function compileResolvers(apiId: string, store: ApiStore, house: House): Map<string, RunResolver> {
  const apiArn = `arn:aws:appsync:${house.region}:${house.account}:apis/${apiId}`;
  const dataSources = new Map(
    store.dataSources.list(apiId).map((source) => [source.name, sourceOf(source, house, apiArn)]),
  );
  const step = (mapping: Mapping, dataSourceName: string | undefined): Step => {
    const source = dataSources.get(dataSourceName ?? '');
    if (source) return { stage: compileMapping(mapping), source };
    const missing = new ResolverError(`Data source ${dataSourceName} not found.`, 'NotFoundException');
    return { stage: compileMapping(mapping), source: () => Promise.reject(missing) };
  };
  const functions = new Map(
    store.functions.list(apiId).map((item) => [item.functionId, step(item, item.dataSourceName)]),
  );
  return new Map(
    store.resolvers.list(apiId).map((resolver): [string, RunResolver] => {
      const name = `${resolver.typeName}.${resolver.fieldName}`;
      if (resolver.kind === 'UNIT') return [name, unitResolver(step(resolver, resolver.dataSourceName))];
      const steps = resolver.functionIds.map((id) => functions.get(id));
      if (steps.some((item) => item === undefined)) {
        return [
          name,
          () =>
            Promise.reject(new ResolverError(`A function of resolver ${name} does not exist.`, 'NotFoundException')),
        ];
      }
      return [
        name,
        pipelineResolver(
          compileMapping(resolver),
          steps.filter((item) => item !== undefined),
        ),
      ];
    }),
  );
}
