import { viewOf } from '../context.ts';
import { sleepUntil } from '../sleep.ts';
import { seconds, timestamp } from '../typed-field.ts';
import type { StateVisit, Transition } from '../visit-state.ts';

/** Waits a number of seconds, or until an instant. The due time is fixed on entry and outlives a restart. */
export const runWait = async ({ run, state, frame, visit, scope }: StateVisit): Promise<Transition> => {
  const view = viewOf(run, state, frame, visit);
  if (visit.due === undefined) {
    const wait = await seconds(state, 'Seconds', view, { least: 0 });
    visit.due = wait === undefined ? await timestamp(state, 'Timestamp', view) : visit.enteredAt + wait * 1000;
    run.journal.checkpoint(frame);
  }
  await sleepUntil(run, scope, visit.due);
  const value = await state.query.argument(view);
  return { next: state.definition.Next, effect: await state.query.finish(view, value) };
};
