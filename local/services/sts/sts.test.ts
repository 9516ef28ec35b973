import { beforeEach, expect, test } from 'vitest';
import { Activity } from '../../activity.ts';
import { VirtualClock } from '../../clock.ts';
import { AwsError } from '../../gateway/aws-error.ts';
import type { House, Principal, Service } from '../../gateway/service.ts';
import { Meter } from '../../meter.ts';
import { Usage } from '../../metering/usage.ts';
import { Store } from '../../store/store.ts';
import { openAuthorization } from '../../testing/house.ts';
import { createSts } from './sts.ts';

const ROLE = 'arn:aws:iam::000000000000:role/worker';
let sts: Service;
let issued: { principal: Principal; seconds: number }[];

beforeEach(() => {
  issued = [];
  const clock = new VirtualClock();
  const house: House = {
    account: '000000000000',
    region: 'us-east-1',
    url: 'http://127.0.0.1:4566',
    folder: (name) => name,
    clock,
    store: new Store(':memory:'),
    activity: new Activity(),
    meter: new Meter(clock),
    usage: new Usage(clock),
    aws: {
      async call<Output>({ input }: { input: Record<string, unknown> }) {
        if (input.RoleName !== 'worker')
          throw new AwsError('NoSuchEntity', 'The role cannot be found.', { status: 404 });
        return { Role: { Arn: ROLE, RoleId: 'AROA1' } } as Output;
      },
    },
    authorization: openAuthorization,
    credentials: {
      issue(principal, seconds) {
        issued.push({ principal, seconds });
        return {
          AccessKeyId: 'ASIA1',
          SecretAccessKey: 's',
          SessionToken: 't',
          expiration: clock.now() + seconds * 1000,
        };
      },
    },
  };
  sts = createSts(house);
});

const call = async (operation: string, input: Record<string, unknown>, principal: Principal = { kind: 'account' }) =>
  sts.operations[operation]?.(input, { service: 'sts', operation, input, principal });

test('the account is its root, a role is its session, and a stranger is nobody', async () => {
  expect(await call('GetCallerIdentity', {})).toEqual({
    Account: '000000000000',
    UserId: '000000000000',
    Arn: 'arn:aws:iam::000000000000:root',
  });
  expect(await call('GetCallerIdentity', {}, { kind: 'role', roleArn: ROLE, sessionName: 'me' })).toEqual({
    Account: '000000000000',
    UserId: 'AROA1:me',
    Arn: 'arn:aws:sts::000000000000:assumed-role/worker/me',
  });
  await expect(call('GetCallerIdentity', {}, { kind: 'anonymous' })).rejects.toMatchObject({
    code: 'MissingAuthenticationToken',
    status: 403,
  });
});

test('assuming a role issues credentials that act as the role', async () => {
  expect(await call('AssumeRole', { RoleArn: ROLE, RoleSessionName: 'me', DurationSeconds: '900' })).toMatchObject({
    Credentials: { AccessKeyId: 'ASIA1', Expiration: '2026-01-05T09:15:00.000Z' },
    AssumedRoleUser: { AssumedRoleId: 'AROA1:me', Arn: 'arn:aws:sts::000000000000:assumed-role/worker/me' },
  });
  expect(issued).toEqual([{ principal: { kind: 'role', roleArn: ROLE, sessionName: 'me' }, seconds: 900 }]);
});

test('the bootstrap roles of CDK act as the account, although no stack made them', async () => {
  await call('AssumeRole', {
    RoleArn: 'arn:aws:iam::000000000000:role/cdk-hnb659fds-deploy-role-000000000000-us-east-1',
    RoleSessionName: 'cdk',
  });
  expect(issued).toEqual([{ principal: { kind: 'account' }, seconds: 3600 }]);
});

test('a role can not pose as a bootstrap role of CDK', async () => {
  const role: Principal = { kind: 'role', roleArn: ROLE, sessionName: 'me' };
  const RoleArn = 'arn:aws:iam::000000000000:role/cdk-hnb659fds-deploy-role-000000000000-us-east-1';
  await expect(call('AssumeRole', { RoleArn, RoleSessionName: 'cdk' }, role)).rejects.toMatchObject({
    code: 'AccessDenied',
  });
});

test.each([
  [
    'a role that is not there',
    { RoleArn: 'arn:aws:iam::000000000000:role/nobody', RoleSessionName: 'me' },
    'AccessDenied',
  ],
  ['what is no role ARN', { RoleArn: 'worker', RoleSessionName: 'me' }, 'ValidationError'],
  ['a session name with spaces', { RoleArn: ROLE, RoleSessionName: 'me too' }, 'ValidationError'],
  ['a lifetime under 15 minutes', { RoleArn: ROLE, RoleSessionName: 'me', DurationSeconds: 899 }, 'ValidationError'],
  ['a session policy', { RoleArn: ROLE, RoleSessionName: 'me', Policy: '{}' }, 'UnsupportedOperation'],
])('AssumeRole refuses %s', async (_, input, code) => {
  await expect(call('AssumeRole', input)).rejects.toMatchObject({ code });
  expect(issued).toEqual([]);
});

test('a stranger assumes nothing', async () => {
  await expect(
    call('AssumeRole', { RoleArn: ROLE, RoleSessionName: 'me' }, { kind: 'anonymous' }),
  ).rejects.toMatchObject({ code: 'MissingAuthenticationToken' });
});
