import { AwsError } from '../../gateway/aws-error.ts';

/** A policy as the evaluator reads it: checked, with every one-or-many as a list. */
export interface PolicyDocument {
  Version: '2012-10-17' | '2008-10-17';
  Id?: string;
  Statement: Statement[];
}

export interface Statement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  /** `*`, or kind (`AWS`, `Service`, `Federated`, `CanonicalUser`) to values. Only in resource and trust policies. */
  Principal?: '*' | Record<string, string[]>;
  NotPrincipal?: '*' | Record<string, string[]>;
  Action?: string[];
  NotAction?: string[];
  Resource?: string[];
  NotResource?: string[];
  /** Operator (`StringEquals`, `ForAnyValue:StringLike`, …) to condition key to values. */
  Condition?: Record<string, Record<string, string[]>>;
}

/** `identity`: what a role may do. `trust`: who may assume a role. */
export type PolicyKind = 'identity' | 'trust';

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
const PRINCIPAL_KINDS = new Set(['AWS', 'Service', 'Federated', 'CanonicalUser']);
const OPERATORS = new Set([
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'StringNotLike',
  'NumericEquals',
  'NumericNotEquals',
  'NumericLessThan',
  'NumericLessThanEquals',
  'NumericGreaterThan',
  'NumericGreaterThanEquals',
  'DateEquals',
  'DateNotEquals',
  'DateLessThan',
  'DateLessThanEquals',
  'DateGreaterThan',
  'DateGreaterThanEquals',
  'Bool',
  'BinaryEquals',
  'IpAddress',
  'NotIpAddress',
  'ArnEquals',
  'ArnLike',
  'ArnNotEquals',
  'ArnNotLike',
  'Null',
]);

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
  if (Sid !== undefined && (typeof Sid !== 'string' || !/^[A-Za-z0-9]*$/.test(Sid)))
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
  return { [key]: Object.fromEntries(Object.entries(principal).map(([name, value]) => [name, listOf(value, name)])) };
};

const parseCondition = (condition: unknown): Record<string, Record<string, string[]>> => {
  if (!isObject(condition)) return malformed('Condition must be an object.');
  return Object.fromEntries(
    Object.entries(condition).map(([operator, keys]) => {
      const bare = operator.replace(/^(ForAnyValue|ForAllValues):/, '').replace(/IfExists$/, '');
      if (!OPERATORS.has(bare) || operator === 'NullIfExists') malformed(`Invalid Condition type : ${operator}.`);
      if (!isObject(keys)) return malformed(`The condition ${operator} must be an object.`);
      // Booleans and numbers may stand bare; they compare as text.
      const asText = (value: unknown) =>
        (Array.isArray(value) ? value : [value]).map((one) => (isObject(one) ? one : String(one)));
      return [
        operator,
        Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, listOf(asText(value), key)])),
      ];
    }),
  );
};

/** The size that AWS counts: characters without white space. */
export const policySize = (document: string): number => document.replace(/\s/g, '').length;
