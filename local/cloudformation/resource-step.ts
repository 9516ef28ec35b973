import { isDeepStrictEqual } from 'node:util';
import type { Properties, ResourceContext, ResourceProvider, ResourceState } from '../gateway/service.ts';
import { type Engine, providerOf } from './engine.ts';
import { evaluate, type Scope } from './intrinsics.ts';
import { resolveReferences } from './parameters.ts';
import type { ResourceRecord, StackRecord } from './records.ts';
import { generateName } from './resource-names.ts';
import { isCustom } from './scope.ts';
import { isObject, type TemplateResource } from './template.ts';

/** The creation failed and left something behind that the next update goes on with. */
export class Unfinished extends Error {
  override name = 'Unfinished';
  readonly state: ResourceState;

  constructor(message: string, state: ResourceState) {
    super(message);
    this.state = state;
  }
}

/** Creates, updates or leaves one resource; answers false when that failed, with the reason in its event. */
export async function putResource(
  engine: Engine,
  stack: StackRecord,
  scope: Scope,
  logicalId: string,
  definition: TemplateResource,
  dependsOn: ReadonlySet<string>,
): Promise<boolean> {
  const { book } = engine;
  const before = book.resource(stack.id, logicalId);
  const resource: ResourceRecord = {
    stackId: stack.id,
    logicalId,
    status: '',
    updated: 0,
    properties: {},
    replaced: [],
    ...before,
    type: definition.Type,
    dependsOn: [...dependsOn],
    obsolete: false,
    deletionPolicy: definition.DeletionPolicy ?? 'Delete',
    updateReplacePolicy: definition.UpdateReplacePolicy ?? 'Delete',
  };
  const verb = before?.state ? 'UPDATE' : 'CREATE';
  try {
    const properties = await propertiesOf(engine, scope, logicalId, definition);
    if (verb === 'UPDATE' && isUnchanged(resource, properties)) {
      book.saveResource(resource);
      return true;
    }
    book.setResourceStatus(stack, resource, `${verb}_IN_PROGRESS`);
    const announce = (physicalId: string) => {
      resource.state ??= { physicalId, attributes: {} };
      const reason = verb === 'CREATE' ? 'Resource creation Initiated' : undefined;
      book.setResourceStatus(stack, resource, `${verb}_IN_PROGRESS`, reason);
    };
    const provider = providerOf(engine, stack, definition.Type, announce);
    if (!provider) throw new Error(`The local endpoint does not support the resource type ${definition.Type}.`);
    const context = contextOf(stack, logicalId);
    if (before?.state) await change(engine, provider, resource, before.state, properties, context);
    else resource.state = await provider.create(properties, context);
    resource.properties = properties;
    book.setResourceStatus(stack, resource, `${verb}_COMPLETE`);
    return true;
  } catch (error) {
    if (error instanceof Unfinished) resource.state = error.state;
    book.setResourceStatus(stack, resource, `${verb}_FAILED`, reasonOf(error));
    return false;
  }
}

export const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

export const contextOf = (stack: StackRecord, logicalId: string): ResourceContext => ({
  stackId: stack.id,
  stackName: stack.name,
  logicalId,
  tags: stack.tags,
  generateName: (maxLength) => generateName(stack.name, logicalId, maxLength),
});

/** Through JSON, so that what is compared is what the store gives back. */
async function propertiesOf(
  engine: Engine,
  scope: Scope,
  logicalId: string,
  { Type, Properties = {} }: TemplateResource,
) {
  const evaluated = await resolveReferences(engine.house.aws, evaluate(Properties, scope));
  const properties: unknown = JSON.parse(JSON.stringify(evaluated));
  if (!isObject(properties)) throw new Error(`The properties of ${logicalId} are not an object.`);
  const faults = isCustom(Type) ? [] : engine.specification.faults(Type, properties);
  if (faults.length > 0)
    throw new Error(`Properties validation failed for resource ${logicalId} with message: [${faults.join(', ')}]`);
  return properties;
}

const isUnchanged = ({ status, properties: previous }: ResourceRecord, properties: Properties) =>
  !status.endsWith('FAILED') && isDeepStrictEqual(previous, properties);

/** In place where AWS's specification and the provider allow it; else a new resource first, the old one goes afterwards. */
async function change(
  engine: Engine,
  provider: ResourceProvider,
  resource: ResourceRecord,
  state: ResourceState,
  properties: Properties,
  context: ResourceContext,
): Promise<void> {
  const { type, properties: previous, updateReplacePolicy } = resource;
  const mustReplace = engine.specification.causesReplacement(type, previous, properties);
  const updated = mustReplace
    ? 'replace'
    : ((await provider.update?.(state, properties, previous, context)) ?? 'replace');
  resource.state = updated === 'replace' ? await provider.create(properties, context) : updated;
  if (resource.state.physicalId === state.physicalId) return;
  const retain = updateReplacePolicy !== 'Delete';
  resource.replaced = [...resource.replaced, { state, properties: previous, type, retain }];
}
