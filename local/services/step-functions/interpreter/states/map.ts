import type { Json } from '../../json.ts';
import { runBranches } from '../branches.ts';
import { viewOf } from '../context.ts';
import { StateFailure } from '../state-failure.ts';
import { itemsOf, seconds as wholeNumber } from '../typed-field.ts';
import type { StateVisit, Transition } from '../visit-state.ts';

/** AWS runs at most 40 iterations of an inline Map at once where MaxConcurrency says 0 or more. */
const MOST_AT_ONCE = 40;

/** Runs its processor once for each item, in the inline mode. */
export const runMap = async (at: StateVisit): Promise<Transition> => {
  const { run, state, frame, visit } = at;
  const view = viewOf(run, state, frame, visit);
  const argument = await state.query.argument(view);
  const items = await itemsOf(state, view, argument);
  const limit = (await wholeNumber(state, 'MaxConcurrency', view, { least: 0 })) ?? 0;
  if (!visit.branched) {
    run.journal.record(frame, 'MapStateStarted', () => ({ length: items.length }));
    visit.branched = true;
    run.journal.checkpoint(frame);
  }
  const select = state.query.field('ItemSelector');
  const results = await runBranches(at, {
    count: items.length,
    atOnce: limit === 0 ? MOST_AT_ONCE : Math.min(limit, MOST_AT_ONCE),
    flow: () => state.branches[0],
    item: (index) => ({ Index: index, Value: items[index] ?? null }),
    input: async (index) => {
      const item: Json = items[index] ?? null;
      if (!select) return item;
      return select({ ...view, context: { ...view.context, Map: { Item: { Index: index, Value: item } } } });
    },
    iterations: state.name,
  }).catch((error: unknown) => {
    if (error instanceof StateFailure) run.journal.record(frame, 'MapStateFailed');
    throw error;
  });
  run.journal.record(frame, 'MapStateSucceeded');
  const result: Json = results;
  return { next: state.definition.Next, effect: await state.query.finish({ ...view, result }, result) };
};
