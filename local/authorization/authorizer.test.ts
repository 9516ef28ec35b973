// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policies have variables.
import { beforeEach, expect, test } from 'vitest';
import { VirtualClock } from '../clock.ts';
import { Door } from '../gateway/door.ts';
import type { Principal, Service } from '../gateway/service.ts';
import { actionsOn } from './access.ts';
import { Authorizer } from './authorizer.ts';
import type { Grant } from './compile.ts';
import { parsePolicy } from './policy-document.ts';
import type { RolePolicies } from './role-policies.ts';

const ACCOUNT = '000000000000';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/worker`;
const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:orders`;
const role: Principal = { kind: 'role', roleArn: ROLE, sessionName: 'w' };
const RULE = `arn:aws:events:us-east-1:${ACCOUNT}:rule/r`;
const rule: Principal = { kind: 'service', service: 'events.amazonaws.com', sourceArn: RULE };

let identity: object[];
let trust: object;
let policy: string | undefined;
let granted: [string, Grant][];
let authorizer: Authorizer;
let door: Door;

const document = (Statement: object) => ({ Version: '2012-10-17', Statement });

let read: { from: unknown[]; policies: RolePolicies } | undefined;

/** As IAM does: the same object until something changes. */
const policiesOf = (roleArn: string): RolePolicies | undefined => {
  if (roleArn !== ROLE) return undefined;
  if (read?.from[0] !== identity || read.from[1] !== trust) {
    const policies = {
      roleArn,
      roleId: 'AROA1',
      tags: { team: 'blue' },
      trust: parsePolicy(document(trust), 'trust'),
      identity: [{ name: 'own', document: parsePolicy(document(identity), 'identity') }],
    };
    read = { from: [identity, trust], policies };
  }
  return read.policies;
};

const service = (name: string, protocol: Service['protocol']): Service => ({
  name,
  protocol,
  operations: { SendMessage: () => 'sent' },
  access: actionsOn('sqs', () => QUEUE, ['SendMessage']),
  resourcePolicy: () => policy,
});

beforeEach(() => {
  identity = [{ Effect: 'Allow', Action: 'sqs:*', Resource: QUEUE }];
  trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } };
  policy = undefined;
  granted = [];
  authorizer = new Authorizer({
    account: ACCOUNT,
    region: 'us-east-1',
    clock: new VirtualClock(),
    onGrant: (roleArn, grant) => granted.push([roleArn, grant]),
  });
  door = new Door(authorizer.authorize);
  const services = [
    service('sqs', { kind: 'json', targets: [] }),
    service('sns', { kind: 'query', namespace: '' }),
    service('states', { kind: 'json', targets: [] }),
    service('lambda', { kind: 'rest-json', routes: [] }),
    service('sts', { kind: 'query', namespace: '' }),
  ];
  authorizer.join(services, policiesOf);
  for (const each of services) door.add(each);
});

const send = (principal: Principal, name = 'sqs') =>
  door.call({ service: name, operation: 'SendMessage', input: {}, principal });

test('what the policies allow is done, and each grant that lets something through is told once', async () => {
  expect(await send(role)).toBe('sent');
  await send(role);
  expect(granted).toEqual([[ROLE, { policy: 'own', statement: 0, action: 'sqs:*', resource: QUEUE }]]);
});

test('a refusal names who, what and on what, and why', async () => {
  identity = [{ Effect: 'Allow', Action: 'sqs:ReceiveMessage', Resource: QUEUE }];
  await expect(send(role)).rejects.toThrow(
    `User: arn:aws:sts::${ACCOUNT}:assumed-role/worker/w is not authorized to perform: sqs:SendMessage on resource: ${QUEUE} because no identity-based policy allows the sqs:SendMessage action`,
  );
  identity = [{ Effect: 'Deny', Action: '*', Resource: '*' }];
  await expect(send(role)).rejects.toThrow('with an explicit deny in an identity-based policy');
  await expect(send(rule)).rejects.toThrow('User: events.amazonaws.com is not authorized');
  await expect(send(rule)).rejects.toThrow('no resource-based policy allows');
});

test.each([
  ['sqs', 'AccessDeniedException', 403],
  ['sns', 'AuthorizationError', 403],
  ['states', 'AccessDeniedException', 400],
  ['lambda', 'AccessDeniedException', 403],
  ['sts', 'AccessDenied', 403],
])('%s calls it %s', async (name, code, status) => {
  identity = [{ Effect: 'Deny', Action: '*', Resource: '*' }];
  await expect(send(role, name)).rejects.toMatchObject({ code, status });
});

