import type { CompiledFlow } from '../definition/compiled.ts';
import type { Json } from '../json.ts';
import { runFlow } from './flow.ts';
import { type Frame, newFrame } from './frame.ts';
import { Cancelled, type Scope } from './scope.ts';
import { StateFailure } from './state-failure.ts';
import type { StateVisit } from './visit-state.ts';

export interface Branches {
  count: number;
  atOnce: number;
  flow(index: number): CompiledFlow | undefined;
  input(index: number): Json | Promise<Json>;
  item?(index: number): { Index: number; Value: Json };
  /** The Map's name, where each branch is an iteration with events of its own. */
  iterations?: string;
}

/** Runs the lines inside a Parallel or Map and answers their outputs in order. The first failure ends the others. */
export const runBranches = async (at: StateVisit, branches: Branches): Promise<Json[]> => {
  const { run, frame, scope } = at;
  const outputs: Json[] = new Array<Json>(branches.count).fill(null);
  const inner = scope.child();
  let next = 0;
  const worker = async () => {
    while (next < branches.count) {
      const index = next++;
      outputs[index] = await runOne(at, branches, index, inner.scope);
    }
  };
  const workers = Array.from({ length: Math.min(branches.atOnce, branches.count) }, () =>
    run.work(worker).catch((error: unknown) => {
      if (error instanceof StateFailure) inner.scope.cancel(new Cancelled('sibling-failed'));
      throw error;
    }),
  );
  try {
    // Every worker is awaited, so that no event of a cancelled sibling comes after the end of its parent.
    const ends = await run.pause(() => Promise.allSettled(workers));
    const reasons = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
    const reason = reasons.find((error) => error instanceof StateFailure) ?? reasons[0];
    if (reason !== undefined) throw scope.reason ?? reason;
    return outputs;
  } finally {
    inner.release();
    if (scope.reason === undefined) run.journal.dropInside(frame);
  }
};

const runOne = async (at: StateVisit, branches: Branches, index: number, scope: Scope): Promise<Json> => {
  const { run, frame } = at;
  scope.throwIfCancelled();
  const path = `${frame.path}/${index}`;
  const flow = branches.flow(index);
  if (!flow) throw new StateFailure('States.Runtime', `There is no branch ${index}.`);
  const known = run.journal.load(path);
  const line = known ?? newFrame(path, flow.startAt, await branches.input(index), frame);
  const iteration = branches.iterations;
  const note = (outcome: string) => {
    if (iteration !== undefined) run.journal.record(line, `MapIteration${outcome}`, () => ({ name: iteration, index }));
  };
  if (!known) begin(line, branches, index, note);
  if (line.done) return line.done.output;
  try {
    const output = await runFlow(run, flow, line, scope);
    note('Succeeded');
    run.journal.checkpoint(line);
    return output;
  } catch (error) {
    if (error instanceof StateFailure) note('Failed');
    else if (error instanceof Cancelled && error.kind === 'sibling-failed') note('Aborted');
    throw error;
  }
};

const begin = (line: Frame, branches: Branches, index: number, note: (outcome: string) => void): void => {
  const item = branches.item?.(index);
  if (item) line.item = item;
  note('Started');
};
