import { viewOf } from '../context.ts';
import { StateFailure } from '../state-failure.ts';
import type { StateVisit, Transition } from '../visit-state.ts';

/** Takes the first rule that holds, else the default. */
export const runChoice = async ({ run, state, frame, visit }: StateVisit): Promise<Transition> => {
  const view = viewOf(run, state, frame, visit);
  const choice = await state.query.choose(view);
  if (choice) return choice;
  if (state.definition.Default === undefined)
    throw new StateFailure(
      'States.NoChoiceMatched',
      `Failed to transition out of the state. The state does not point to a next state.`,
    );
  const value = await state.query.argument(view);
  return { next: state.definition.Default, effect: await state.query.finish(view, value) };
};
