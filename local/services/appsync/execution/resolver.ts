import type { Clock } from '../../../clock.ts';
import { DataSourceError } from '../sources/data-source-error.ts';
import type { Source } from '../sources/source.ts';
import type { Stage } from './mapping.ts';
import type { ResolverContext } from './resolver-context.ts';
import { ResolverError } from './resolver-error.ts';
import type { Run } from './run.ts';

/** Runs a field's resolver to its value. */
export type RunResolver = (run: Run, context: ResolverContext) => Promise<unknown>;

/** A stage around its data source. */
export interface Step {
  stage: Stage;
  source: Source;
}

export function unitResolver(step: Step): RunResolver {
  return (run, context) => runStep(step, run, context);
}

export function pipelineResolver(stage: Stage, steps: readonly Step[]): RunResolver {
  return async (run, context) => {
    const before = stage.request(run, context);
    if ('early' in before) return before.early;
    context.prev = { result: before.value };
    for (const step of steps) {
      context.error = null;
      context.prev = { result: await runStep(step, run, context) };
    }
    context.result = context.prev.result;
    const after = stage.response(run, context);
    return 'early' in after ? after.early : after.value;
  };
}

async function runStep({ stage, source }: Step, run: Run, context: ResolverContext): Promise<unknown> {
  const request = stage.request(run, context);
  if ('early' in request) return request.early;
  try {
    context.result = await source(request.value);
  } catch (error) {
    if (!(error instanceof DataSourceError)) throw error;
    // Templates of 2017-02-28 never see an error: it ends the field.
    if (versionOf(request.value) === '2017-02-28') throw new ResolverError(error.message, error.type, error.data);
    context.error = { message: error.message, type: error.type };
    context.result = error.data;
  }
  const response = stage.response(run, context);
  return 'early' in response ? response.early : response.value;
}

const versionOf = (request: unknown) => (request as { version?: unknown } | null)?.version;

export function newRun(clock: Clock, authType: string, typeName: string, fieldName: string): Run {
  return { clock, authType, typeName, fieldName, appended: [] };
}
