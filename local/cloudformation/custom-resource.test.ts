import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../gateway/service.ts';
import { RESPONSE_HOST, RESPONSE_PATH } from './custom-resource.ts';
import type { Json } from './template.ts';
import { EXPRESS, testStacks } from './test-stacks.ts';

const custom = (properties: object = {}, Type = 'Custom::Thing') => ({
  Resources: {
    It: { Type, Properties: { ServiceToken: 'arn:aws:lambda:us-east-1:000000000000:function:f', ...properties } },
  },
  Outputs: { Answer: { Value: { 'Fn::GetAtt': ['It', 'Answer'] } } },
});

/** Answers as cfn-response does, unless the handler throws or gives nothing. */
function withFunction(handler: (event: Json) => Json | undefined) {
  const stacks = testStacks();
  const events: Json[] = [];
  const respond = (url: string, body: Json) => {
    expect(new URL(url).host).toBe(RESPONSE_HOST);
    const path = `${RESPONSE_PATH}${new URL(url).pathname.slice(1)}`;
    return stacks.service.paths?.[RESPONSE_PATH]?.({
      method: 'PUT',
      url: new URL(path, 'http://127.0.0.1'),
      headers: {},
      body: Buffer.from(JSON.stringify(body)),
      principal: { kind: 'anonymous' },
      signal: new AbortController().signal,
    } satisfies HttpRequest);
  };
  stacks.house.add({
    name: 'lambda',
    protocol: { kind: 'rest-json', routes: [] },
    operations: {
      async Invoke({ Payload }: { Payload: Buffer }) {
        const event = JSON.parse(Payload.toString());
        events.push(event);
        try {
          const answer = handler(event);
          if (answer) await respond(event.ResponseURL, answer);
          return { StatusCode: 200 };
        } catch (error) {
          return {
            FunctionError: 'Unhandled',
            Payload: Buffer.from(JSON.stringify({ errorMessage: (error as Error).message })),
          };
        }
      },
    },
  });
  return { ...stacks, lambdaEvents: events, respond };
}

describe('a custom resource behind a function', () => {
  it('is created, updated and deleted by the answers of its function', async () => {
    const stacks = withFunction(({ RequestType }) => ({
      Status: 'SUCCESS',
      PhysicalResourceId: 'thing-1',
      Data: { Answer: `to ${RequestType}` },
    }));
    await stacks.create('one', custom({ Count: 1, On: true }));
    expect(await stacks.output('one', 'Answer')).toBe('to Create');
    expect(stacks.lambdaEvents[0]).toMatchObject({
      RequestType: 'Create',
      LogicalResourceId: 'It',
      ResourceType: 'Custom::Thing',
      ResourceProperties: { Count: '1', On: 'true' },
    });
    await stacks.update('one', custom({ Count: 2 }));
    expect(stacks.lambdaEvents[1]).toMatchObject({
      RequestType: 'Update',
      PhysicalResourceId: 'thing-1',
      OldResourceProperties: { Count: '1' },
    });
    await stacks.remove('one');
    expect(stacks.lambdaEvents[2]).toMatchObject({ RequestType: 'Delete', PhysicalResourceId: 'thing-1' });
    expect(stacks.lambdaEvents).toHaveLength(3);
  });

  it('whose update answers another physical id has the old one deleted afterwards', async () => {
    let made = 0;
    const stacks = withFunction(({ RequestType }) => {
      if (RequestType !== 'Delete') made += 1;
      return { Status: 'SUCCESS', PhysicalResourceId: `thing-${made}`, Data: { Answer: 'yes' } };
    });
    await stacks.create('one', custom({ Count: 1 }, 'AWS::CloudFormation::CustomResource'));
    await stacks.update('one', custom({ Count: 2 }, 'AWS::CloudFormation::CustomResource'));
    expect(stacks.lambdaEvents.map((event) => [event.RequestType, event.PhysicalResourceId])).toEqual([
      ['Create', undefined],
      ['Update', 'thing-1'],
      ['Delete', 'thing-1'],
    ]);
  });

  it.each<[string, (event: Json) => Json | undefined, RegExp]>([
    ['answers FAILED', () => ({ Status: 'FAILED', Reason: 'no room' }), /response status \[FAILED\].*no room/],
    [
      'throws',
      () => {
        throw new Error('boom');
      },
      /The function behind the resource failed: boom/,
    ],
    [
      'leaves out the data that is asked for',
      () => ({ Status: 'SUCCESS', PhysicalResourceId: 'x' }),
      /doesn't contain Answer/,
    ],
  ])('fails when its function %s', async (_, handler, reason) => {
    const stacks = withFunction(handler);
    await stacks.create('one', custom(), EXPRESS);
    const reasons = (await stacks.events('one')).map(({ ResourceStatusReason = '' }) => ResourceStatusReason);
    expect(reasons.some((told) => reason.test(told))).toBe(true);
    expect((await stacks.describe('one')).StackStatus).toBe('CREATE_FAILED');
  });

  it('may answer later, and fails when it has not by its ServiceTimeout', async () => {
    const stacks = withFunction(() => undefined);
    const begin = async (StackName: string) => {
      const TemplateBody = JSON.stringify(custom({ ServiceTimeout: '60' }));
      await stacks.call('CreateStack', { StackName, TemplateBody, ...EXPRESS });
      while (stacks.lambdaEvents.length === 0) await new Promise((resolve) => setImmediate(resolve));
      return stacks.lambdaEvents.pop() as Json;
    };
    const event = await begin('late');
    await stacks.respond(String(event.ResponseURL), {
      Status: 'SUCCESS',
      PhysicalResourceId: 'x',
      Data: { Answer: 'late' },
    });
    await stacks.house.activity.idle();
    expect(await stacks.output('late', 'Answer')).toBe('late');
    const again = await stacks.respond(String(event.ResponseURL), { Status: 'SUCCESS' });
    expect(again?.status).toBe(403);
    await begin('never');
    await stacks.house.clock.advanceTo(stacks.house.clock.now() + 60_000);
    await stacks.house.activity.idle();
    expect((await stacks.describe('never')).StackStatus).toBe('CREATE_FAILED');
  });

  it('prefers a provider of its own type', async () => {
    const stacks = testStacks({
      types: {
        'Custom::Native': {
          create: async () => ({ physicalId: 'native', attributes: { Answer: 'natively' } }),
          delete: async () => {},
        },
      },
    });
    await stacks.create('one', custom({}, 'Custom::Native'));
    expect(await stacks.output('one', 'Answer')).toBe('natively');
  });
});
