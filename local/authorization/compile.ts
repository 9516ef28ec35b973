import { type Asker, compileNotPrincipal, compilePrincipal, type Meant } from './asker.ts';
import { type Condition, compileConditions } from './conditions.ts';
import type { PolicyDocument, Statement } from './policy-document.ts';
import { compileText, type Lookup } from './text-pattern.ts';

/** One allowed pair of a statement's action and resource patterns: what a policy report counts. */
export interface Grant {
  /** The policy's name, or its ARN. */
  policy: string;
  /** Position of the statement in its policy. */
  statement: number;
  action: string;
  resource: string;
}

export interface CompiledStatement {
  allows: boolean;
  means: (asker: Asker) => Meant;
  /** The grant that fits, where both patterns do. `action` is in lower case. */
  fits(action: string, resource: string, lookUp: Lookup): Grant | undefined;
  condition: Condition | undefined;
}

export type CompiledPolicy = readonly CompiledStatement[];

/** Compiled once, evaluated for every call. */
export const compilePolicy = (name: string, { Version, Statement: statements }: PolicyDocument): CompiledPolicy =>
  statements.map((statement, position) => compileStatement(statement, Version, name, position));

const compileStatement = (
  statement: Statement,
  version: PolicyDocument['Version'],
  policy: string,
  position: number,
): CompiledStatement => {
  const { Effect, Principal, NotPrincipal, Condition } = statement;
  const variables = version === '2012-10-17';
  const action = patterns(statement.Action, statement.NotAction, (text) =>
    compileText(text, { variables: false, wildcards: true, ignoreCase: true }),
  );
  // A trust policy speaks of the one role that it hangs on.
  const resource = patterns(
    statement.Resource ?? (statement.NotResource ? undefined : ['*']),
    statement.NotResource,
    (text) => compileText(text, { variables, wildcards: true, parts: true }),
  );
  const grants = new Map<string, Grant>();
  const grantOf = (actionPattern: string, resourcePattern: string): Grant => {
    const key = `${actionPattern} ${resourcePattern}`;
    const known = grants.get(key) ?? { policy, statement: position, action: actionPattern, resource: resourcePattern };
    grants.set(key, known);
    return known;
  };
  return {
    allows: Effect === 'Allow',
    means: Principal ? compilePrincipal(Principal) : NotPrincipal ? compileNotPrincipal(NotPrincipal) : () => 'direct',
    fits(asked, on, lookUp) {
      const byAction = action(asked, lookUp);
      const byResource = byAction === undefined ? undefined : resource(on, lookUp);
      return byAction === undefined || byResource === undefined ? undefined : grantOf(byAction, byResource);
    },
    condition: compileConditions(Condition, version),
  };
};

type Fits = (value: string, lookUp: Lookup) => string | undefined;

/** Answers the pattern that fits; for `Not…`, all of them as one, when none does. */
const patterns = (
  wanted: string[] | undefined,
  unwanted: string[] | undefined,
  compile: (text: string) => (value: string, lookUp: Lookup) => boolean,
): Fits => {
  const compiled = (wanted ?? unwanted ?? []).map((text) => ({ text, matches: compile(text) }));
  if (wanted) return (value, lookUp) => compiled.find(({ matches }) => matches(value, lookUp))?.text;
  const all = `not ${(unwanted ?? []).join(', ')}`;
  return (value, lookUp) => (compiled.some(({ matches }) => matches(value, lookUp)) ? undefined : all);
};
