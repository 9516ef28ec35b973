import { randomInt } from 'node:crypto';
import { ungoverned } from '../../authorization/access.ts';
import { AwsError } from '../../gateway/aws-error.ts';
import type { Call, House, IssuedCredentials, Principal, Service } from '../../gateway/service.ts';

interface AssumeRoleInput {
  RoleArn: string;
  RoleSessionName: string;
  /** Text when it came over HTTP: the query protocol knows no numbers. */
  DurationSeconds?: number | string;
  Policy?: string;
  PolicyArns?: unknown[];
}

export const createSts = (house: House): Service => ({
  name: 'sts',
  protocol: { kind: 'query', namespace: 'https://sts.amazonaws.com/doc/2011-06-15/' },
  // GetCallerIdentity needs no permission; who may assume a role, its trust policy says: see assumeRole.
  access: ungoverned(['GetCallerIdentity', 'AssumeRole']),
  operations: {
    GetCallerIdentity: (_: unknown, { principal }: Call) => callerIdentity(house, principal),
    AssumeRole: (input: AssumeRoleInput, { principal }: Call) => assumeRole(house, input, principal),
  },
});

const callerIdentity = async (house: House, principal: Principal) => {
  const Account = house.account;
  if (principal.kind === 'account') return { Account, UserId: Account, Arn: `arn:aws:iam::${Account}:root` };
  if (principal.kind === 'role') {
    const RoleName = nameOf(principal.roleArn);
    const { RoleId } = await findRole(house, principal.roleArn);
    return {
      Account,
      UserId: `${RoleId}:${principal.sessionName}`,
      Arn: `arn:aws:sts::${Account}:assumed-role/${RoleName}/${principal.sessionName}`,
    };
  }
  throw missingToken();
};

const assumeRole = async (house: House, input: AssumeRoleInput, caller: Principal) => {
  if (caller.kind === 'anonymous') throw missingToken();
  const { RoleArn, RoleSessionName } = input;
  if (typeof RoleArn !== 'string' || !/^arn:[^:]+:iam::\d{12}:role\/.+$/.test(RoleArn))
    throw new AwsError('ValidationError', `${RoleArn} is invalid`);
  if (typeof RoleSessionName !== 'string' || !/^[\w+=,.@-]{2,64}$/.test(RoleSessionName))
    throw new AwsError('ValidationError', 'RoleSessionName must have 2 to 64 letters, digits or =,.@-_ characters.');
  if (input.Policy || input.PolicyArns?.length)
    throw new AwsError(
      'UnsupportedOperation',
      'The local endpoint does not support session policies in sts:AssumeRole.',
      { status: 501 },
    );
  const seconds = lifetime(input.DurationSeconds);
  // Only the account's holder deploys: a role that could become the account would be above every policy.
  const role =
    isBootstrapRole(RoleArn) && caller.kind === 'account'
      ? { RoleId: `AROA${String(randomInt(1e9)).padStart(17, '0')}`, principal: caller }
      : {
          principal: house.authorization.takeRole(RoleArn, RoleSessionName, caller),
          RoleId: (await findRole(house, RoleArn)).RoleId,
        };
  return {
    Credentials: shown(house.credentials.issue(role.principal, seconds)),
    AssumedRoleUser: {
      AssumedRoleId: `${role.RoleId}:${RoleSessionName}`,
      Arn: `arn:aws:sts::${house.account}:assumed-role/${nameOf(RoleArn)}/${RoleSessionName}`,
    },
    PackedPolicySize: 0,
  };
};

/**
 * `cdk bootstrap` would have made these roles, for publishing assets and for deploying. The endpoint needs no bootstrap
 * stack, so no stack made them; whoever takes one is the account's holder deploying, and acts as the account.
 */
const isBootstrapRole = (arn: string): boolean => nameOf(arn).startsWith('cdk-hnb659fds-');

const nameOf = (roleArn: string): string => roleArn.slice(roleArn.lastIndexOf('/') + 1);

const findRole = async (house: House, roleArn: string): Promise<{ RoleId: string }> => {
  const denied = new AwsError(
    'AccessDenied',
    `User is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
    { status: 403 },
  );
  try {
    const { Role } = await house.aws.call<{ Role: { Arn: string; RoleId: string } }>({
      service: 'iam',
      operation: 'GetRole',
      input: { RoleName: nameOf(roleArn) },
      principal: { kind: 'account' },
    });
    if (Role.Arn === roleArn) return Role;
  } catch (error) {
    if (!(error instanceof AwsError && error.code === 'NoSuchEntity')) throw error;
  }
  // AWS does not tell a role that is not there from one that does not trust the caller.
  throw denied;
};

const lifetime = (given: number | string | undefined): number => {
  const seconds = given === undefined ? 3600 : Number(given);
  if (!Number.isInteger(seconds) || seconds < 900 || seconds > 43_200)
    throw new AwsError('ValidationError', 'DurationSeconds must be between 900 and 43200.');
  return seconds;
};

const shown = ({ AccessKeyId, SecretAccessKey, SessionToken, expiration }: IssuedCredentials) => ({
  AccessKeyId,
  SecretAccessKey,
  SessionToken,
  Expiration: new Date(expiration).toISOString(),
});

const missingToken = () =>
  new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', { status: 403 });
