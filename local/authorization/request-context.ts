import type { Clock } from '../clock.ts';
import type { Principal } from '../gateway/service.ts';
import type { Access } from './access.ts';
import type { RequestContext } from './conditions.ts';
import type { RolePolicies } from './role-policies.ts';

interface Surroundings {
  account: string;
  region: string;
  clock: Clock;
}

/**
 * The values of the condition keys for one call. Every call counts as made over TLS: those of services are on AWS, and
 * what stays on the loopback interface crosses no network, which is what a policy with aws:SecureTransport guards against.
 */
export const requestContext = (
  { account, region, clock }: Surroundings,
  principal: Principal,
  access: Access,
  role: RolePolicies | undefined,
): RequestContext => {
  const service = principal.kind === 'service' ? principal : undefined;
  const own = (key: string): string | readonly string[] | undefined => {
    switch (key) {
      case 'aws:currenttime':
        return new Date(clock.now()).toISOString();
      case 'aws:epochtime':
        return String(Math.floor(clock.now() / 1000));
      case 'aws:securetransport':
        return 'true';
      case 'aws:viaawsservice':
        return 'false';
      case 'aws:requestedregion':
        return region;
      case 'aws:resourceaccount':
        return account;
      case 'aws:principalisawsservice':
        return String(service !== undefined);
      case 'aws:principalservicename':
        return service?.service;
      case 'aws:sourcearn':
        return service?.sourceArn;
      case 'aws:sourceaccount':
      case 'aws:sourceowner':
        return service && account;
      default:
        return service ? undefined : ofAccount(key);
    }
  };
  const ofAccount = (key: string): string | readonly string[] | undefined => {
    switch (key) {
      case 'aws:principalaccount':
        return account;
      case 'aws:principalarn':
        return principal.kind === 'role' ? principal.roleArn : `arn:aws:iam::${account}:root`;
      case 'aws:principaltype':
        return principal.kind === 'role' ? 'AssumedRole' : 'Account';
      case 'aws:userid':
        return principal.kind === 'role' ? role && `${role.roleId}:${principal.sessionName}` : account;
      default:
        if (principal.kind !== 'role') return undefined;
        if (key.startsWith('aws:principaltag/')) return tagOf(role, key.slice('aws:principaltag/'.length));
        return principal.session?.[key];
    }
  };
  return (key) => access.context?.[key] ?? own(key);
};

/** A tag's key, in a condition, is told apart without regard to case. */
const tagOf = (role: RolePolicies | undefined, name: string): string | undefined =>
  Object.entries(role?.tags ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
