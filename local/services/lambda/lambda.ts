import type { House, Service } from '../../gateway/service.ts';
import { lambdaAccess } from './access.ts';
import { AsyncQueue } from './async-queue.ts';
import { countedRunner } from './counted-runner.ts';
import { FunctionBook } from './function-book.ts';
import { functionOperations, type ReadObject } from './function-operations.ts';
import { functionResource } from './function-resource.ts';
import type { MakeFunctionRunner } from './function-runner.ts';
import { invokeOperation, type NativeFunction } from './invoke.ts';
import { InvokeConfigs } from './invoke-config.ts';
import { type MappingListener, Mappings } from './mapping.ts';
import type { Mapping } from './mapping-record.ts';
import { otherResources } from './other-resources.ts';
import { functionPolicies } from './policy.ts';
import { ROUTES } from './routes.ts';
import { WorkerPool } from './worker-pool.ts';

export interface Lambda extends Service {
  /** The event source mappings; `wiring/` has what carries them out. */
  mappings(): Mapping[];
  /** Tells of every mapping that is new, changed or gone. Returns how to stop listening. */
  onMapping(listener: MappingListener): () => void;
  /** Under whose role a mapping of the function reads its source; undefined where there is no such function. */
  identityOf(functionName: string): { name: string; arn: string; role: string } | undefined;
}

/** Lambda: functions from zip archives run in worker threads, each with an environment of its own, or in what `runner` makes. */
export const createLambda = (
  house: House,
  { readObject, natively, runner }: { readObject: ReadObject; natively?: NativeFunction; runner?: MakeFunctionRunner },
): Lambda => {
  const book = new FunctionBook(house);
  const pool = countedRunner(house, runner?.(house, book) ?? new WorkerPool(house, book));
  const configs = new InvokeConfigs(house, book);
  const queue = new AsyncQueue(house, book, pool, configs);
  const policies = functionPolicies(house, book);
  const mappings = new Mappings(house, book);
  return {
    name: 'lambda',
    protocol: { kind: 'rest-json', routes: ROUTES },
    operations: {
      Invoke: invokeOperation(house, book, pool, queue, natively),
      ...functionOperations({ house, book, pool, readObject, policies }),
      ...configs.operations(),
      ...policies.operations,
      ...mappings.operations(),
    },
    access: lambdaAccess(house, (uuid) => mappings.find(uuid)?.FunctionArn),
    resourcePolicy: policies.policyOf,
    resources: { 'AWS::Lambda::Function': functionResource(house), ...otherResources(house) },
    mappings: () => mappings.all(),
    onMapping: (listener) => mappings.listen(listener),
    identityOf: (name) => book.find(name),
    start: async () => queue.start(),
    stop: async () => {
      queue.stop();
      pool.stop();
    },
  };
};
