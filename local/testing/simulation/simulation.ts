import { type Endpoint, startEndpoint } from '../../endpoint.ts';
import type { Call, House, HttpResponse } from '../../gateway/service.ts';
import { type Caller, callers, observing } from './caller.ts';
import type { ShortName } from './describe-call.ts';
import type { FaultKind } from './faults.ts';
import type { Step } from './history.ts';
import type { Instance } from './instance.ts';
import { type EditCode, InstancePool } from './instance-pool.ts';
import { Quiescence } from './quiescence.ts';
import { Random } from './random.ts';
import { ConnectionReset, type Outgoing } from './sandbox-http.ts';
import { type Parked, Scheduler } from './scheduler.ts';
import { seedProcess } from './seeded-process.ts';
import { SwappableClock } from './swappable-clock.ts';

export interface SimulationOptions {
  dataFolder: string;
  /** When every run begins, in milliseconds since the epoch. */
  start: number;
  short: ShortName;
  /** Which functions take part: they are compiled before the first run. */
  runs: (functionName: string) => boolean;
  edit?: EditCode;
}

/** How a run chooses what happens next. Every draw comes from the run's seed. */
export interface Policy {
  /** Which of the calls that wait goes on. */
  choose(parked: readonly Parked[], random: Random, nameOf: (parked: Parked) => string): Parked;
  faultOf(parked: Parked, random: Random): FaultKind | undefined;
  /** How likely time passes up to the next timer although calls wait, as if they took so long. */
  delay: number;
}

export class Unending extends Error {
  override name = 'Unending';
}

/** A call that hangs for longer was given up by its caller long before. */
const LONGEST_DELAY_MS = 100_000;
const MOST_STEPS = 20_000;

/**
 * An endpoint of which every call waits at the door until a seeded choice lets it through, one at a time, perhaps with a
 * fault, and whose time moves on when nothing else can. The same seed over the same data gives the same run.
 */
export class Simulation {
  readonly clock: SwappableClock;
  readonly scheduler: Scheduler;
  endpoint!: Endpoint;
  pool!: InstancePool;
  #options: SimulationOptions;
  #quiescence = new Quiescence();
  #seed = '';
  #random = new Random('');
  #processRandom = new Random('');
  #draws = 0;
  #endSeeding: () => void;

  private constructor(options: SimulationOptions) {
    this.#options = options;
    this.clock = new SwappableClock(options.start);
    this.scheduler = new Scheduler({
      quiescence: this.#quiescence,
      now: () => this.clock.now() - options.start,
      short: options.short,
      repeat: (call) => observing(() => this.house.aws.call(secondDelivery(call))),
    });
    this.#endSeeding = seedProcess(() => this.#processRandom);
  }

  static async start(options: SimulationOptions): Promise<Simulation> {
    const simulation = new Simulation(options);
    await simulation.#open();
    await simulation.pool.prepare(options.runs);
    return simulation;
  }

  get house(): House {
    return this.endpoint.house;
  }

  get random(): Random {
    return this.#random;
  }

  get steps(): readonly Step[] {
    return this.scheduler.steps;
  }

  /** Everything that is drawn from here on comes from `seed`; time and history begin anew. */
  begin(seed: string): void {
    this.#seed = seed;
    this.#draws = 0;
    this.#random = new Random(seed);
    this.#reseed();
    this.clock.restart();
    this.pool.renew();
    this.scheduler.abandon();
    this.scheduler.steps.length = 0;
    this.scheduler.holding = true;
  }

  /** Starts somebody outside, whose calls wait their turn like all others. */
  act(actor: string, play: () => Promise<unknown>): void {
    const caller: Caller = { actor };
    void callers.run(caller, play).catch((error: unknown) => {
      this.scheduler.note(actor, 'gave up', error instanceof Error ? error.message : String(error));
    });
  }

  /** Goes on until nothing is left to do, or nothing before `until` (milliseconds since the run began), which it then is. */
  async run(policy: Policy, until = Number.POSITIVE_INFINITY): Promise<void> {
    const { scheduler, clock } = this;
    const random = this.#random;
    const nameOf = (parked: Parked) => scheduler.nameOf(parked);
    for (let steps = 0; ; steps += 1) {
      await this.#quiescence.quiet();
      if (steps > MOST_STEPS) throw new Unending(`The run has not ended after ${MOST_STEPS} steps.`);
      const due = clock.nextDue();
      // Drawn whether or not a timer waits: which ones there are may hang on what is warm.
      const passes = random.chance(policy.delay);
      const waits = scheduler.parked.length > 0;
      if (!waits && (due === undefined || due - clock.start > until)) {
        if (Number.isFinite(until)) await clock.moveTo(clock.start + until);
        return;
      }
      this.#reseed();
      if (!waits) clock.fireNext();
      else if (due !== undefined && passes && due - clock.now() <= LONGEST_DELAY_MS) {
        scheduler.note('time', 'passes', 'while calls wait');
        clock.fireNext();
      } else {
        const parked = policy.choose(scheduler.parked, random, nameOf);
        scheduler.admit(parked, policy.faultOf(parked, random), random);
      }
    }
  }

  /** Waits until everything that runs now has come to rest, and lets nothing through. */
  quiet(): Promise<void> {
    return this.#quiescence.quiet();
  }

  /** Ends the endpoint in the middle of everything and starts it over the same data. */
  async restart(): Promise<void> {
    this.scheduler.note('endpoint', 'restarts');
    this.scheduler.abandon();
    await this.endpoint.stop();
    this.clock.restart(this.clock.now());
    this.#reseed();
    await this.#open();
    await this.pool.prepare(this.#options.runs);
  }

  async stop(): Promise<void> {
    this.scheduler.holding = false;
    this.scheduler.abandon();
    await this.endpoint.stop();
    this.#endSeeding();
  }

  async #open(): Promise<void> {
    this.endpoint = await startEndpoint({
      port: 0,
      dataFolder: this.#options.dataFolder,
      clock: this.clock,
      intercept: this.scheduler.intercept,
      functionRunner: (house, book) => {
        this.pool = new InstancePool(house, book, (from, request) => this.#receive(from, request), this.#options.edit);
        return this.pool;
      },
    });
  }

  async #receive(instance: Instance, request: Outgoing): Promise<HttpResponse> {
    const caller: { instance: Instance; reset?: boolean } = { instance };
    const response = await callers.run(caller, () => this.endpoint.receive(request));
    if (caller.reset) throw new ConnectionReset();
    return response;
  }

  /** Each step draws its ids and jitter anew, so that one draw more in a step moves no other. */
  #reseed(): void {
    this.#draws += 1;
    this.#processRandom = new Random(`${this.#seed}/${this.#draws}`);
  }
}

/** A rule that delivers twice starts two executions: EventBridge names each start anew. */
const secondDelivery = (call: Call): Call => {
  if (call.operation !== 'StartExecution') return call;
  return { ...call, input: { ...call.input, name: `${String(call.input.name).slice(0, 70)}-again` } };
};
