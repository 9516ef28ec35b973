import type { Json } from '../../json.ts';
import { runBranches } from '../branches.ts';
import { viewOf } from '../context.ts';
import { StateFailure } from '../state-failure.ts';
import type { StateVisit, Transition } from '../visit-state.ts';

/** Runs its branches side by side on the same input; the first failure ends them all. */
export const runParallel = async (at: StateVisit): Promise<Transition> => {
  const { run, state, frame, visit } = at;
  const view = viewOf(run, state, frame, visit);
  const input = await state.query.argument(view);
  if (!visit.branched) {
    run.journal.record(frame, 'ParallelStateStarted');
    visit.branched = true;
    run.journal.checkpoint(frame);
  }
  const results = await runBranches(at, {
    count: state.branches.length,
    atOnce: state.branches.length,
    flow: (index) => state.branches[index],
    input: () => input,
  }).catch((error: unknown) => {
    if (error instanceof StateFailure) run.journal.record(frame, 'ParallelStateFailed');
    throw error;
  });
  run.journal.record(frame, 'ParallelStateSucceeded');
  const result: Json = results;
  return { next: state.definition.Next, effect: await state.query.finish({ ...view, result }, result) };
};
