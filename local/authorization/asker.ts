import type { Principal } from '../gateway/service.ts';
import type { Statement } from './policy-document.ts';

/** A caller under all the names by which a policy may mean it. */
export interface Asker {
  /** How a refusal names it. */
  name: string;
  /** `arn:aws:sts::…:assumed-role/R/S`: meant alone by whoever writes it down. */
  session?: string;
  /** The role behind a session. */
  role?: string;
  /** Number and root ARN of the account that it belongs to. */
  account?: readonly string[];
  /** `events.amazonaws.com` */
  service?: string;
  /** `cognito-identity.amazonaws.com` */
  federated?: string;
}

const nameOfRole = (roleArn: string) => roleArn.slice(roleArn.lastIndexOf('/') + 1);

export const sessionArn = (
  account: string,
  { roleArn, sessionName }: { roleArn: string; sessionName: string },
): string => `arn:aws:sts::${account}:assumed-role/${nameOfRole(roleArn)}/${sessionName}`;

export const askerOf = (principal: Principal, account: string): Asker => {
  const root = `arn:aws:iam::${account}:root`;
  switch (principal.kind) {
    case 'account':
      return { name: root, account: [account, root] };
    case 'role': {
      const session = sessionArn(account, principal);
      return { name: session, session, role: principal.roleArn, account: [account, root] };
    }
    case 'service':
      return { name: principal.service, service: principal.service };
    case 'anonymous':
      return { name: 'anonymous' };
  }
};

/**
 * How a policy means a caller. `session`, `service`, `federated`: by its very name. `direct`: as a role, or as anyone.
 * `account`: as one of an account, which leaves it to the account's own policies whom to let.
 */
export type Meant = 'session' | 'direct' | 'account' | undefined;

/** `states.us-east-1.amazonaws.com` is the regional name of `states.amazonaws.com`. */
const plainService = (name: string) =>
  name.replace(/^([\w-]+)\.[a-z]{2}(-[a-z]+)+-\d\.amazonaws\.com$/, '$1.amazonaws.com');

export const compilePrincipal = (principal: NonNullable<Statement['Principal']>): ((asker: Asker) => Meant) => {
  if (principal === '*') return () => 'direct';
  const aws = new Set(principal.AWS);
  const services = new Set((principal.Service ?? []).map(plainService));
  const federated = new Set(principal.Federated);
  return (asker) => {
    if (asker.service !== undefined) return services.has(asker.service) || services.has('*') ? 'session' : undefined;
    if (asker.federated !== undefined)
      return federated.has(asker.federated) || federated.has('*') ? 'session' : undefined;
    if (asker.session !== undefined && aws.has(asker.session)) return 'session';
    if (aws.has('*') || (asker.role !== undefined && aws.has(asker.role))) return 'direct';
    return asker.account?.some((name) => aws.has(name)) ? 'account' : undefined;
  };
};

/**
 * NotPrincipal leaves out only whom it names in full: a session of a role by session, role and account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export const compileNotPrincipal = (principal: NonNullable<Statement['Principal']>): ((asker: Asker) => Meant) => {
  if (principal === '*') return () => undefined;
  const means = compilePrincipal(principal);
  const aws = new Set(principal.AWS);
  return (asker) => {
    if (asker.service !== undefined || asker.federated !== undefined) return means(asker) ? undefined : 'direct';
    if (aws.has('*')) return undefined;
    const named =
      asker.account?.some((name) => aws.has(name)) === true &&
      (asker.role === undefined || aws.has(asker.role)) &&
      (asker.session === undefined || aws.has(asker.session));
    return named ? undefined : 'direct';
  };
};
