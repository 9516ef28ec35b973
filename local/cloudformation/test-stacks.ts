import type { Properties, ResourceProvider } from '../gateway/service.ts';
import type { Store } from '../store/store.ts';
import { testHouse } from '../testing/house.ts';
import { createCloudFormation } from './cloudformation.ts';
import { Specification } from './specification.ts';
import type { Json } from './template.ts';

// Before the first test, whose time it would take.
await new Specification().load();

interface Description {
  StackId: string;
  StackStatus: string;
  StackStatusReason?: string;
  Outputs: { OutputKey: string; OutputValue: string }[];
  Parameters: { ParameterKey: string; ParameterValue: string; ResolvedValue?: string }[];
}

interface Event {
  EventId: string;
  LogicalResourceId: string;
  PhysicalResourceId: string;
  ResourceStatus: string;
  ResourceStatusReason?: string;
  ResourceType: string;
  Timestamp: Date;
}

/** A CloudFormation for tests: things that remember what was done to them, and templates by key. */
export function testStacks({ store, types = {} }: { store?: Store; types?: Record<string, ResourceProvider> } = {}) {
  const house = testHouse(store ? { store } : {});
  const log: string[] = [];
  const objects = new Map<string, string>();
  const thing = things(log);
  const service = createCloudFormation(house, {
    providerFor: (type) => types[type] ?? (type.startsWith('Test::') || type === 'AWS::SQS::Queue' ? thing : undefined),
    readObject: async (bucket, key) => {
      const text = objects.get(`${bucket}/${key}`);
      if (text === undefined) throw new Error(`No object ${bucket}/${key}`);
      return Buffer.from(text);
    },
  });
  house.add(service);
  const call = <Output = Json>(operation: string, input: Json) =>
    house.aws.call<Output>({ service: 'cloudformation', operation, input, principal: { kind: 'account' } });
  const describe = async (StackName: string) => {
    const { Stacks } = await call<{ Stacks: Description[] }>('DescribeStacks', { StackName });
    return Stacks[0] as Description;
  };
  const run = async (operation: string, StackName: string, template: Json, more: Json = {}) => {
    log.length = 0;
    await call(operation, { StackName, TemplateBody: JSON.stringify(template), ...more });
    await house.activity.idle();
    return describe(StackName);
  };
  return {
    house,
    service,
    log,
    objects,
    call,
    describe,
    create: (name: string, template: Json, more?: Json) => run('CreateStack', name, template, more),
    update: (name: string, template: Json, more?: Json) => run('UpdateStack', name, template, more),
    async remove(StackName: string) {
      const { StackId } = await describe(StackName);
      log.length = 0;
      await call('DeleteStack', { StackName });
      await house.activity.idle();
      return describe(StackId);
    },
    /** Oldest first. */
    async events(StackName: string) {
      const { StackEvents } = await call<{ StackEvents: Event[] }>('DescribeStackEvents', { StackName });
      return StackEvents.reverse();
    },
    async output(StackName: string, key: string) {
      return (await describe(StackName)).Outputs.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
    },
  };
}

export const EXPRESS = { DeploymentConfig: { Mode: 'EXPRESS' } };

/** `Test::Unit::Thing`: fails where its property Fail is true, and is replaced where Key changes. */
function things(log: string[]): ResourceProvider {
  let made = 0;
  const failing = ({ Fail }: Properties) => {
    if (Fail) throw new Error('the thing would not');
  };
  const attributes = (properties: Properties) => ({ Arn: `arn:${properties.Name ?? ''}`, Nested: { Name: 'inner' } });
  return {
    async create(properties, { logicalId }) {
      log.push(`create ${logicalId}`);
      await Promise.resolve();
      failing(properties);
      made += 1;
      return { physicalId: `${logicalId}-${made}`, attributes: attributes(properties) };
    },
    async update(state, properties, previous, { logicalId }) {
      log.push(`update ${logicalId}`);
      failing(properties);
      if (properties.Key !== previous.Key) return 'replace';
      return { ...state, attributes: attributes(properties) };
    },
    async delete({ physicalId }, properties) {
      log.push(`delete ${physicalId}`);
      if (properties.Stuck) throw new Error('the thing is stuck');
    },
  };
}

export const thing = (properties: Json = {}, more: Json = {}) => ({
  Type: 'Test::Unit::Thing',
  Properties: properties,
  ...more,
});
