import type { Json } from '../../json.ts';
import { viewOf } from '../context.ts';
import type { StateVisit, Transition } from '../visit-state.ts';

/** Hands its input on, reshaped; in JSONPath `Result` stands in for it. */
export const runPass = async ({ run, state, frame, visit }: StateVisit): Promise<Transition> => {
  const view = viewOf(run, state, frame, visit);
  const fixed = state.definition.Result as Json | undefined;
  const value = fixed ?? (await state.query.argument(view));
  return { next: state.definition.Next, effect: await state.query.finish(view, value) };
};
