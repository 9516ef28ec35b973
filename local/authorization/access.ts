import { AwsError } from '../gateway/aws-error.ts';
import type { Call } from '../gateway/service.ts';

/** One thing that policies must allow before an operation runs: as the Service Authorization Reference names it. */
export interface Access {
  /** `dynamodb:PutItem` */
  action: string;
  /** An ARN, or `*` for an action that has no resource. */
  resource: string;
  /** Condition keys of this call, in lower case. The keys that every call has are added by the authorizer. */
  context?: Readonly<Record<string, string | readonly string[]>>;
}

/** What a call of one operation needs; nothing, where AWS lets everybody call it. */
// biome-ignore lint/suspicious/noExplicitAny: each operation states the shape of its own input.
export type AccessOf = (input: any, call: Call) => readonly Access[];

/** By operation. Every operation of a service is in its map: one that is not is refused, never let through. */
export type AccessMap = Readonly<Record<string, AccessOf>>;

/** Operations whose action bears their name, all on the resource that their input names. */
export const actionsOn = (
  service: string,
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  resourceOf: (input: any, call: Call) => string,
  operations: readonly string[],
): AccessMap =>
  Object.fromEntries(
    operations.map((operation) => [
      operation,
      (input, call) => [{ action: `${service}:${operation}`, resource: resourceOf(input, call) }],
    ]),
  );

/** Operations whose actions know no resource: a policy grants them on `*`. */
export const actionsOnAll = (service: string, operations: readonly string[]): AccessMap =>
  actionsOn(service, () => '*', operations);

/** Operations that no policy governs: what they ask for proves itself, by a password, a code or a token. */
export const ungoverned = (operations: readonly string[]): AccessMap =>
  Object.fromEntries(operations.map((operation) => [operation, () => []]));

/** Who hands a service a role must be allowed to: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html */
export const passRole = (roleArn: unknown, service: string): readonly Access[] =>
  typeof roleArn === 'string' && roleArn !== ''
    ? [{ action: 'iam:PassRole', resource: roleArn, context: { 'iam:passedtoservice': service } }]
    : [];

/**
 * On AWS a deploy may do what its caller may do. Here the account's holder alone deploys and looks at stacks, so no role
 * ever acts through a stack; whoever else asks is refused.
 */
export const forTheAccountAlone = (service: string, operations: readonly string[]): AccessMap =>
  Object.fromEntries(
    operations.map((operation) => [
      operation,
      () => {
        throw new AwsError(
          'AccessDenied',
          `The local endpoint lets the account's holder alone perform: ${service}:${operation}.`,
          { status: 403 },
        );
      },
    ]),
  );
