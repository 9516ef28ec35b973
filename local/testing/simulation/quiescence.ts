/** Turns of the event loop without any progress after which nothing is left to run: the longest chain in it is shorter. */
const QUIET_TURNS = 4;
/** What reads or writes a file is work of this process that no turn of its loop shows. */
const FILE_WORK = /^FSReq|^CompressionStream|^ZLIB/i;

/** Knows when this process has nothing left to do but wait for the clock or for a call to be let through. */
export class Quiescence {
  #progress = 0;
  #outside = 0;
  #returned: (() => void) | undefined;

  /** Something happened that may lead to more. */
  progress(): void {
    this.#progress += 1;
  }

  /** Counts a call that leaves this process: only DynamoDB's engine is another one. */
  async track<T>(service: string, work: () => Promise<T>): Promise<T> {
    if (service !== 'dynamodb') return work();
    this.#outside += 1;
    try {
      return await work();
    } finally {
      this.#outside -= 1;
      this.#progress += 1;
      this.#returned?.();
    }
  }

  async quiet(): Promise<void> {
    let seen = -1;
    for (let turns = 0; turns < QUIET_TURNS; turns += 1) {
      if (this.#outside > 0) await this.#return();
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (
        this.#outside > 0 ||
        this.#progress !== seen ||
        process.getActiveResourcesInfo().some((name) => FILE_WORK.test(name))
      ) {
        seen = this.#progress;
        turns = -1;
      }
    }
  }

  #return(): Promise<void> {
    return new Promise((resolve) => {
      this.#returned = () => {
        this.#returned = undefined;
        resolve();
      };
    });
  }
}
