import type { House } from '../../../gateway/service.ts';
import type { CompiledMachine } from '../definition/compiled.ts';
import { newFrame } from '../interpreter/frame.ts';
import type { HistoryEvent } from '../interpreter/journal.ts';
import { Cancelled, Scope } from '../interpreter/scope.ts';
import type { Json } from '../json.ts';
import type { LoggingConfiguration } from '../machine/machine-catalog.ts';
import { countExecution } from './count-executions.ts';
import { createRun } from './create-run.ts';
import type { Conclusion, Execution } from './execution.ts';
import { interpret, recordEnd } from './interpret.ts';
import { keptEvents, writeLog } from './log.ts';
import { StatusEvents } from './status-event.ts';
import { StoreJournal } from './store-journal.ts';
import type { TaskTokens } from './task-tokens.ts';

interface Live {
  scope: Scope;
  journal: StoreJournal;
  ended: Promise<void>;
}

/** Runs Standard executions, each durable in every step it takes. */
export class Executor {
  readonly #house: House;
  readonly #tokens: TaskTokens;
  readonly #loggingOf: (execution: Execution) => LoggingConfiguration | undefined;
  readonly #events: StatusEvents;
  readonly #executions;
  readonly #running;
  readonly #history;
  #live = new Map<string, Live>();
  #watchers = new Map<string, Set<() => void>>();

  constructor(house: House, tokens: TaskTokens, loggingOf: (execution: Execution) => LoggingConfiguration | undefined) {
    this.#loggingOf = loggingOf;
    this.#house = house;
    this.#tokens = tokens;
    this.#events = new StatusEvents(house);
    this.#executions = house.store.collection<Execution>('states.execution');
    this.#running = house.store.collection<true>('states.running');
    this.#history = house.store.collection<HistoryEvent>('states.event');
  }

  find(arn: string): Execution | undefined {
    return this.#executions.get(arn);
  }

  /** Executions of one state machine, in no particular order. */
  ofMachine(machineArn: string): Execution[] {
    const prefix = `${machineArn.replace(':stateMachine:', ':execution:')}:`;
    return this.#executions.entries(prefix).map(([, execution]) => execution);
  }

  /** On disk before it returns. */
  start(execution: Execution, machine: CompiledMachine): void {
    const journal = new StoreJournal(this.#house.store, this.#house.clock, execution.arn, 0);
    const frame = newFrame('', machine.flow.startAt, JSON.parse(execution.input) as Json);
    journal.record(frame, 'ExecutionStarted', () => ({ input: execution.input, roleArn: execution.roleArn }));
    this.#house.store.transaction(() => {
      this.#executions.put(execution.arn, execution);
      this.#running.put(execution.arn, true);
      this.#events.queue(execution);
      journal.checkpoint(frame);
    });
    this.#events.send(execution);
    countExecution(this.#house, execution.machineArn, 'RUNNING');
    this.#run(execution, machine, journal);
  }

  /** Continues what the process before this one left running. */
  resume(compile: (execution: Execution) => CompiledMachine): void {
    this.#events.resume();
    for (const [arn] of this.#running.entries()) {
      const execution = this.#executions.get(arn);
      if (!execution || this.#live.has(arn)) continue;
      const lastId = this.#lastEventId(arn);
      this.#run(execution, compile(execution), new StoreJournal(this.#house.store, this.#house.clock, arn, lastId));
    }
  }

  async stop(arn: string, error?: string, cause?: string): Promise<void> {
    const live = this.#live.get(arn);
    live?.scope.cancel(new Cancelled('stopped', error, cause));
    await live?.ended;
  }

  /** Calls back once the execution has ended, at once if it has. */
  whenEnded(arn: string, then: () => void): () => void {
    if (this.find(arn)?.status !== 'RUNNING') {
      queueMicrotask(then);
      return () => {};
    }
    const watchers = this.#watchers.get(arn) ?? new Set();
    watchers.add(then);
    this.#watchers.set(arn, watchers);
    return () => void watchers.delete(then);
  }

  /** Leaves every running execution as the store has it. */
  async shutDown(): Promise<void> {
    this.#events.close();
    const live = [...this.#live.values()];
    for (const { journal } of live) journal.close();
    for (const { scope } of live) scope.cancel(new Cancelled('shut-down'));
    await Promise.all(live.map(({ ended }) => ended));
  }

  #lastEventId(arn: string): number {
    return this.#history.entries(`${arn}#`).at(-1)?.[1].id ?? 0;
  }

  #run(execution: Execution, machine: CompiledMachine, journal: StoreJournal): void {
    const scope = new Scope();
    const ended = this.#interpret(execution, machine, journal, scope).finally(() => this.#live.delete(execution.arn));
    this.#live.set(execution.arn, { scope, journal, ended });
  }

  async #interpret(execution: Execution, machine: CompiledMachine, journal: StoreJournal, scope: Scope): Promise<void> {
    const run = createRun(this.#house, execution, journal, this.#tokens.forExecution(execution.arn), (arn, then) =>
      this.whenEnded(arn, then),
    );
    const frame = journal.load('') ?? newFrame('', machine.flow.startAt, JSON.parse(execution.input) as Json);
    let conclusion: Conclusion;
    try {
      conclusion = await interpret(run, machine, frame, scope, execution.deadline);
    } catch (error) {
      if (error instanceof Cancelled) return;
      throw error;
    }
    recordEnd(run, frame, conclusion);
    const ended: Execution = { ...execution, ...conclusion, stopDate: this.#house.clock.now() };
    journal.conclude(() => {
      this.#executions.put(execution.arn, ended);
      this.#running.delete(execution.arn);
      this.#events.queue(ended);
    });
    this.#events.send(ended);
    countExecution(this.#house, ended.machineArn, ended.status);
    this.#writeLog(ended);
    const watchers = this.#watchers.get(execution.arn);
    this.#watchers.delete(execution.arn);
    for (const then of watchers ?? []) then();
  }

  /** Written whole once the execution has ended. */
  #writeLog(execution: Execution): void {
    const logging = this.#loggingOf(execution);
    const keeps = keptEvents(logging?.level);
    if (!logging || !keeps) return;
    const events = this.#history
      .entries(`${execution.arn}#`)
      .flatMap(([, event]) => (keeps(event.type) ? [event] : []));
    if (events.length > 0) void this.#house.activity.track(writeLog(this.#house, execution, logging, events));
  }
}
