import { AwsClient } from 'aws4fetch';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { type Backend, clientOptions } from './backend.ts';

export type Operation = 'query' | 'mutation' | 'subscription';

/**
 * The schema that is deployed, asked of AppSync's control plane: it answers also where introspection is off, and knows
 * nothing of what the sources under test say.
 */
export async function deployedSchema(backend: Backend): Promise<GraphQLSchema> {
  const apiId = /\/appsync\/([^/]+)\//.exec(backend.outputs.data.url)?.[1];
  const { credentials, region } = clientOptions(backend.url);
  const signed = new AwsClient({ ...credentials, region, service: 'appsync' });
  const response = await signed.fetch(`${backend.url}/v1/apis/${apiId}/schema?format=SDL`);
  return buildSchema(await response.text());
}

/** With the arguments that a field demands alone, or with all that narrow it too: keys, filters, limits, notes. */
export type Arguments = 'least' | 'all';

export interface Asked {
  fields: string[];
  document: string;
}

/** More in one request would meet the API's limit on resolvers. */
const FIELDS_PER_DOCUMENT = 10;

/** Documents that together ask for every field that a request can begin with, and for everything that hangs from it. */
export function documentsOf(schema: GraphQLSchema, operation: Operation, args: Arguments): Asked[] {
  const fields = Object.values(rootType(schema, operation)?.getFields() ?? {});
  // A subscription begins with one field.
  const each = operation === 'subscription' ? 1 : FIELDS_PER_DOCUMENT;
  return Array.from({ length: Math.ceil(fields.length / each) }, (_, index) => {
    const part = fields.slice(index * each, (index + 1) * each);
    const calls = part.map((field) => callOf(field, args));
    return { fields: part.map(({ name }) => name), document: `${operation} { ${calls.join(' ')} }` };
  });
}

export const rootFields = (schema: GraphQLSchema, operation: Operation): string[] =>
  Object.keys(rootType(schema, operation)?.getFields() ?? {}).sort();

function rootType(schema: GraphQLSchema, operation: Operation): GraphQLObjectType | null | undefined {
  if (operation === 'query') return schema.getQueryType();
  return operation === 'mutation' ? schema.getMutationType() : schema.getSubscriptionType();
}

/** Every pair of an object type and a field of it that leads to another object: what a selection can walk along. */
export function pathsBetweenTypes(schema: GraphQLSchema): string[] {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!isObjectType(type) || type.name.startsWith('__') || roots.includes(type)) return [];
    const leading = Object.values(type.getFields()).filter((field) => isObjectType(getNamedType(field.type)));
    return leading.map((field) => `${type.name}.${field.name}: ${getNamedType(field.type).name}`);
  });
}

function callOf({ name, args, type }: GraphQLField<unknown, unknown>, which: Arguments): string {
  // Amplify's first template turns an order without a key away before it asks who is there: that would hide the answer.
  const narrowing = args.filter(({ name }) => which === 'all' && name !== 'sortDirection');
  const given = args.filter((arg) => isNonNullType(arg.type) || narrowing.includes(arg));
  const values = given.map((arg) => `${arg.name}: ${sampleOf(arg.type)}`);
  return `${name}${values.length > 0 ? `(${values.join(', ')})` : ''}${selectionOf(type)}`;
}

/** All fields, down to the leaves. */
function selectionOf(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return '';
  const fields = Object.values(named.getFields()).map((field) => `${field.name}${selectionOf(field.type)}`);
  return ` { ${fields.join(' ')} }`;
}

/** Of scalars that do not take any text. */
const SAMPLES: Record<string, string> = { AWSJSON: '"[]"', AWSDateTime: '"2026-01-01T00:00:00Z"' };

/** A value that the argument's type takes, as it is written in a document. */
function sampleOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return sampleOf(type.ofType);
  if (isListType(type)) return `[${sampleOf(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? 'null';
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    const demanded = fields.filter((field) => isNonNullType(field.type));
    const given = demanded.length > 0 ? demanded : fields.slice(0, 1);
    return `{ ${given.map((field) => `${field.name}: ${sampleOf(field.type)}`).join(', ')} }`;
  }
  if (type.name === 'Int' || type.name === 'Float') return '1';
  if (type.name === 'Boolean') return 'false';
  return SAMPLES[type.name] ?? '"sample"';
}
