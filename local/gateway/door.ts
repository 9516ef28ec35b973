import { AwsError, Unsupported } from './aws-error.ts';
import type { Aws, Call, Service } from './service.ts';

/** Decides whether a call may be made; throws AccessDenied when not. */
export type Authorize = (call: Call) => void;

/** Stands between the door and the services: may count, delay, repeat, refuse or lose a call. */
export type Intercept = (call: Call, proceed: () => Promise<unknown>) => Promise<unknown>;

/** Counts what AWS bills for a call that succeeded. */
export type Bill = (call: Call, output: unknown) => void;

/**
 * The one door between services. HTTP requests and calls from inside pass it alike, so it is the place where
 * authorization is decided and where whoever counts or disturbs calls stands.
 */
export class Door implements Aws {
  #services = new Map<string, Service>();
  #authorize: Authorize;
  #intercept: Intercept | undefined;
  #bill: Bill;

  constructor(authorize: Authorize = () => {}, intercept?: Intercept, bill: Bill = () => {}) {
    this.#authorize = authorize;
    this.#intercept = intercept;
    this.#bill = bill;
  }

  add(service: Service): void {
    this.#services.set(service.name, service);
  }

  async call<Output>(call: Call): Promise<Output> {
    const service = this.#services.get(call.service);
    if (!service) throw new Unsupported(`the service ${call.service}`);
    const operation = Object.hasOwn(service.operations, call.operation)
      ? service.operations[call.operation]
      : undefined;
    if (!operation) throw new Unsupported(`${call.service}:${call.operation}`);
    this.#authorize(call);
    const proceed = async (): Promise<unknown> => {
      const output = await operation(call.input, call);
      this.#bill(call, output);
      return output;
    };
    return (await (this.#intercept ? this.#intercept(call, proceed) : proceed())) as Output;
  }
}

/** What an unexpected failure inside a service looks like to its caller. It is a mistake of ours, so it is also printed. */
export function asAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  console.error(error);
  const message = error instanceof Error ? error.message : String(error);
  return new AwsError('InternalFailure', message, { status: 500 });
}
