import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from './system/deployment.ts';

/** `npm run local` without npm between, which would stand between a `kill -9` and what it is for. */
const [, ...LOCAL] = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts.local as string).split(' ');

/** The local endpoint as a process of its own, so that it can die in the middle of a journey. */
export class EndpointProcess {
  readonly url: string;
  #port: number;
  #data: string;
  #child: ChildProcess | undefined;

  constructor(port: number, data: string) {
    this.url = `http://127.0.0.1:${port}`;
    this.#port = port;
    this.#data = data;
  }

  /** Of the running process. */
  get pid(): number {
    if (this.#child?.pid === undefined) throw new Error('The endpoint does not run.');
    return this.#child.pid;
  }

  /** Resolves once it answers; fails with what it said when it ends instead. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [...LOCAL, '--port', String(this.#port), '--data', this.#data], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    this.#child = child;
    const errors: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    const lines = createInterface({ input: child.stdout });
    const listens = new Promise<void>((resolve) => {
      lines.on('line', (line) => line.includes('listens on') && resolve());
    });
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`The endpoint ended with ${code}:\n${Buffer.concat(errors).toString()}`);
    });
    ended.catch(() => {});
    await Promise.race([listens, ended]);
  }

  /** Ends it with no chance to tidy up, as a power cut would. */
  kill = (): Promise<void> => this.#end('SIGKILL');

  stop = (): Promise<void> => this.#end('SIGTERM');

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  }
}
