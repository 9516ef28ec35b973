import type { DirectiveNode, GraphQLField, GraphQLObjectType } from 'graphql';
import type { AuthenticationType } from '../model.ts';
import type { Caller } from './caller.ts';

/** One way in: a mode, and for user pools perhaps the groups that may use it. */
interface Rule {
  mode: AuthenticationType;
  groups?: string[];
}

const MODES: Record<string, AuthenticationType> = {
  aws_api_key: 'API_KEY',
  aws_iam: 'AWS_IAM',
  aws_cognito_user_pools: 'AMAZON_COGNITO_USER_POOLS',
  aws_auth: 'AMAZON_COGNITO_USER_POOLS',
  aws_lambda: 'AWS_LAMBDA',
};

/**
 * The rules of a field: its own directives, else those of its type, else the API's default mode alone.
 * A group list on a field stands in place of the type's.
 */
export function rulesOf(
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  byDefault: AuthenticationType,
): Rule[] {
  const own = rulesIn(field.astNode?.directives);
  if (own.length > 0) return own;
  const ofType = [type.astNode, ...(type.extensionASTNodes ?? [])].flatMap((node) => rulesIn(node?.directives));
  return ofType.length > 0 ? ofType : [{ mode: byDefault }];
}

function rulesIn(directives: readonly DirectiveNode[] | undefined): Rule[] {
  return (directives ?? []).flatMap((directive) => {
    const mode = MODES[directive.name.value];
    return mode ? [{ mode, groups: groupsOf(directive) }] : [];
  });
}

function groupsOf(directive: DirectiveNode): string[] | undefined {
  const value = directive.arguments?.find(({ name }) => name.value === 'cognito_groups')?.value;
  if (!value) return undefined;
  const values = value.kind === 'ListValue' ? value.values : [value];
  return values.flatMap((item) => (item.kind === 'StringValue' ? [item.value] : []));
}

/** A user pool whose default action is DENY lets in only where a group is named. */
export function mayAccess(rules: readonly Rule[], caller: Caller): boolean {
  return rules.some(({ mode, groups }) => {
    if (mode !== caller.mode) return false;
    if (mode !== 'AMAZON_COGNITO_USER_POOLS') return true;
    if (!groups) return caller.defaultAction !== 'DENY';
    return groups.some((group) => caller.groups.includes(group));
  });
}
