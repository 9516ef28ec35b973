import type { Properties, ResourceProvider, ResourceState } from '../gateway/service.ts';
import { deploy } from './deploy.ts';
import { type Announce, type Engine, readTemplate } from './engine.ts';
import { takeParameters } from './parameters.ts';
import type { StackRecord } from './records.ts';
import { removeResources } from './remove.ts';
import { reasonOf, Unfinished } from './resource-step.ts';
import { newStack } from './stack-identity.ts';
import { isObject, parseTemplate } from './template.ts';

/** AWS::CloudFormation::Stack. Its physical id is announced early: only then are the nested stack's events followed. */
export function nestedStackProvider(engine: Engine, parent: StackRecord, announce: Announce): ResourceProvider {
  return {
    async create(properties, { logicalId, generateName }) {
      const stack = newStack(engine.house, generateName(128), engine.book.now());
      Object.assign(stack, inherited(parent), { parentId: parent.id, rootId: parent.rootId ?? parent.id });
      await describe(engine, stack, properties);
      engine.book.setStatus(stack, 'CREATE_IN_PROGRESS', 'User Initiated');
      announce(stack.id);
      return run(engine, stack, 'CREATE', logicalId);
    },
    async update(state, properties, _, { logicalId }) {
      const stack = engine.book.find(state.physicalId);
      if (!stack) throw new Error(`Stack with id ${state.physicalId} does not exist`);
      Object.assign(stack, inherited(parent));
      await describe(engine, stack, properties);
      engine.book.trimEvents(stack.id);
      engine.book.setStatus(stack, 'UPDATE_IN_PROGRESS', 'User Initiated');
      announce(stack.id);
      return run(engine, stack, 'UPDATE', logicalId);
    },
    async delete(state) {
      const stack = engine.book.find(state.physicalId);
      if (!stack || stack.status === 'DELETE_COMPLETE') return;
      engine.book.setStatus(stack, 'DELETE_IN_PROGRESS', 'User Initiated');
      announce(stack.id);
      const failed = await removeResources(engine, stack, engine.book.resources(stack.id));
      if (failed.length > 0) {
        const reason = `The following resource(s) failed to delete: [${failed.join(', ')}]. `;
        engine.book.setStatus(stack, 'DELETE_FAILED', reason);
        throw new Error(`Embedded stack ${stack.id} was not successfully deleted: ${reason}`);
      }
      stack.deleted = engine.book.now();
      engine.book.setStatus(stack, 'DELETE_COMPLETE');
    },
  };
}

const inherited = ({ tags, roleArn, notificationArns, capabilities, disableRollback, mode }: StackRecord) => ({
  tags,
  roleArn,
  notificationArns,
  capabilities,
  disableRollback,
  mode,
});

async function describe(
  engine: Engine,
  stack: StackRecord,
  { TemplateURL, Parameters, Tags }: Properties,
): Promise<void> {
  stack.template = await readTemplate(engine, String(TemplateURL));
  const template = parseTemplate(stack.template);
  stack.description = template.Description;
  const given = Object.entries(isObject(Parameters) ? Parameters : {}).map(([ParameterKey, value]) => ({
    ParameterKey,
    ParameterValue: Array.isArray(value) ? value.join(',') : String(value),
  }));
  stack.parameters = takeParameters(template, given);
  for (const tag of Array.isArray(Tags) ? Tags : []) stack.tags = { ...stack.tags, [tag.Key]: tag.Value };
}

/** A nested stack never rolls back by itself: where its parent rolls back, that brings the former template. */
async function run(
  engine: Engine,
  stack: StackRecord,
  verb: 'CREATE' | 'UPDATE',
  logicalId: string,
): Promise<ResourceState> {
  if (verb === 'UPDATE') stack.updated = engine.book.now();
  const state = { physicalId: stack.id, attributes: {} };
  try {
    await deploy(engine, stack, verb);
  } catch (error) {
    engine.book.setStatus(stack, `${verb}_FAILED`, reasonOf(error));
    const how = verb === 'CREATE' ? 'created' : 'updated';
    throw new Unfinished(
      `Embedded stack ${stack.id} (${logicalId}) was not successfully ${how}: ${reasonOf(error)}`,
      state,
    );
  }
  engine.book.setStatus(stack, `${verb}_COMPLETE`);
  const outputs = stack.outputs.map(({ key, value }) => [`Outputs.${key}`, value]);
  return { ...state, attributes: Object.fromEntries(outputs) };
}
