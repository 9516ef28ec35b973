import {
  buildClientSchema,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { Backend } from './backend.ts';
import { sendWith } from './people.ts';

export type Operation = 'query' | 'mutation' | 'subscription';

/** The schema as the deployed API describes itself. */
export async function deployedSchema(backend: Backend, token: string): Promise<GraphQLSchema> {
  const { body } = await sendWith<IntrospectionQuery>(backend, token, getIntrospectionQuery());
  if (!body.data) throw new Error(`The schema cannot be read: ${JSON.stringify(body.errors)}`);
  return buildClientSchema(body.data);
}

/** For every field that a request can begin with: a document that asks for it and nothing else. */
export function documentsOf(schema: GraphQLSchema, operation: Operation): Record<string, string> {
  const fields = rootType(schema, operation)?.getFields() ?? {};
  const document = (field: GraphQLField<unknown, unknown>) => `${operation} { ${callOf(field)} }`;
  return Object.fromEntries(Object.values(fields).map((field) => [field.name, document(field)]));
}

function rootType(schema: GraphQLSchema, operation: Operation): GraphQLObjectType | null | undefined {
  if (operation === 'query') return schema.getQueryType();
  return operation === 'mutation' ? schema.getMutationType() : schema.getSubscriptionType();
}

function callOf({ name, args, type }: GraphQLField<unknown, unknown>): string {
  const required = args.filter((arg) => isNonNullType(arg.type)).map((arg) => `${arg.name}: ${sampleOf(arg.type)}`);
  const selection = isLeafType(isNonNullType(type) ? type.ofType : type) ? '' : ' { __typename }';
  return `${name}${required.length > 0 ? `(${required.join(', ')})` : ''}${selection}`;
}

/** A value that the argument's type takes, as it is written in a document. */
function sampleOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return sampleOf(type.ofType);
  if (isListType(type)) return `[${sampleOf(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? 'null';
  if (type.name === 'Int' || type.name === 'Float') return '1';
  if (type.name === 'Boolean') return 'false';
  return type.name === 'AWSJSON' ? '"[]"' : '"sample"';
}
