import type { Intercept } from '../../gateway/door.ts';
import { asAwsError } from '../../gateway/door.ts';
import type { Call, Principal } from '../../gateway/service.ts';
import { type Caller, callers } from './caller.ts';
import { describeCall, type ShortName } from './describe-call.ts';
import { type FaultKind, lostAnswer, overload } from './faults.ts';
import type { Step } from './history.ts';
import type { Instance } from './instance.ts';
import type { Quiescence } from './quiescence.ts';
import type { Random } from './random.ts';
import { ConnectionReset } from './sandbox-http.ts';

/** A call that waits to be let through. */
export interface Parked {
  call: Call;
  caller: Caller | undefined;
  /** The sandbox that makes the call; undefined where a service or an actor does. */
  instance: Instance | undefined;
  /** It is a second delivery: nobody waits for its answer. */
  again: boolean;
  proceed(): Promise<unknown>;
  resolve(output: unknown): void;
  reject(error: unknown): void;
}

/** What crosses a boundary between services. The rest (logs, sign-in, a deploy) passes at once. */
const BOUNDARIES: Record<string, readonly string[]> = {
  dynamodb: [
    ...['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'Scan', 'BatchGetItem', 'BatchWriteItem'],
    ...['TransactGetItems', 'TransactWriteItems', 'GetRecords'],
  ],
  sqs: ['SendMessage', 'SendMessageBatch', 'ReceiveMessage', 'DeleteMessage', 'DeleteMessageBatch'],
  sns: [
    ...['Publish', 'Subscribe', 'Unsubscribe', 'ListSubscriptionsByTopic', 'GetSubscriptionAttributes'],
    'SetSubscriptionAttributes',
  ],
  events: ['PutEvents'],
  lambda: ['Invoke'],
  states: ['StartExecution', 'StartSyncExecution', 'SendTaskSuccess', 'DescribeExecution'],
};

interface SchedulerOptions {
  quiescence: Quiescence;
  /** Milliseconds since the run began. */
  now: () => number;
  short: ShortName;
  /** Makes a call once more, as a second delivery of the same thing. */
  repeat: (call: Call) => Promise<unknown>;
}

const NOBODY = { resolve: () => {}, reject: () => {} };

/** Holds every call at the door until it is let through, one at a time. */
export class Scheduler {
  readonly parked: Parked[] = [];
  readonly steps: Step[] = [];
  /** Where false, every call passes at once. */
  holding = false;
  /** Told of every call that was carried out, whatever its caller hears of it. */
  witness: (call: Call, output: unknown) => void = () => {};
  /** Told of every call before and after it is carried out, whether or not it waited, succeeded or was heard of. */
  seen: (call: Call) => void = () => {};
  #quiescence: Quiescence;
  #now: () => number;
  #short: ShortName;
  #repeat: (call: Call) => Promise<unknown>;

  constructor({ quiescence, now, short, repeat }: SchedulerOptions) {
    this.#repeat = repeat;
    this.#quiescence = quiescence;
    this.#now = now;
    this.#short = short;
  }

  readonly intercept: Intercept = (call, proceed) => {
    const caller = callers.getStore();
    const tracked = async () => {
      this.seen(call);
      try {
        return await this.#quiescence.track(call.service, () => callers.run(undefined, proceed));
      } finally {
        this.seen(call);
      }
    };
    if (!this.holding || (caller && 'observes' in caller) || !BOUNDARIES[call.service]?.includes(call.operation))
      return tracked();
    const instance = caller && 'instance' in caller ? caller.instance : undefined;
    const witnessed = async () => {
      const output = await tracked();
      this.witness(call, output);
      return output;
    };
    return new Promise((resolve, reject) => {
      this.#quiescence.progress();
      this.parked.push({ call, caller, instance, again: false, proceed: witnessed, resolve, reject });
    });
  };

  /** Lets one parked call through, with what happens to it. Does not wait for its end. */
  admit(parked: Parked, fault: FaultKind | undefined, random: Random): void {
    this.parked.splice(this.parked.indexOf(parked), 1);
    const step = this.#note(parked, fault);
    const choose = <T>(list: readonly T[]): T => random.pick(list);
    switch (fault) {
      case 'refused':
        this.#end(parked, step, Promise.reject(overload(parked.call, choose)));
        break;
      case 'unanswered': {
        const lost = this.#carriedOut(parked).then(() => this.#lose(parked, random));
        this.#end(parked, step, lost);
        break;
      }
      case 'dies-before':
        parked.instance?.kill();
        break;
      case 'dies-after':
        void this.#carriedOut(parked).then(() => parked.instance?.kill());
        break;
      case 'dies-during':
        this.parked.push({ ...parked, ...NOBODY });
        parked.instance?.kill();
        break;
      case 'twice':
        this.parked.push({ ...parked, ...NOBODY, again: true, proceed: () => this.#again(parked.call) });
        this.#end(parked, step, parked.proceed());
        break;
      default:
        this.#end(parked, step, parked.proceed());
    }
  }

  /** Drops what is parked: its callers never hear of it again. */
  abandon(): void {
    this.parked.length = 0;
  }

  nameOf({ caller, call }: Parked): string {
    if (caller && 'actor' in caller) return caller.actor;
    if (caller && 'instance' in caller) return this.#short(caller.instance.record.name);
    return principalName(call.principal, this.#short);
  }

  note(who: string, what: string, about = ''): void {
    this.steps.push({ at: this.#now(), who, what, about });
  }

  #note(parked: Parked, fault: FaultKind | undefined): Step {
    const { call, again } = parked;
    const step: Step = {
      at: this.#now(),
      who: this.nameOf(parked),
      what: `${call.service}:${call.operation}`,
      about: describeCall(call, this.#short),
      fault: [again && 'again', fault].filter(Boolean).join(', ') || undefined,
    };
    this.steps.push(step);
    return step;
  }

  async #again(call: Call): Promise<unknown> {
    const output = await this.#repeat(call);
    this.witness(call, output);
    return output;
  }

  /** Whether it fails is its own affair where nobody hears the answer. */
  async #carriedOut(parked: Parked): Promise<void> {
    await parked.proceed().catch(() => {});
    this.#quiescence.progress();
  }

  #lose({ caller, call }: Parked, random: Random): never {
    if (caller && 'instance' in caller && random.chance(0.5)) {
      caller.reset = true;
      throw new ConnectionReset();
    }
    throw lostAnswer(call);
  }

  #end(parked: Parked, step: Step, result: Promise<unknown>): void {
    result.then(
      (output) => {
        this.#quiescence.progress();
        step.failed = failureIn(output);
        parked.resolve(output);
      },
      (error) => {
        this.#quiescence.progress();
        step.failed = error instanceof ConnectionReset ? error.message : asAwsError(error).code;
        parked.reject(error instanceof ConnectionReset ? lostAnswer(parked.call) : error);
      },
    );
  }
}

/** A function that fails, and an event that a bus does not take, fail in an answer that is none. */
const failureIn = (output: unknown): string | undefined => {
  const { FunctionError, Payload, FailedEntryCount, status } = (output ?? {}) as Record<string, unknown>;
  if (FunctionError !== undefined) {
    const { errorType, errorMessage } = JSON.parse(String(Payload || '{}'));
    return `${errorType}: ${String(errorMessage).slice(0, 160)}`;
  }
  if (FailedEntryCount) return `${FailedEntryCount} entries failed`;
  return status === 'FAILED' || status === 'TIMED_OUT' || status === 'ABORTED' ? status : undefined;
};

const principalName = (principal: Principal, short: ShortName): string => {
  if (principal.kind === 'role')
    return short(principal.sessionName.includes('-') ? roleName(principal.roleArn) : principal.sessionName);
  if (principal.kind === 'service') return principal.service.replace('.amazonaws.com', '');
  return principal.kind;
};
const roleName = (arn: string): string => arn.split('/').at(-1) ?? arn;
