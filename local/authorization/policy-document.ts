import { AwsError } from '../gateway/aws-error.ts';
import { isKnownConditionKey } from './condition-keys.ts';
import { checkOperand, isOperator } from './condition-operators.ts';
import { variablesOf } from './text-pattern.ts';

/** A policy as the evaluator reads it: checked, with every one-or-many as a list. */
export interface PolicyDocument {
  Version: '2012-10-17' | '2008-10-17';
  Id?: string;
  Statement: Statement[];
}

export interface Statement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  /** `*`, or kind (`AWS`, `Service`, `Federated`) to values. Only in resource and trust policies. */
  Principal?: '*' | Record<string, string[]>;
  NotPrincipal?: '*' | Record<string, string[]>;
  Action?: string[];
  NotAction?: string[];
  Resource?: string[];
  NotResource?: string[];
  /** Operator (`StringEquals`, `ForAnyValue:StringLike`, …) to condition key to values. */
  Condition?: Record<string, Record<string, string[]>>;
}

/** `identity`: what a role may do. `trust`: who may assume a role. `resource`: who may do what with one resource. */
export type PolicyKind = 'identity' | 'trust' | 'resource';

const STATEMENT_KEYS = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);
/** Not `CanonicalUser`: accounts have no canonical id here. */
const PRINCIPAL_KINDS = new Set(['AWS', 'Service', 'Federated']);
/** An account's number or root, a role, a session of a role, a user; a wildcard stands alone or not at all. */
const AWS_PRINCIPAL =
  /^(\*|\d{12}|arn:aws[\w-]*:(iam::\d{12}:(root|role\/[^*?]+|user\/[^*?]+)|sts::\d{12}:assumed-role\/[^*?]+))$/;

const malformed = (message: string): never => {
  throw new AwsError('MalformedPolicyDocument', message);
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: unknown, what: string): string[] => {
  const list = Array.isArray(value) ? value : [value];
  if (!list.every((member) => typeof member === 'string')) malformed(`${what} must be a string or a list of strings.`);
  return list as string[];
};

/**
 * Checks the grammar of a policy and answers its normal form.
 * What is not of the grammar is refused by name, so that an evaluator never meets an element it would have to skip.
 */
export const parsePolicy = (source: unknown, kind: PolicyKind): PolicyDocument => {
  let document = source;
  if (typeof source === 'string') {
    try {
      document = JSON.parse(source);
    } catch {
      malformed('The policy is not in the valid JSON format.');
    }
  }
  if (!isObject(document)) return malformed('Syntax errors in policy.');
  for (const key of Object.keys(document))
    if (!['Version', 'Id', 'Statement'].includes(key)) malformed(`Unknown policy element ${key}.`);
  // Without a Version the older language applies, in which `\${aws:username}` is plain text.
  const version = document.Version ?? '2008-10-17';
  if (version !== '2012-10-17' && version !== '2008-10-17')
    return malformed('The policy must contain a valid version string.');
  const statements = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  if (document.Statement === undefined || statements.length === 0) malformed('Policy statement must not be empty.');
  const Statement = statements.map((statement) => parseStatement(statement, kind));
  if (version === '2012-10-17') for (const statement of Statement) checkVariables(statement);
  const sids = Statement.flatMap(({ Sid }) => Sid ?? []);
  if (new Set(sids).size < sids.length) malformed('Statement IDs (SID) in a single policy must be unique.');
  return { Version: version, ...(typeof document.Id === 'string' && { Id: document.Id }), Statement };
};

const parseStatement = (statement: unknown, kind: PolicyKind): Statement => {
  if (!isObject(statement)) return malformed('A policy statement must be an object.');
  for (const key of Object.keys(statement))
    if (!STATEMENT_KEYS.has(key)) malformed(`Unknown policy statement element ${key}.`);
  const { Sid, Effect } = statement;
  if (Effect !== 'Allow' && Effect !== 'Deny')
    return malformed(`Effect must be Allow or Deny, not ${JSON.stringify(Effect)}.`);
  // Services take other Sids in the policies of their resources: Lambda and SQS also hyphens and underscores.
  const sids = kind === 'resource' ? /^[\w-]*$/ : /^[A-Za-z0-9]*$/;
  if (Sid !== undefined && (typeof Sid !== 'string' || !sids.test(Sid)))
    malformed(`Statement IDs (SID) must be alpha-numeric. ${JSON.stringify(Sid)} is not.`);
  return {
    ...(typeof Sid === 'string' && { Sid }),
    Effect,
    ...parsePrincipal(statement, kind),
    ...parseActions(statement),
    ...parseResources(statement, kind),
    ...(statement.Condition !== undefined && { Condition: parseCondition(statement.Condition) }),
  };
};

