// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policies have variables.
import { expect, test } from 'vitest';
import type { Principal } from '../gateway/service.ts';
import { askerOf } from './asker.ts';
import { compilePolicy } from './compile.ts';
import { evaluate } from './evaluate.ts';
import { parsePolicy } from './policy-document.ts';

const ACCOUNT = '000000000000';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/worker`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/worker/w`;
const role: Principal = { kind: 'role', roleArn: ROLE, sessionName: 'w' };
const events: Principal = { kind: 'service', service: 'events.amazonaws.com' };
const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:orders`;

interface Given {
  identity?: object | object[];
  boundary?: object;
  resource?: object | object[];
  principal?: Principal;
  action?: string;
  on?: string;
  context?: Record<string, string | string[]>;
  version?: string;
  mustAllow?: boolean;
}

const outcome = ({ identity = [], boundary, resource, principal = role, ...rest }: Given): string => {
  const { action = 'sqs:SendMessage', on = QUEUE, context = {}, version = '2012-10-17', mustAllow = false } = rest;
  const document = (Statement: object | object[]) => ({ Version: version, Statement });
  const own =
    Array.isArray(identity) && identity.length === 0
      ? []
      : [compilePolicy('own', parsePolicy(document(identity), 'identity'))];
  const decision = evaluate(
    {
      identity: own,
      boundary: boundary && compilePolicy('boundary', parsePolicy(document(boundary), 'identity')),
      resource: resource && compilePolicy('resource', parsePolicy(document(resource), 'resource')),
      resourceMustAllow: mustAllow,
    },
    { asker: askerOf(principal, ACCOUNT), action, resource: on, context: (key) => context[key] },
  );
  return decision.allowed ? 'allowed' : `${decision.explicitly ? 'denied' : 'not allowed'} by ${decision.side}`;
};

const allow = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: QUEUE };
const deny = { ...allow, Effect: 'Deny' };
const letIn = (Principal: unknown, more: object = {}) => ({ ...allow, Principal, ...more });

test.each<[string, Given, string]>([
  ['nothing is allowed by silence', {}, 'not allowed by identity'],
  ['the own policy allows', { identity: allow }, 'allowed'],
  ['an explicit denial is the last word', { identity: [allow, deny] }, 'denied by identity'],
  ['so it is in the resource policy', { identity: allow, resource: { ...deny, Principal: '*' } }, 'denied by resource'],
  ['and in a boundary', { identity: allow, boundary: deny }, 'denied by boundary'],
  ['a boundary grants nothing', { boundary: allow }, 'not allowed by identity'],
  ['a boundary limits', { identity: allow, boundary: { ...allow, Action: 'sns:*' } }, 'not allowed by boundary'],
  ['what both name is allowed', { identity: allow, boundary: { ...allow, Action: 'sqs:*' } }, 'allowed'],
  ['the resource may let a role in by itself', { resource: letIn({ AWS: ROLE }) }, 'allowed'],
  [
    'within the boundary',
    { resource: letIn({ AWS: ROLE }), boundary: { ...allow, Action: 'sns:*' } },
    'not allowed by identity',
  ],
  [
    'a session by name passes the boundary',
    { resource: letIn({ AWS: SESSION }), boundary: { ...allow, Action: 'sns:*' } },
    'allowed',
  ],
  [
    'the account as principal leaves it to the account',
    { resource: letIn({ AWS: ACCOUNT }) },
    'not allowed by identity',
  ],
  [
    'and then the own policy decides',
    { resource: letIn({ AWS: `arn:aws:iam::${ACCOUNT}:root` }), identity: allow },
    'allowed',
  ],
  [
    'a denial of the account holds for its roles',
    { resource: { ...deny, Principal: { AWS: ACCOUNT } }, identity: allow },
    'denied by resource',
  ],
  ['another role is not meant', { resource: letIn({ AWS: `${ROLE}2` }) }, 'not allowed by identity'],
  ['a service needs the resource to let it in', { principal: events }, 'not allowed by resource'],
  ['the service by name', { principal: events, resource: letIn({ Service: 'events.amazonaws.com' }) }, 'allowed'],
  [
    'its regional name is the same',
    { principal: events, resource: letIn({ Service: 'events.us-east-1.amazonaws.com' }) },
    'allowed',
  ],
  [
    'another service',
    { principal: events, resource: letIn({ Service: 'sns.amazonaws.com' }) },
    'not allowed by resource',
  ],
  ['AWS principals are no services', { principal: events, resource: letIn({ AWS: '*' }) }, 'not allowed by resource'],
  ['anyone is also a service', { principal: events, resource: letIn('*') }, 'allowed'],
  [
    'NotPrincipal with a denial spares whom it names in full',
    { identity: allow, resource: { ...deny, NotPrincipal: { AWS: [ACCOUNT, ROLE, SESSION] } } },
    'allowed',
  ],
  [
    'and nobody named in part',
    { identity: allow, resource: { ...deny, NotPrincipal: { AWS: [ROLE] } } },
    'denied by resource',
  ],
  [
    'a role that must be let in is not by its own policy',
    { identity: allow, mustAllow: true, resource: letIn({ Service: 'x.amazonaws.com' }) },
    'not allowed by resource',
  ],
  ['nor by the account alone', { mustAllow: true, resource: letIn({ AWS: ACCOUNT }) }, 'not allowed by identity'],
  ['by both', { identity: allow, mustAllow: true, resource: letIn({ AWS: ACCOUNT }) }, 'allowed'],
])('%s', (_, given, expected) => {
  expect(outcome(given)).toBe(expected);
});

test.each<[string, object, Given, boolean]>([
  ['actions are told apart without regard to case', { Action: 'SQS:sendmessage' }, {}, true],
  ['`*` in an action', { Action: 'sqs:Send*' }, {}, true],
  ['`?` in an action', { Action: 'sqs:SendMessag?' }, {}, true],
  ['an action is not its beginning', { Action: 'sqs:Send' }, {}, false],
  ['NotAction leaves out', { Action: undefined, NotAction: 'sqs:*' }, {}, false],
  ['NotAction lets in all else', { Action: undefined, NotAction: 'sns:*' }, {}, true],
  ['NotResource leaves out', { Resource: undefined, NotResource: QUEUE }, {}, false],
  ['NotResource lets in all else', { Resource: undefined, NotResource: `${QUEUE}2` }, {}, true],
  ['a resource is told apart with regard to case', { Resource: QUEUE.replace('orders', 'Orders') }, {}, false],
  ['a wildcard in a part of an ARN', { Resource: 'arn:aws:sqs:*:*:orders' }, {}, true],
  ['does not reach into the next part', { Resource: 'arn:aws:sqs:us-*:*:*:orders' }, {}, false],
  [
    'in the last part it goes on over slashes and colons',
    { Resource: 'arn:aws:s3:::b/*' },
    { on: 'arn:aws:s3:::b/x/y:z' },
    true,
  ],
  ['every resource', { Resource: '*' }, {}, true],
  [
    'a variable',
    { Resource: 'arn:aws:sqs:us-east-1:*:${aws:PrincipalTag/team}-*' },
    { on: QUEUE.replace('orders', 'blue-1'), context: { 'aws:principaltag/team': 'blue' } },
    true,
  ],
  [
    'a variable of another value',
    { Resource: 'arn:aws:sqs:us-east-1:*:${aws:PrincipalTag/team}-*' },
    { on: QUEUE.replace('orders', 'blue-1'), context: { 'aws:principaltag/team': 'red' } },
    false,
  ],
  [
    'a value is no pattern',
    { Resource: 'arn:aws:sqs:us-east-1:*:${aws:PrincipalTag/team}' },
    { context: { 'aws:principaltag/team': '*' } },
    false,
  ],
  ['a variable without a value matches nothing', { Resource: 'arn:aws:sqs:us-east-1:*:${aws:username}*' }, {}, false],
  ['but for its default', { Resource: "arn:aws:sqs:us-east-1:*:${aws:username, 'orders'}" }, {}, true],
  ['an escaped star is a star', { Resource: 'arn:aws:sqs:us-east-1:*:${*}' }, {}, false],
  [
    'policies of 2008 know no variables',
    { Resource: 'arn:aws:sqs:us-east-1:*:${aws:PrincipalTag/team}' },
    { version: '2008-10-17', context: { 'aws:principaltag/team': 'orders' } },
    false,
  ],
])('%s', (_, statement, given, expected) => {
  expect(outcome({ ...given, identity: { ...allow, ...statement } }) === 'allowed').toBe(expected);
});
