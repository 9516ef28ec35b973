import { viewOf } from '../context.ts';
import { StateFailure } from '../state-failure.ts';
import { text } from '../typed-field.ts';
import type { StateVisit, Transition } from '../visit-state.ts';

/** Ends its line with an error of the definition's own naming. */
export const runFail = async ({ run, state, frame, visit }: StateVisit): Promise<Transition> => {
  const view = viewOf(run, state, frame, visit);
  const error = await text(state, 'Error', view);
  throw new StateFailure(error, await text(state, 'Cause', view));
};