const either = (statement: Record<string, unknown>, name: string): string | undefined => {
  const given = [name, `Not${name}`].filter((key) => statement[key] !== undefined);
  if (given.length > 1) malformed(`A statement has ${given.join(' or ')}, not both.`);
  return given[0];
};

const parseActions = (statement: Record<string, unknown>): Partial<Statement> => {
  const key = either(statement, 'Action');
  if (!key) return malformed('Policy statement must contain actions.');
  const actions = listOf(statement[key], key);
  if (actions.length === 0) malformed('Policy statement must contain actions.');
  for (const action of actions)
    if (action !== '*' && !/^[A-Za-z0-9-]+:[A-Za-z0-9*?]+$/.test(action))
      malformed(`Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.: ${action}`);
  return { [key]: actions };
};

const parseResources = (statement: Record<string, unknown>, kind: PolicyKind): Partial<Statement> => {
  const key = either(statement, 'Resource');
  if (kind === 'trust') return key ? malformed('Has prohibited field Resource.') : {};
  if (!key) return malformed('Policy statement must contain resources.');
  const resources = listOf(statement[key], key);
  if (resources.length === 0) malformed('Policy statement must contain resources.');
  for (const resource of resources)
    if (resource !== '*' && !/^arn:[^:]+:[^:]*:[^:]*:[^:]*:.+$/s.test(resource))
      malformed(`Resource ${resource} must be in ARN format or "*".`);
  return { [key]: resources };
};

const parsePrincipal = (statement: Record<string, unknown>, kind: PolicyKind): Partial<Statement> => {
  const key = either(statement, 'Principal');
  if (kind === 'identity') return key ? malformed(`Policy document should not specify a principal.`) : {};
  if (!key) return malformed('Missing required field Principal.');
  const principal = statement[key];
  if (principal === '*') return { [key]: '*' };
  if (!isObject(principal)) return malformed('Invalid principal in policy.');
  for (const principalKind of Object.keys(principal))
    if (!PRINCIPAL_KINDS.has(principalKind)) malformed(`Invalid principal in policy: ${principalKind}`);
  const named = Object.entries(principal).map(([name, value]): [string, string[]] => [name, listOf(value, name)]);
  for (const [name, values] of named)
    for (const value of values)
      if (name === 'AWS' ? !AWS_PRINCIPAL.test(value) : value !== '*' && /[*?]/.test(value))
        malformed(`Invalid principal in policy: "${name}":"${value}"`);
  return { [key]: Object.fromEntries(named) };
};

const parseCondition = (condition: unknown): Record<string, Record<string, string[]>> => {
  if (!isObject(condition)) return malformed('Condition must be an object.');
  return Object.fromEntries(
    Object.entries(condition).map(([operator, keys]) => {
      if (!isOperator(operator)) malformed(`Invalid Condition type : ${operator}.`);
      if (!isObject(keys)) return malformed(`The condition ${operator} must be an object.`);
      // Booleans and numbers may stand bare; they compare as text.
      const asText = (value: unknown) =>
        (Array.isArray(value) ? value : [value]).map((one) => (isObject(one) ? one : String(one)));
      const values = Object.entries(keys).map(([key, value]): [string, string[]] => {
        if (!isKnownConditionKey(key))
          malformed(
            `The local endpoint cannot tell the value of the condition key ${key}, so no policy may ask for it.`,
          );
        const operands = listOf(asText(value), key);
        for (const operand of operands) checkOperand(operator, key, operand);
        return [key, operands];
      });
      return [operator, Object.fromEntries(values)];
    }),
  );
};

/** `${…}` may name only what the endpoint can fill in. */
const checkVariables = ({ Resource = [], NotResource = [], Condition = {} }: Statement): void => {
  const operands = Object.values(Condition).flatMap((keys) => Object.values(keys).flat());
  for (const text of [...Resource, ...NotResource, ...operands])
    for (const name of variablesOf(text))
      if (!isKnownConditionKey(name))
        malformed(`The local endpoint cannot tell the value of the policy variable \${${name}}.`);
};

/** The size that AWS counts: characters without white space. */
export const policySize = (document: string): number => document.replace(/\s/g, '').length;
