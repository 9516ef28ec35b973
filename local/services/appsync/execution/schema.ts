import { buildASTSchema, type GraphQLSchema, parse, validateSchema } from 'graphql';
import { installScalars } from './scalars.ts';

/** What AppSync knows without being told. */
const BUILT_IN = `
  scalar AWSDate
  scalar AWSTime
  scalar AWSDateTime
  scalar AWSTimestamp
  scalar AWSEmail
  scalar AWSJSON
  scalar AWSURL
  scalar AWSPhone
  scalar AWSIPAddress
  directive @aws_auth(cognito_groups: [String!]!) on FIELD_DEFINITION
  directive @aws_api_key on FIELD_DEFINITION | OBJECT
  directive @aws_iam on FIELD_DEFINITION | OBJECT
  directive @aws_lambda on FIELD_DEFINITION | OBJECT
  directive @aws_oidc on FIELD_DEFINITION | OBJECT
  directive @aws_cognito_user_pools(cognito_groups: [String!]) on FIELD_DEFINITION | OBJECT
  directive @aws_subscribe(mutations: [String!]!) on FIELD_DEFINITION
`;

/** Builds an API's schema. Throws with the parser's or the validator's words. */
export function buildApiSchema(definition: string): GraphQLSchema {
  const own = parse(definition);
  const declared = new Set(own.definitions.flatMap((node) => ('name' in node && node.name ? [node.name.value] : [])));
  const builtIn = parse(BUILT_IN).definitions.filter(
    (node) => !('name' in node && node.name && declared.has(node.name.value)),
  );
  const schema = buildASTSchema({ kind: own.kind, definitions: [...builtIn, ...own.definitions] });
  const [problem] = validateSchema(schema);
  if (problem) throw problem;
  installScalars(schema);
  return schema;
}

/** The mutations that fire each subscription field, by `@aws_subscribe`. */
export function subscribedMutations(schema: GraphQLSchema): Map<string, string[]> {
  const byMutation = new Map<string, string[]>();
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    const directive = field.astNode?.directives?.find(({ name }) => name.value === 'aws_subscribe');
    const value = directive?.arguments?.find(({ name }) => name.value === 'mutations')?.value;
    for (const item of value?.kind === 'ListValue' ? value.values : []) {
      if (item.kind !== 'StringValue') continue;
      byMutation.set(item.value, [...(byMutation.get(item.value) ?? []), field.name]);
    }
  }
  return byMutation;
}