test('a service comes in where the resource names it, for the source that the condition names', async () => {
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: QUEUE,
  };
  policy = JSON.stringify(document({ ...statement, Condition: { ArnEquals: { 'aws:SourceArn': RULE } } }));
  expect(await send(rule)).toBe('sent');
  await expect(send({ ...rule, sourceArn: `${RULE}2` })).rejects.toThrow('no resource-based policy');
  policy = JSON.stringify(
    document({ ...statement, Condition: { StringEquals: { 'AWS:SourceAccount': '111111111111' } } }),
  );
  await expect(send(rule)).rejects.toThrow('no resource-based policy');
});

test('a queue that wants TLS serves its callers: loopback counts as secure', async () => {
  const insecure = { Bool: { 'aws:SecureTransport': 'false' } };
  policy = JSON.stringify(
    document({ Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: QUEUE, Condition: insecure }),
  );
  expect(await send(role)).toBe('sent');
});

test('the account may do everything, a stranger nothing, and so may a role that is no more', async () => {
  policy = JSON.stringify(document({ Effect: 'Allow', Principal: '*', Action: 'sqs:*', Resource: QUEUE }));
  expect(await send({ kind: 'account' })).toBe('sent');
  await expect(send({ kind: 'anonymous' })).rejects.toMatchObject({ code: 'MissingAuthenticationTokenException' });
  policy = undefined;
  await expect(send({ kind: 'role', roleArn: `${ROLE}2`, sessionName: 'w' })).rejects.toThrow('not authorized');
});

test('a role is taken by whom its trust policy names', () => {
  const lambda: Principal = { kind: 'service', service: 'lambda.amazonaws.com' };
  expect(authorizer.takeRole(ROLE, 's', lambda)).toEqual({ kind: 'role', roleArn: ROLE, sessionName: 's' });
  for (const taker of [rule, role, { kind: 'account' } as const])
    expect(() => authorizer.takeRole(ROLE, 's', taker)).toThrow('not authorized to perform: sts:AssumeRole');
  expect(() => authorizer.takeRole(`${ROLE}2`, 's', lambda)).toThrow('not authorized to perform: sts:AssumeRole');
});

test('a role that trusts the account is taken by the account, and by roles that may assume it', () => {
  trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: ACCOUNT } };
  expect(authorizer.takeRole(ROLE, 's', { kind: 'account' }).roleArn).toBe(ROLE);
  expect(() => authorizer.takeRole(ROLE, 's', role)).toThrow('no identity-based policy');
  identity = [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: ROLE }];
  expect(authorizer.takeRole(ROLE, 's', role).roleArn).toBe(ROLE);
});

test('an identity takes a role by what its pool says of it, and brings that along', async () => {
  trust = {
    Effect: 'Allow',
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Condition: {
      StringEquals: { 'cognito-identity.amazonaws.com:aud': 'pool' },
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
    },
  };
  const session = (aud: string, amr: string) => ({
    'cognito-identity.amazonaws.com:aud': [aud],
    'cognito-identity.amazonaws.com:amr': [amr],
    'cognito-identity.amazonaws.com:sub': ['orders'],
  });
  const take = (aud: string, amr: string) =>
    authorizer.takeRole(ROLE, 's', { federated: 'cognito-identity.amazonaws.com', session: session(aud, amr) });
  expect(() => take('other', 'authenticated')).toThrow('AssumeRoleWithWebIdentity');
  expect(() => take('pool', 'unauthenticated')).toThrow('AssumeRoleWithWebIdentity');
  const Resource = 'arn:aws:sqs:us-east-1:*:${cognito-identity.amazonaws.com:sub}';
  identity = [{ Effect: 'Allow', Action: 'sqs:*', Resource }];
  expect(await send(take('pool', 'authenticated'))).toBe('sent');
  await expect(send(role)).rejects.toThrow('not authorized');
});

test('an operation whose authorization nobody wrote down does not start', () => {
  const forgetful: Service = { ...service('sqs', { kind: 'json', targets: [] }), access: {} };
  expect(() => authorizer.join([forgetful], policiesOf)).toThrow('sqs does not say what SendMessage need');
});
