/** Ends a line of states, and all lines inside it, from outside: a stop, a timeout, a failed sibling. */
export class Scope {
  #reason: Error | undefined;
  #listeners = new Set<(reason: Error) => void>();

  get reason(): Error | undefined {
    return this.#reason;
  }

  cancel(reason: Error): void {
    if (this.#reason) return;
    this.#reason = reason;
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    for (const listener of listeners) listener(reason);
  }

  onCancel(listener: (reason: Error) => void): () => void {
    if (this.#reason) listener(this.#reason);
    else this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** A scope that ends with this one, and can be ended alone. */
  child(): { scope: Scope; release(): void } {
    const scope = new Scope();
    return { scope, release: this.onCancel((reason) => scope.cancel(reason)) };
  }

  throwIfCancelled(): void {
    if (this.#reason) throw this.#reason;
  }

  /**
   * Waits until `arm` resolves or rejects, or this scope is cancelled. What `arm` returns is called then, exactly once,
   * to take its timers and listeners down.
   */
  until<T>(arm: (resolve: (value: T) => void, reject: (reason: unknown) => void) => () => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#reason) return reject(this.#reason);
      let ended = false;
      let disarm: (() => void) | undefined;
      const end = (settle: () => void) => {
        if (ended) return;
        ended = true;
        forget();
        disarm?.();
        settle();
      };
      const forget = this.onCancel((reason) => end(() => reject(reason)));
      disarm = arm(
        (value) => end(() => resolve(value)),
        (reason) => end(() => reject(reason)),
      );
      if (ended) disarm();
    });
  }
}

/** Why a line was ended from outside. */
export class Cancelled extends Error {
  override name = 'Cancelled';
  readonly kind: 'stopped' | 'timed-out' | 'sibling-failed' | 'shut-down';
  readonly error: string | undefined;
  readonly failureCause: string | undefined;

  constructor(kind: Cancelled['kind'], error?: string, failureCause?: string) {
    super(kind);
    this.kind = kind;
    this.error = error;
    this.failureCause = failureCause;
  }
}
