import type { Asker, Meant } from './asker.ts';
import type { CompiledPolicy, Grant } from './compile.ts';
import type { RequestContext } from './conditions.ts';

export interface Question {
  asker: Asker;
  action: string;
  resource: string;
  context: RequestContext;
}

export interface Policies {
  /** The policies of the role that asks. */
  identity: readonly CompiledPolicy[];
  /** What the role may do at most. */
  boundary?: CompiledPolicy | undefined;
  /** The policy of the resource, where it has one. */
  resource?: CompiledPolicy | undefined;
  /** A role's trust policy must let the caller in; for other resources the caller's own policies may be enough. */
  resourceMustAllow?: boolean;
}

type Side = 'identity' | 'resource' | 'boundary';

export type Decision = { allowed: true; grant?: Grant } | { allowed: false; explicitly: boolean; side: Side };

/**
 * AWS's evaluation logic within one account: an explicit denial anywhere is the last word; else the resource's policy
 * or the caller's own must allow, and a permissions boundary limits all but what is granted to a session by name.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export const evaluate = (policies: Policies, question: Question): Decision => {
  const { identity, boundary, resource } = policies;
  for (const policy of identity) if (denies(policy, question)) return refused('identity', true);
  if (boundary && denies(boundary, question)) return refused('boundary', true);
  if (resource && denies(resource, question)) return refused('resource', true);

  const byResource = resource && meantBy(resource, question);
  if (byResource === 'session') return { allowed: true };
  if (policies.resourceMustAllow && byResource === undefined) return refused('resource', false);
  const withinBoundary = !boundary || grantOf(boundary, question) !== undefined;
  if (byResource === 'direct' && withinBoundary) return { allowed: true };
  for (const policy of identity) {
    const grant = grantOf(policy, question);
    if (grant) return withinBoundary ? { allowed: true, grant } : refused('boundary', false);
  }
  return refused(question.asker.role === undefined ? 'resource' : 'identity', false);
};

const refused = (side: Side, explicitly: boolean): Decision => ({ allowed: false, explicitly, side });

const denies = (policy: CompiledPolicy, question: Question): boolean => {
  for (const statement of policy) if (!statement.allows && applies(statement, question)) return true;
  return false;
};

const grantOf = (policy: CompiledPolicy, question: Question): Grant | undefined => {
  for (const statement of policy) {
    const grant = statement.allows ? applies(statement, question) : undefined;
    if (grant) return grant;
  }
  return undefined;
};

const STRENGTH = { account: 1, direct: 2, session: 3 } as const;

/** The strongest way in which the policy's allowing statements mean the caller. */
const meantBy = (policy: CompiledPolicy, question: Question): Meant => {
  let strongest: Meant;
  for (const statement of policy) {
    const meant = statement.allows ? statement.means(question.asker) : undefined;
    if (!meant || (strongest && STRENGTH[strongest] >= STRENGTH[meant])) continue;
    if (applies(statement, question)) strongest = meant;
  }
  return strongest;
};

const applies = (
  statement: CompiledPolicy[number],
  { asker, action, resource, context }: Question,
): Grant | undefined => {
  if (!statement.means(asker)) return undefined;
  const grant = statement.fits(action, resource, (key) => {
    const value = context(key);
    return typeof value === 'string' ? value : value?.[0];
  });
  return grant && (statement.condition?.(context) ?? true) ? grant : undefined;
};
