import type { CompiledFlow } from '../definition/compiled.ts';
import type { Json } from '../json.ts';
import type { Frame } from './frame.ts';
import type { Run } from './run.ts';
import type { Scope } from './scope.ts';
import { StateFailure } from './state-failure.ts';
import { visitState } from './visit-state.ts';

/** Runs a line of states from where its frame stands to its end and answers its output. */
export const runFlow = async (run: Run, flow: CompiledFlow, frame: Frame, scope: Scope): Promise<Json> => {
  if (frame.done) return frame.done.output;
  for (;;) {
    scope.throwIfCancelled();
    const state = flow.states.get(frame.state);
    if (!state) throw new StateFailure('States.Runtime', `The state '${frame.state}' does not exist.`);
    const transition = await visitState(run, state, frame, scope);
    delete frame.visit;
    if (transition.effect.assign) frame.variables = { ...frame.variables, ...transition.effect.assign };
    if (transition.next === undefined) {
      frame.done = { output: transition.effect.output };
      return transition.effect.output;
    }
    frame.state = transition.next;
    frame.input = transition.effect.output;
    run.journal.checkpoint(frame);
  }
};
