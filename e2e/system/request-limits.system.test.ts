import { type GraphQLSchema, getIntrospectionQuery, isNonNullType } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LARGEST_PAGE } from '../../amplify/data/request-limits.ts';
import { Backend } from './backend.ts';
import { type Answer, People } from './people.ts';
import { deployedSchema } from './schema.ts';

let backend: Backend;
let people: People;
let schema: GraphQLSchema;

beforeAll(async () => {
  backend = await Backend.start();
  people = new People(backend);
  schema = await deployedSchema(backend);
});

afterAll(() => backend?.stop());

const ask = (query: string): Promise<Answer> => people.send('viewer', query);

/** Every query that takes a page size, with the keys that it demands. */
function pagedQueries(): { name: string; call: (limit: number) => string }[] {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  return fields
    .filter(({ args }) => args.some((arg) => arg.name === 'limit'))
    .map(({ name, args }) => {
      const keys = args
        .filter((arg) => isNonNullType(arg.type))
        .map((arg) => `${arg.name}: ${keyOf(String(arg.type))}`);
      return { name, call: (limit) => `{ ${name}(${[...keys, `limit: ${limit}`].join(', ')}) { __typename } }` };
    });
}

const keyOf = (type: string) => ({ 'PurchaseOrderPhase!': 'OPEN', 'AlertStatus!': 'OPEN' })[type] ?? '"x"';

test('every list refuses a page of more rows than anybody needs, and of none', async () => {
  const queries = pagedQueries();
  expect(queries.length).toBeGreaterThan(12);
  for (const { name, call } of queries) {
    for (const limit of [LARGEST_PAGE + 1, 100_000, 2_147_483_647, 0, -1]) {
      const { data, errors } = await ask(call(limit));
      expect(data?.[name], name).toBeNull();
      expect(errors?.[0]?.message, name).toMatch(/limit must be a whole number from 1 to/);
    }
    expect((await ask(call(50))).errors, name).toBeUndefined();
  }
  expect((await ask(`{ listProducts(limit: ${LARGEST_PAGE}) { items { productId } } }`)).errors).toBeUndefined();
  // The history merges shards in memory, so its pages are smaller.
  expect((await ask('{ reservationHistory(limit: 201) { cursor } }')).errors?.[0]?.message).toContain('from 1 to 200');
});

test('a request runs twenty resolvers, and refuses each one more', async () => {
  const many = Array.from({ length: 25 }, (_, index) => `a${index}: sampleOrders { enabled }`).join(' ');
  const { data, errors = [] } = await ask(`{ ${many} }`);
  expect(Object.values(data ?? {}).filter((value) => value !== null)).toHaveLength(20);
  expect(errors.map(({ errorType }) => errorType)).toEqual(Array(5).fill('ResolverExecutionLimitReached'));
});

test('a sandbox tells its schema, as deep as the usual tools ask', async () => {
  expect((await ask(getIntrospectionQuery())).errors).toBeUndefined();
  const deep = `${'ofType { '.repeat(15)}name${' }'.repeat(15)}`;
  const { data, errors } = await ask(`{ __schema { types { ${deep} } } }`);
  expect(data).toBeNull();
  expect(errors?.map(({ errorType }) => errorType)).toEqual(['QueryDepthLimitReached']);
});
