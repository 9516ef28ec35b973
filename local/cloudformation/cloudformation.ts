import { forTheAccountAlone } from '../authorization/access.ts';
import { Unsupported } from '../gateway/aws-error.ts';
import type { Call, House, Operation, Properties, ResourceState, Service } from '../gateway/service.ts';
import { CustomResources, RESPONSE_PATH } from './custom-resource.ts';
import { DescribeOperations } from './describe-operations.ts';
import { type CloudFormationDeps, type Engine, providerOf } from './engine.ts';
import { flag } from './input.ts';
import { nestedStackProvider } from './nested-stack.ts';
import type { ResourceRecord } from './records.ts';
import { contextOf } from './resource-step.ts';
import { RunningOperations } from './running-operations.ts';
import { Specification } from './specification.ts';
import { StackBook } from './stack-book.ts';
import { StackOperations } from './stack-operations.ts';
import { validationError } from './template.ts';

/** A resource that a stack made, as Cloud Control sees it. */
export interface DeployedResource {
  type: string;
  state: ResourceState;
  properties: Properties;
  /** The properties that identify a resource of this type. */
  primaryIdentifier: string[];
  /** Changes the resource in place; its stack's next update starts from these properties. */
  update(properties: Properties): Promise<void>;
}

export interface CloudFormation extends Service {
  deployed(type: string): Promise<DeployedResource[]>;
}

export function createCloudFormation(house: House, deps: CloudFormationDeps): CloudFormation {
  const engine: Engine = {
    house,
    deps,
    book: new StackBook(house),
    specification: new Specification(),
    customResources: new CustomResources(house),
    nestedStacks: (parent, announce) => nestedStackProvider(engine, parent, announce),
  };
  const running = new RunningOperations(house);
  const stacks = new StackOperations(engine, running);
  const read = new DescribeOperations(engine, running);
  const operations: Record<string, Operation> = {
    CreateStack: stacks.create,
    UpdateStack: stacks.update,
    DeleteStack: stacks.delete,
    DescribeStacks: (input, call: Call) => read.stacks(input, call.signal),
    ListStacks: read.listStacks,
    DescribeStackEvents: read.events,
    DescribeStackResources: read.resources,
    DescribeStackResource: read.resource,
    ListStackResources: read.listResources,
    GetTemplate: read.template,
    GetTemplateSummary: read.templateSummary,
    ValidateTemplate: read.validate,
    ListExports: read.exports,
    ListImports: read.imports,
    UpdateTerminationProtection: ({ StackName, EnableTerminationProtection }) => {
      const stack = engine.book.find(String(StackName));
      if (!stack) throw validationError(`Stack [${StackName}] does not exist`);
      engine.book.save({ ...stack, terminationProtection: flag(EnableTerminationProtection) });
      return { StackId: stack.id };
    },
  };
  return {
    name: 'cloudformation',
    protocol: { kind: 'query', namespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/' },
    operations,
    access: forTheAccountAlone('cloudformation', Object.keys(operations)),
    paths: { [RESPONSE_PATH]: engine.customResources.receive },
    deployed: async (type) => {
      await engine.specification.load();
      return engine.book.allResources().flatMap((resource) => deployedResource(engine, resource, type));
    },
    start: async () => engine.book.closeInterrupted(),
  };
}

function deployedResource(engine: Engine, resource: ResourceRecord, wanted: string): DeployedResource[] {
  const { type, state, properties, stackId, logicalId } = resource;
  const stack = engine.book.find(stackId);
  if (type !== wanted || !state || !stack || resource.obsolete) return [];
  const provider = providerOf(engine, stack, type, () => {});
  const update = async (changed: Properties) => {
    const faults = engine.specification.faults(type, changed);
    if (faults.length > 0) throw validationError(`Properties validation failed: [${faults.join(', ')}]`);
    const inPlace = !engine.specification.causesReplacement(type, properties, changed) && provider?.update;
    const updated = inPlace
      ? await inPlace.call(provider, state, changed, properties, contextOf(stack, logicalId))
      : 'replace';
    if (updated === 'replace') throw new Unsupported(`an update of ${type} in place that replaces the resource`);
    engine.book.saveResource({ ...resource, state: updated, properties: changed });
  };
  return [{ type, state, properties, primaryIdentifier: engine.specification.primaryIdentifier(type), update }];
}
