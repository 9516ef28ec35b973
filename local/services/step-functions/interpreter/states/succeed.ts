import { viewOf } from '../context.ts';
import type { StateVisit, Transition } from '../visit-state.ts';

export const runSucceed = async ({ run, state, frame, visit }: StateVisit): Promise<Transition> => {
  const view = viewOf(run, state, frame, visit);
  const value = await state.query.argument(view);
  return { next: undefined, effect: await state.query.finish(view, value) };
};
