import { AsyncLocalStorage } from 'node:async_hooks';
import type { Instance } from './instance.ts';

/** Who makes a call, beyond its principal: a sandbox that can be killed, an actor of the test, or who only looks. */
export type Caller = { instance: Instance; reset?: boolean } | { actor: string } | { observes: true };

/** Undefined where a service of the endpoint acts by itself. */
export const callers = new AsyncLocalStorage<Caller | undefined>();

/** Calls made within pass at once and are no part of the run. */
export const observing = <T>(look: () => Promise<T>): Promise<T> => callers.run({ observes: true }, look);
