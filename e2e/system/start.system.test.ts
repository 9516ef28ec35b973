/** `npm start` as a person runs it, in a checkout where it ran before. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../local/free-port.ts';
import { startedCheckout } from './checkout.ts';
import { PASSWORD } from './deployment.ts';
import { signInWith, tokenIn } from './sessions.ts';

let checkout: string;
const starts: Start[] = [];

class Start {
  readonly child: ChildProcess;
  output = '';

  constructor(args: string[]) {
    this.child = spawn(process.execPath, [join(checkout, 'scripts/start.ts'), ...args], { cwd: checkout });
    starts.push(this);
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString();
      });
  }

  /** Until it greets or ends. */
  async settled(): Promise<void> {
    const ended = () => this.child.exitCode !== null || this.output.includes('Ctrl-C stops everything');
    await expect.poll(ended, { timeout: 60_000, interval: 50 }).toBe(true);
  }

  /** Ctrl-C, and the exit code. */
  async interrupt(): Promise<number> {
    const exit = once(this.child, 'close');
    this.child.kill('SIGINT');
    return (await exit)[0];
  }
}

async function start(): Promise<{ run: Start; port: number; url: string }> {
  const [port, endpointPort] = [await freePort(), await freePort()];
  const run = new Start(['--port', String(port), '--endpoint-port', String(endpointPort)]);
  await run.settled();
  return { run, port, url: `http://127.0.0.1:${endpointPort}` };
}

/** All processes below one, as Linux tells them; none elsewhere. */
function below(pid: number): number[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  if (!existsSync(file)) return [];
  const children = readFileSync(file, 'utf8').split(' ').filter(Boolean).map(Number);
  return children.flatMap((child) => [child, ...below(child)]);
}

beforeAll(async () => {
  checkout = await startedCheckout();
});
afterAll(async () => {
  for (const { child } of starts) if (child.exitCode === null) child.kill('SIGKILL');
  rmSync(checkout, { recursive: true, force: true });
});

describe('npm start', () => {
  it('skips ampx when nothing changed, says where all is and who can sign in', async () => {
    const { run, port, url } = await start();
    expect(run.output).toContain('ampx skipped');
    expect(run.output).toContain(`http://localhost:${port}/`);
    expect(run.output).toContain(PASSWORD);
    const page = await fetch(`http://127.0.0.1:${port}/`);
    expect(await page.text()).toContain('<div id="root">');
    const outputs = await (await fetch(`http://127.0.0.1:${port}/amplify_outputs.json`)).json();
    expect(outputs.data.url).toContain(`${url}/`);
    const users = [...run.output.matchAll(/^ {2}(\S+@example\.com) /gm)].map(([, user = '']) => user);
    expect(users).not.toEqual([]);
    for (const user of users) expect(tokenIn(await signInWith(outputs, user, PASSWORD), 'accessToken')).toContain('.');
    await run.interrupt();
  });

  it('names a port that is taken, and how to choose another', async () => {
    const { run, port } = await start();
    const second = new Start(['--port', String(port), '--endpoint-port', String(await freePort())]);
    await second.settled();
    expect(second.output).toMatch(new RegExp(`Port ${port}.+is taken[\\s\\S]+--port`));
    expect(second.child.exitCode).toBe(1);
    const third = new Start(['--port', String(await freePort()), '--endpoint-port', String(await freePort())]);
    await third.settled();
    expect(third.output).toContain('already runs');
    expect(third.child.exitCode).toBe(1);
    await run.interrupt();
  });

  it('ends with Ctrl-C and leaves no process behind', async () => {
    const { run, url } = await start();
    const processes = below(run.child.pid ?? 0);
    expect(await run.interrupt()).toBe(0);
    // What the endpoint started ends when it sees that its parent is gone: a moment later.
    await expect.poll(() => processes.filter((pid) => existsSync(`/proc/${pid}`)), { timeout: 10_000 }).toEqual([]);
    await expect(fetch(url)).rejects.toThrow();
  });

  it('says what is wrong with an option', async () => {
    const run = new Start(['--port', 'many']);
    await run.settled();
    expect(run.output).toContain('--port many is no port');
    expect(run.child.exitCode).toBe(1);
  });
});
