import type { Engine } from './engine.ts';
import { evaluate, type Scope } from './intrinsics.ts';
import { resolveParameters, resolveReferences } from './parameters.ts';
import type { StackRecord } from './records.ts';
import { type Dependencies, dependenciesOf } from './references.ts';
import { removeResources } from './remove.ts';
import { putResource } from './resource-step.ts';
import { createScope } from './scope.ts';
import { STACK_TYPE } from './stack-book.ts';
import { isObject, parseTemplate, type Template, validationError } from './template.ts';

/** Some resources could not be made as the template says; the events of each say why. */
export class DeployFailed extends Error {
  override name = 'DeployFailed';
}

/**
 * Brings a stack's resources to what its template says: each once what it refers to is there, independent ones side by
 * side, and only those that changed. What is no longer needed waits for `cleanUp`.
 */
export async function deploy(engine: Engine, stack: StackRecord, verb: 'CREATE' | 'UPDATE'): Promise<void> {
  const template = parseTemplate(stack.template);
  const resolved = await resolveParameters(engine.house.aws, template, stack.parameters);
  stack.resolvedParameters = resolved;
  const imports = new Set<string>();
  const scope = createScope({
    house: engine.house,
    template,
    stack,
    parameters: resolved,
    resource: (logicalId) => engine.book.resource(stack.id, logicalId)?.state,
    importValue: (name) => {
      imports.add(name);
      return exportedValue(engine, name);
    },
  });
  const active = Object.entries(template.Resources).filter(
    ([, { Condition }]) => Condition === undefined || scope.condition(Condition) === true,
  );
  const dependencies = dependenciesOf(template, new Set(active.map(([logicalId]) => logicalId)));
  await putResources(engine, stack, template, scope, dependencies, verb);
  stack.outputs = await outputsOf(engine, stack, template, scope);
  stack.imports = [...imports];
  engine.book.save(stack);
  markObsolete(engine, stack, dependencies);
}

async function putResources(
  engine: Engine,
  stack: StackRecord,
  template: Template,
  scope: Scope,
  dependencies: Dependencies,
  verb: string,
): Promise<void> {
  const failed: string[] = [];
  const running = new Map<string, Promise<boolean>>();
  const put = async (logicalId: string, before: ReadonlySet<string>): Promise<boolean> => {
    const ready = await Promise.all([...before].map((id) => start(id)));
    // Where the stack will roll back nothing new is begun; where it stays, what does not depend on the failure goes on.
    if (ready.includes(false) || (failed.length > 0 && !stack.disableRollback)) return false;
    const definition = template.Resources[logicalId];
    const done = definition !== undefined && (await putResource(engine, stack, scope, logicalId, definition, before));
    if (!done) failed.push(logicalId);
    return done;
  };
  const start = (logicalId: string): Promise<boolean> => {
    const already = running.get(logicalId);
    if (already) return already;
    const begun = put(logicalId, dependencies.get(logicalId) ?? new Set());
    running.set(logicalId, begun);
    return begun;
  };
  await Promise.all([...dependencies.keys()].map(start));
  if (failed.length > 0)
    throw new DeployFailed(`The following resource(s) failed to ${verb.toLowerCase()}: [${failed.join(', ')}]. `);
}

function exportedValue(engine: Engine, name: string): string {
  for (const { outputs, status } of engine.book.all()) {
    const output = status === 'DELETE_COMPLETE' ? undefined : outputs.find(({ exportName }) => exportName === name);
    if (output) return output.value;
  }
  throw validationError(`No export named ${name} found.`);
}

async function outputsOf(engine: Engine, stack: StackRecord, template: Template, scope: Scope) {
  const outputs: StackRecord['outputs'] = [];
  for (const [key, { Value, Condition, Description, Export }] of Object.entries(template.Outputs)) {
    if (Condition !== undefined && scope.condition(Condition) !== true) continue;
    const value = await resolveReferences(engine.house.aws, evaluate(Value, scope));
    if (isObject(value) || Array.isArray(value))
      throw validationError(
        `Template format error: Output ${key} is malformed. The Value field of every Outputs member must evaluate to a String.`,
      );
    const exportName = Export && String(evaluate(Export.Name, scope));
    if (exportName !== undefined) checkExport(engine, stack, exportName);
    outputs.push({ key, value: String(value), description: Description, exportName });
  }
  const gone = stack.outputs.filter(
    ({ exportName: was }) => was && !outputs.some(({ exportName }) => exportName === was),
  );
  for (const { exportName } of gone) checkUnused(engine, exportName as string);
  return outputs;
}

function checkExport(engine: Engine, stack: StackRecord, name: string): void {
  const other = engine.book
    .all()
    .find(
      ({ id, status, outputs }) =>
        id !== stack.id && status !== 'DELETE_COMPLETE' && outputs.some(({ exportName }) => exportName === name),
    );
  if (other) throw validationError(`Export with name ${name} is already exported by stack ${other.name}`);
}

export function checkUnused(engine: Engine, exportName: string): void {
  const users = engine.book
    .all()
    .filter(({ status, imports }) => status !== 'DELETE_COMPLETE' && imports.includes(exportName));
  if (users.length > 0)
    throw validationError(
      `Export ${exportName} cannot be deleted as it is in use by ${users.map(({ name }) => name).join(', ')}`,
    );
}

/** What the template no longer names goes once the whole tree of stacks is up to date: others may still have used it. */
function markObsolete(engine: Engine, stack: StackRecord, dependencies: Dependencies): void {
  for (const resource of engine.book.resources(stack.id)) {
    if (!dependencies.has(resource.logicalId)) engine.book.saveResource({ ...resource, obsolete: true });
  }
}

/**
 * Deletes what a stack and those nested in it no longer need. An update has succeeded even where something old could
 * not be deleted: the events say so, and the next update tries again.
 */
export async function cleanUp(engine: Engine, stack: StackRecord): Promise<void> {
  const resources = engine.book.resources(stack.id);
  const old = resources.filter(({ replaced, obsolete }) => replaced.length > 0 || obsolete);
  if (old.length > 0 && stack.status === 'UPDATE_IN_PROGRESS')
    engine.book.setStatus(stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  await removeResources(engine, stack, old, { keep: ({ obsolete }) => !obsolete });
  for (const { type, obsolete, state } of resources) {
    const nested = type === STACK_TYPE && !obsolete && state && engine.book.find(state.physicalId);
    if (nested) await cleanUp(engine, nested);
  }
}
