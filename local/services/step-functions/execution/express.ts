import type { House } from '../../../gateway/service.ts';
import { expressGbSeconds } from '../../../metering/compute.ts';
import type { CompiledMachine } from '../definition/compiled.ts';
import { newFrame } from '../interpreter/frame.ts';
import { Scope } from '../interpreter/scope.ts';
import type { Json } from '../json.ts';
import type { LoggingConfiguration } from '../machine/machine-catalog.ts';
import { createRun } from './create-run.ts';
import type { Conclusion, Execution } from './execution.ts';
import { interpret, recordEnd } from './interpret.ts';
import { keptEvents, writeLog } from './log.ts';
import { MemoryJournal } from './memory-journal.ts';

/** AWS ends every Express execution after five minutes. */
const LONGEST_EXPRESS = 300_000;

const noCallbacks = {
  issue: () => {
    throw new Error('An Express execution has no task tokens');
  },
  listen: () => () => {},
  heartbeatDue: () => undefined,
  close: () => {},
};

/** Runs an Express execution in memory. It dies with the process: at-least-once is its caller's to arrange. */
export const runExpress = async (
  house: House,
  machine: CompiledMachine,
  execution: Execution,
  logging: LoggingConfiguration | undefined,
  scope = new Scope(),
): Promise<Conclusion> => {
  const began = performance.now();
  const journal = new MemoryJournal(house.clock, keptEvents(logging?.level));
  const run = createRun(house, execution, journal, noCallbacks, () => () => {});
  const frame = newFrame('', machine.flow.startAt, JSON.parse(execution.input) as Json);
  journal.record(frame, 'ExecutionStarted', () => ({ input: execution.input, roleArn: execution.roleArn }));
  const seconds = machine.definition.TimeoutSeconds;
  const lifetime = Math.min(seconds === undefined ? LONGEST_EXPRESS : seconds * 1000, LONGEST_EXPRESS);
  const conclusion = await interpret(run, machine, frame, scope, execution.startDate + lifetime);
  recordEnd(run, frame, conclusion);
  const milliseconds = Math.max(house.clock.now() - execution.startDate, performance.now() - began);
  bill(house, machine, execution, { milliseconds, mapOrParallelSteps: journal.mapOrParallelSteps });
  if (journal.events.length > 0 && logging)
    await house.activity.track(writeLog(house, execution, logging, journal.events));
  return conclusion;
};

const definitionSizes = new WeakMap<CompiledMachine, number>();

const definitionBytes = (machine: CompiledMachine): number => {
  const known = definitionSizes.get(machine);
  if (known !== undefined) return known;
  const size = Buffer.byteLength(JSON.stringify(machine.definition));
  definitionSizes.set(machine, size);
  return size;
};

/**
 * AWS Step Functions Pricing: a request for every start, and its time by memory: what passed on the clock, which may stand
 * still, or on this machine, whichever is more.
 */
const bill = (
  { usage }: House,
  machine: CompiledMachine,
  { input, machineName }: Execution,
  run: { milliseconds: number; mapOrParallelSteps: number },
): void => {
  const sizes = { definitionBytes: definitionBytes(machine), dataBytes: Buffer.byteLength(input) };
  usage.add('states/express-request', 'StartExecution', machineName);
  usage.add('states/express-gb-second', 'StartExecution', machineName, expressGbSeconds({ ...run, ...sizes }));
};
