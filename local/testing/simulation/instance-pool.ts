import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { House, HttpResponse } from '../../gateway/service.ts';
import type { FunctionBook } from '../../services/lambda/function-book.ts';
import { functionEnvironment } from '../../services/lambda/function-environment.ts';
import type { FunctionRecord } from '../../services/lambda/function-record.ts';
import type { FunctionRequest, FunctionRunner, Outcome } from '../../services/lambda/function-runner.ts';
import { RoleCredentials } from '../../services/lambda/role-credentials.ts';
import { type CompiledFunction, compileFunction } from './compiled-function.ts';
import { Instance } from './instance.ts';
import type { Outgoing } from './sandbox-http.ts';

/** Well within the life of its credentials, as of the workers of the endpoint. */
const LIFETIME_MS = 5 * 3_600_000;

/** Changes the deployed text of a function before it runs: how a guard is taken away to see whether anybody notices. */
export type EditCode = (record: FunctionRecord, text: string) => string;
type SendFrom = (from: Instance, request: Outgoing) => Promise<HttpResponse>;

/** Runs functions in this process, on the endpoint's clock, without a thread or a socket that no seed decides about. */
export class InstancePool implements FunctionRunner {
  #house: House;
  #book: FunctionBook;
  #credentials: RoleCredentials;
  #send: SendFrom;
  #edit: EditCode;
  #warm: Instance[] = [];
  #busy = new Set<Instance>();
  #code = new Map<string, CompiledFunction>();
  #stopped = false;

  constructor(house: House, book: FunctionBook, send: SendFrom, edit: EditCode = (_, text) => text) {
    this.#house = house;
    this.#book = book;
    this.#send = send;
    this.#edit = edit;
    this.#credentials = new RoleCredentials(house);
  }

  async run(record: FunctionRecord, request: FunctionRequest): Promise<Outcome> {
    let instance = this.#take(record);
    if (!instance) {
      const code = await this.#codeOf(record);
      // The endpoint has ended meanwhile: nothing starts any more, and nobody is told.
      if (this.#stopped) return new Promise(() => {});
      instance = this.#start(record, code);
    }
    this.#busy.add(instance);
    const outcome = await instance.invoke(request);
    this.#busy.delete(instance);
    if (instance.alive) this.#warm.push(instance);
    return outcome;
  }

  /** Compiles every function whose name passes, so that no run has to wait for it. */
  async prepare(runs: (name: string) => boolean): Promise<void> {
    for (const record of this.#book.all()) if (runs(record.name)) await this.#codeOf(record);
  }

  /** For a new run. A cold start costs more than the rest of a run, so warm sandboxes are kept. */
  renew(): void {
    for (const instance of this.#warm) instance.renew();
  }

  forget(name: string): void {
    for (const instance of this.#warm.filter(({ record }) => record.name === name)) instance.kill();
    this.#warm = this.#warm.filter(({ alive }) => alive);
    this.#code.delete(name);
  }

  stop(): void {
    this.#stopped = true;
    for (const instance of [...this.#warm, ...this.#busy]) instance.kill();
  }

  /** The most recently used one that is fit for another invocation. */
  #take(record: FunctionRecord): Instance | undefined {
    const usable = (instance: Instance) =>
      instance.record.revisionId === record.revisionId && this.#house.clock.now() - instance.startedAt < LIFETIME_MS;
    const at = this.#warm.findLastIndex((instance) => instance.record.name === record.name && usable(instance));
    return at < 0 ? undefined : this.#warm.splice(at, 1)[0];
  }

  #start(record: FunctionRecord, code: CompiledFunction): Instance {
    const environment = {
      ...functionEnvironment(this.#house, record, '/var/task'),
      ...this.#credentials.environment(record),
    };
    return new Instance({ record, code, environment, clock: this.#house.clock, send: this.#send });
  }

  async #codeOf(record: FunctionRecord): Promise<CompiledFunction> {
    const known = this.#code.get(record.name);
    if (known) return known;
    const file = fileOf(this.#book.codeFolder(record), record.handler);
    const code = await compileFunction(this.#edit(record, readFileSync(file, 'utf8')), file);
    this.#code.set(record.name, code);
    return code;
  }
}

/** `index.handler` stands in `index.mjs`, `index.js` or `index.cjs`. */
const fileOf = (folder: string, handler: string): string => {
  const path = join(folder, handler.slice(0, handler.lastIndexOf('.')));
  return ['.mjs', '.js', '.cjs'].map((extension) => path + extension).find((file) => existsSync(file)) ?? path;
};
