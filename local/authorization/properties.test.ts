import fc from 'fast-check';
import { expect, test } from 'vitest';
import { askerOf } from './asker.ts';
import { compilePolicy } from './compile.ts';
import { evaluate, type Policies } from './evaluate.ts';
import type { PolicyDocument, Statement } from './policy-document.ts';

const ACCOUNT = '000000000000';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/r`;
const service = fc.constantFrom('sqs', 'sns');
const name = fc.constantFrom('Send', 'Receive', 'Delete');
const action = fc.tuple(service, name).map(([of, verb]) => `${of}:${verb}`);
const resource = fc
  .tuple(service, fc.constantFrom('a', 'b', 'ab'))
  .map(([of, id]) => `arn:aws:${of}:eu:${ACCOUNT}:${id}`);
const actionPattern = fc.oneof(
  action,
  service.map((of) => `${of}:*`),
  fc.constant('*'),
  name.map((verb) => `s?s:${verb}`),
);
const resourcePattern = fc.oneof(
  resource,
  resource.map((arn) => arn.replace(/[ab]+$/, '*')),
  fc.constant('*'),
);
const condition = fc.option(
  fc.record({
    StringEquals: fc.record({ 'aws:RequestedRegion': fc.array(fc.constantFrom('eu', 'us'), { minLength: 1 }) }),
  }),
  { nil: undefined },
);
const statement: fc.Arbitrary<Statement> = fc
  .tuple(
    fc.constantFrom('Allow', 'Deny'),
    fc.array(actionPattern, { minLength: 1 }),
    fc.array(resourcePattern, { minLength: 1 }),
    fc.boolean(),
    condition,
  )
  .map(([Effect, Action, Resource, negated, Condition]) => ({
    Effect,
    ...(negated ? { NotAction: Action } : { Action }),
    Resource,
    ...(Condition && { Condition }),
  }));
const principal = fc.constantFrom<Statement['Principal']>(
  '*',
  { AWS: [ROLE] },
  { AWS: [ACCOUNT] },
  { Service: ['events.amazonaws.com'] },
);
const forResources = fc.tuple(statement, principal).map(([one, Principal]): Statement => ({ ...one, Principal }));

interface Given {
  identity: Statement[];
  boundary: Statement[] | undefined;
  resource: Statement[];
  action: string;
  on: string;
  region: string;
}

const given: fc.Arbitrary<Given> = fc.record({
  identity: fc.array(statement, { maxLength: 4 }),
  boundary: fc.option(fc.array(statement, { minLength: 1, maxLength: 3 }), { nil: undefined }),
  resource: fc.array(forResources, { maxLength: 3 }),
  action,
  on: resource,
  region: fc.constantFrom('eu', 'us'),
});

const document = (statements: Statement[]): PolicyDocument => ({ Version: '2012-10-17', Statement: statements });

const decide = ({ identity, boundary, resource: policy, action: asked, on, region }: Given) => {
  const policies: Policies = {
    identity: [compilePolicy('own', document(identity))],
    boundary: boundary && compilePolicy('boundary', document(boundary)),
    resource: compilePolicy('resource', document(policy)),
  };
  const asker = askerOf({ kind: 'role', roleArn: ROLE, sessionName: 's' }, ACCOUNT);
  return evaluate(policies, {
    asker,
    action: asked,
    resource: on,
    context: (key) => (key === 'aws:requestedregion' ? region : undefined),
  });
};

const isDenied = (one: Statement) => one.Effect === 'Deny';

test('one more denial never allows more', () => {
  fc.assert(
    fc.property(given, statement, (before, added) => {
      const after = { ...before, identity: [...before.identity, { ...added, Effect: 'Deny' as const }] };
      expect(decide(after).allowed && !decide(before).allowed).toBe(false);
    }),
  );
});

test('one more permission never takes one away', () => {
  fc.assert(
    fc.property(given, statement, (before, added) => {
      const after = { ...before, identity: [...before.identity, { ...added, Effect: 'Allow' as const }] };
      expect(decide(before).allowed && !decide(after).allowed).toBe(false);
    }),
  );
});

test('a boundary never allows more', () => {
  fc.assert(
    fc.property(given, fc.array(statement, { minLength: 1 }), (before, boundary) => {
      const without = { ...before, boundary: undefined };
      expect(decide({ ...without, boundary }).allowed && !decide(without).allowed).toBe(false);
    }),
  );
});

test('without any permission nothing is allowed', () => {
  fc.assert(
    fc.property(given, (before) => {
      const denials = {
        ...before,
        identity: before.identity.filter(isDenied),
        resource: before.resource.filter(isDenied),
      };
      expect(decide(denials).allowed).toBe(false);
    }),
  );
});

test('the order of statements does not matter', () => {
  fc.assert(
    fc.property(given, (before) => {
      const turned = { ...before, identity: [...before.identity].reverse(), resource: [...before.resource].reverse() };
      expect(decide(turned).allowed).toBe(decide(before).allowed);
    }),
  );
});

test('what is allowed was allowed by a statement, and denied by none', () => {
  fc.assert(
    fc.property(given, (before) => {
      const decision = decide(before);
      if (!decision.allowed) return;
      const alone = {
        ...before,
        identity: before.identity.filter((one) => !isDenied(one)),
        resource: before.resource.filter((one) => !isDenied(one)),
      };
      expect(decide(alone).allowed).toBe(true);
      const denials = [...before.identity, ...before.resource].filter(isDenied);
      const everything = document([{ Effect: 'Allow', Action: ['*'], Resource: ['*'] }]);
      for (const denial of denials)
        expect(
          decide({
            ...before,
            identity: [...everything.Statement, { ...denial, Principal: undefined } as Statement].slice(
              0,
              denial.Principal ? 1 : 2,
            ),
          }).allowed,
        ).toBe(true);
    }),
  );
});
