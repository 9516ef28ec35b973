import { describe, expect, it } from 'vitest';
import type { Properties } from '../../gateway/service.ts';
import { testHouse } from '../../testing/house.ts';
import { type ControlledResource, createCloudControl } from './cloudcontrol.ts';
import { applyPatch } from './json-patch.ts';

function controlled() {
  const queue: ControlledResource = {
    state: { physicalId: 'http://queue', attributes: { Arn: 'arn:queue' } },
    properties: { DelaySeconds: 1, Tags: [{ Key: 'a', Value: 'b' }] },
    primaryIdentifier: ['QueueUrl'],
    async update(properties: Properties) {
      if (properties.DelaySeconds === 'bad') throw new Error('Properties validation failed');
      queue.properties = properties;
    },
  };
  const house = testHouse();
  house.add(createCloudControl(house, { deployed: async (type) => (type === 'AWS::SQS::Queue' ? [queue] : []) }));
  const call = (operation: string, input: object) =>
    house.aws.call({
      service: 'cloudcontrolapi',
      operation,
      input: { TypeName: 'AWS::SQS::Queue', Identifier: 'http://queue', ...input },
      principal: { kind: 'account' },
    });
  return { call, queue };
}

describe('Cloud Control', () => {
  it('changes a deployed resource in place and tells that it is done', async () => {
    const { call, queue } = controlled();
    const PatchDocument = JSON.stringify([
      { op: 'replace', path: '/DelaySeconds', value: 5 },
      { op: 'remove', path: '/Tags' },
    ]);
    const { ProgressEvent } = await call('UpdateResource', { PatchDocument });
    expect(ProgressEvent).toMatchObject({
      Operation: 'UPDATE',
      OperationStatus: 'SUCCESS',
      Identifier: 'http://queue',
    });
    expect(queue.properties).toEqual({ DelaySeconds: 5 });
    const { RequestToken } = ProgressEvent as { RequestToken: string };
    expect(await call('GetResourceRequestStatus', { RequestToken })).toEqual({ ProgressEvent });
  });

  it('answers what a resource is, by physical id or ARN', async () => {
    const { call } = controlled();
    const { ResourceDescription } = await call('GetResource', { Identifier: 'arn:queue' });
    const { Properties } = ResourceDescription as { Properties: string };
    expect(JSON.parse(Properties)).toMatchObject({ DelaySeconds: 1, Arn: 'arn:queue' });
    expect(await call('ListResources', {})).toMatchObject({ ResourceDescriptions: [{ Identifier: 'http://queue' }] });
  });

  it('answers a change that fails with the error, for nobody asks about it later', async () => {
    const { call, queue } = controlled();
    const PatchDocument = JSON.stringify([{ op: 'add', path: '/DelaySeconds', value: 'bad' }]);
    await expect(call('UpdateResource', { PatchDocument })).rejects.toThrow('Properties validation failed');
    expect(queue.properties.DelaySeconds).toBe(1);
    await expect(call('GetResource', { Identifier: 'nobody' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
    await expect(call('DeleteResource', {})).rejects.toThrow('cloudcontrolapi:DeleteResource');
  });
});

describe('a JSON patch', () => {
  const document = { a: { 'b/c': 1 }, list: [1, 2] };

  it.each<[object, object]>([
    [
      { op: 'replace', path: '/a/b~1c', value: 2 },
      { a: { 'b/c': 2 }, list: [1, 2] },
    ],
    [
      { op: 'add', path: '/list/-', value: 3 },
      { a: { 'b/c': 1 }, list: [1, 2, 3] },
    ],
    [
      { op: 'add', path: '/list/0', value: 0 },
      { a: { 'b/c': 1 }, list: [0, 1, 2] },
    ],
    [
      { op: 'remove', path: '/list/1' },
      { a: { 'b/c': 1 }, list: [1] },
    ],
    [{ op: 'test', path: '/list', value: [1, 2] }, document],
  ])('%j is applied to a copy', (operation, expected) => {
    expect(applyPatch(document, JSON.stringify([operation]))).toEqual(expected);
    expect(document).toEqual({ a: { 'b/c': 1 }, list: [1, 2] });
  });

  it.each([
    [[{ op: 'move', path: '/a' }], 'does not support the patch operation move'],
    [[{ op: 'remove', path: '/none' }], 'Nothing is at /none'],
    [[{ op: 'replace', path: '/list/2', value: 1 }], 'Nothing is at /list/2'],
    [[{ op: 'test', path: '/list', value: [] }], 'The test of /list failed'],
    [{}, 'must be a list'],
  ])('%j is refused', (patch, message) => {
    expect(() => applyPatch(document, JSON.stringify(patch))).toThrow(message);
  });
});
