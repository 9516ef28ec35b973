import type { ResourceState } from '../gateway/service.ts';
import { type Engine, providerOf } from './engine.ts';
import type { ResourceRecord, StackRecord } from './records.ts';
import { contextOf, reasonOf } from './resource-step.ts';

interface Options {
  /** Resources that stay and only lose what they replaced. */
  keep?(resource: ResourceRecord): boolean;
  /** The stack's creation is rolled back: `RetainExceptOnCreate` deletes too. */
  isRollback?: boolean;
  /** Logical ids that DeleteStack was told to leave. */
  retain?: string[];
}

/** Deletes resources, each after those that depend on it. Answers the logical ids of those it could not delete. */
export async function removeResources(
  engine: Engine,
  stack: StackRecord,
  resources: ResourceRecord[],
  options: Options = {},
): Promise<string[]> {
  const failed: string[] = [];
  const running = new Map<string, Promise<boolean>>();
  const remove = async (resource: ResourceRecord): Promise<boolean> => {
    const dependents = resources.filter(({ dependsOn }) => dependsOn.includes(resource.logicalId));
    const gone = await Promise.all(dependents.map(start));
    if (gone.includes(false)) return false;
    const done = await removeOne(engine, stack, resource, options);
    if (!done) failed.push(resource.logicalId);
    return done;
  };
  const start = (resource: ResourceRecord): Promise<boolean> => {
    const already = running.get(resource.logicalId);
    if (already) return already;
    // Set only after the synchronous part has run, which is why a circle must never come this far: see dependenciesOf.
    const begun = Promise.resolve().then(() => remove(resource));
    running.set(resource.logicalId, begun);
    return begun;
  };
  await Promise.all(resources.map(start));
  return failed;
}

async function removeOne(engine: Engine, stack: StackRecord, resource: ResourceRecord, options: Options) {
  const { book } = engine;
  for (const old of [...resource.replaced]) {
    const done = old.retain
      ? skip(engine, stack, resource, old.state)
      : await destroy(engine, stack, { ...resource, ...old });
    if (!done) continue;
    resource.replaced = resource.replaced.filter((one) => one !== old);
    if (options.keep?.(resource)) book.saveResource(resource);
  }
  if (options.keep?.(resource)) return true;
  const retained =
    resource.deletionPolicy === 'Retain' ||
    (resource.deletionPolicy === 'RetainExceptOnCreate' && !options.isRollback) ||
    options.retain?.includes(resource.logicalId);
  const done =
    resource.state === undefined ||
    (retained ? skip(engine, stack, resource, resource.state) : await destroy(engine, stack, resource, true));
  if (done) book.removeResource(stack.id, resource.logicalId);
  return done;
}

function skip(
  { book }: Engine,
  stack: StackRecord,
  { logicalId, type }: ResourceRecord,
  { physicalId }: ResourceState,
) {
  book.note(stack, { logicalId, type, physicalId, status: 'DELETE_SKIPPED' });
  return true;
}

/** `isCurrent`: the status of the resource itself changes, not only that of one it replaced. */
async function destroy(engine: Engine, stack: StackRecord, resource: ResourceRecord, isCurrent = false) {
  const { logicalId, type, state, properties } = resource;
  if (!state) return true;
  const note = (status: string, reason?: string) =>
    isCurrent
      ? engine.book.setResourceStatus(stack, resource, status, reason)
      : engine.book.note(stack, { logicalId, type, physicalId: state.physicalId, status, reason });
  note('DELETE_IN_PROGRESS');
  try {
    const announce = () => note('DELETE_IN_PROGRESS');
    const provider = providerOf(engine, stack, type, announce);
    if (!provider) throw new Error(`The local endpoint does not support the resource type ${type}.`);
    await provider.delete(state, properties, contextOf(stack, logicalId));
    note('DELETE_COMPLETE');
    return true;
  } catch (error) {
    note('DELETE_FAILED', reasonOf(error));
    return false;
  }
}
