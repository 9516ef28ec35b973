import type { Clock } from '../clock.ts';
import { AwsError, Unsupported } from '../gateway/aws-error.ts';
import type { Authorization, Call, Federated, Principal, RolePrincipal, Service } from '../gateway/service.ts';
import type { Access } from './access.ts';
import { type Asker, askerOf } from './asker.ts';
import { type CompiledPolicy, compilePolicy, type Grant } from './compile.ts';
import { type Decision, evaluate } from './evaluate.ts';
import { parsePolicy } from './policy-document.ts';
import { refusal, refusalMessage } from './refusal.ts';
import { requestContext } from './request-context.ts';
import type { RolePolicies } from './role-policies.ts';

interface Surroundings {
  account: string;
  region: string;
  clock: Clock;
  /** Told of each grant of a role when it first lets a call through. */
  onGrant?: ((roleArn: string, grant: Grant) => void) | undefined;
}

interface CompiledRole {
  identity: CompiledPolicy[];
  boundary: CompiledPolicy | undefined;
  trust: CompiledPolicy;
}

/** Everything is allowed to the account's holder, who deploys. */
const ALL: CompiledPolicy = compilePolicy('account', {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['*'], Resource: ['*'] }],
});

/** Decides every call by the policies that are deployed: of the role that calls, and of the resource that is called. */
export class Authorizer implements Authorization {
  readonly #around: Surroundings;
  readonly #services = new Map<string, Service>();
  #policiesOf: (roleArn: string) => RolePolicies | undefined = () => undefined;
  /** IAM answers the same object until a policy changes. */
  readonly #roles = new WeakMap<RolePolicies, CompiledRole>();
  /** By text. */
  readonly #resources = new Map<string, CompiledPolicy>();
  readonly #used = new WeakSet<Grant>();

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Throws when a service has an operation whose authorization nobody wrote down, or knows one that it has not. */
  join(services: readonly Service[], policiesOf: (roleArn: string) => RolePolicies | undefined): void {
    this.#policiesOf = policiesOf;
    for (const service of services) {
      const missing = Object.keys(service.operations).filter((name) => !Object.hasOwn(service.access ?? {}, name));
      if (missing.length > 0) throw new Error(`${service.name} does not say what ${missing.join(', ')} need.`);
      this.#services.set(service.name, service);
    }
  }

  /** For the door: what the call's operation needs must be allowed. */
  readonly authorize = (call: Call): void => {
    const { principal } = call;
    if (principal.kind === 'account') return;
    const service = this.#services.get(call.service);
    const accessOf = service?.access?.[call.operation];
    if (!accessOf) throw new Unsupported(`the authorization of ${call.service}:${call.operation}`);
    // A service that carries out what it took on: a poller that invokes its function, mail of a topic.
    if (principal.kind === 'service' && principal.service === `${call.service}.amazonaws.com`) return;
    this.require(principal, call.service, accessOf(call.input, call));
  };

  require(principal: Principal, service: string, accesses: readonly Access[]): void {
    if (principal.kind === 'account' || accesses.length === 0) return;
    if (principal.kind === 'anonymous')
      throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token', { status: 403 });
    for (const access of accesses) {
      const decision = this.#decide(principal, access);
      if (decision.allowed) continue;
      const { name } = askerOf(principal, this.#around.account);
      throw refusal(this.#services.get(service), refusalMessage(name, access.action, access.resource, decision));
    }
  }

  allows(principal: Principal, access: Access): boolean {
    if (principal.kind === 'account') return true;
    return principal.kind !== 'anonymous' && this.#decide(principal, access).allowed;
  }

  takeRole(
    roleArn: string,
    sessionName: string,
    taker: Exclude<Principal, { kind: 'anonymous' }> | Federated,
  ): RolePrincipal {
    const role = this.#policiesOf(roleArn);
    const federated = 'federated' in taker ? taker : undefined;
    const principal: Principal = 'federated' in taker ? { kind: 'anonymous' } : taker;
    const asker: Asker = federated
      ? { name: federated.federated, federated: federated.federated }
      : askerOf(principal, this.#around.account);
    const action = federated ? 'sts:AssumeRoleWithWebIdentity' : 'sts:AssumeRole';
    const access: Access = { action, resource: roleArn, ...(federated && { context: federated.session }) };
    // AWS does not tell a role that is not there from one that does not trust the caller.
    const decision: Decision = role
      ? this.#evaluate(asker, principal, access, this.#compiled(role).trust, true)
      : { allowed: false, explicitly: false, side: 'resource' };
    if (!decision.allowed)
      throw refusal(this.#services.get('sts'), refusalMessage(asker.name, action, roleArn, decision));
    return { kind: 'role', roleArn, sessionName, ...(federated && { session: federated.session }) };
  }

  #decide(principal: Principal, access: Access): Decision {
    const decision = this.#evaluate(
      askerOf(principal, this.#around.account),
      principal,
      access,
      this.#policyOfResource(access.resource),
      false,
    );
    if (decision.allowed && decision.grant && principal.kind === 'role' && !this.#used.has(decision.grant)) {
      this.#used.add(decision.grant);
      this.#around.onGrant?.(principal.roleArn, decision.grant);
    }
    return decision;
  }

  #evaluate(
    asker: Asker,
    principal: Principal,
    access: Access,
    resource: CompiledPolicy | undefined,
    resourceMustAllow: boolean,
  ): Decision {
    const role = principal.kind === 'role' ? this.#policiesOf(principal.roleArn) : undefined;
    const own = role && this.#compiled(role);
    const identity = principal.kind === 'account' ? [ALL] : (own?.identity ?? []);
    return evaluate(
      { identity, boundary: own?.boundary, resource, resourceMustAllow },
      {
        asker,
        action: access.action,
        resource: access.resource,
        context: requestContext(this.#around, principal, access, role),
      },
    );
  }

  #compiled(role: RolePolicies): CompiledRole {
    const known = this.#roles.get(role);
    if (known) return known;
    const compiled = {
      identity: role.identity.map(({ name, document }) => compilePolicy(name, document)),
      boundary: role.boundary && compilePolicy('boundary', role.boundary),
      trust: compilePolicy('trust', role.trust),
    };
    this.#roles.set(role, compiled);
    return compiled;
  }

  #policyOfResource(resource: string): CompiledPolicy | undefined {
    if (resource === '*') return undefined;
    const text = this.#services.get(resource.split(':', 3)[2] ?? '')?.resourcePolicy?.(resource);
    if (text === undefined) return undefined;
    const known = this.#resources.get(text);
    if (known) return known;
    const compiled = compilePolicy('resource', parsePolicy(text, 'resource'));
    // Policies that are no longer in force are forgotten with all others, now and then.
    if (this.#resources.size >= 1000) this.#resources.clear();
    this.#resources.set(text, compiled);
    return compiled;
  }
}
