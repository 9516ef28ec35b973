import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../free-port.ts';
import { indexStreamRecords } from './stream-index.ts';

/**
 * Runs the engine below a shell whose second child reads our pipe: when we end, even by `kill -9`, the pipe closes and
 * takes the engine along. In a process group of its own, so that a Ctrl-C for the group does not end the shell and
 * leave the engine behind. The first line of output is the engine's pid.
 */
const LEASHED = `exec 3<&0
"$0" "$@" </dev/null 3<&- & engine=$!
echo "$engine"
(cat <&3 >/dev/null; kill -9 "$engine" 2>/dev/null) & leash=$!
wait "$engine"; code=$?
kill "$leash" 2>/dev/null
exit "$code"`;

const START_LIMIT_MS = 10_000;

export interface Engine {
  url: string;
  pid: number;
  /** Resolves when the engine has ended, for whatever reason. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** Somebody else began to listen on the chosen port while the engine was starting. */
class PortTaken extends Error {}

/** Starts the engine on a free loopback port, over the tables in `dataFolder`, or in memory where it is undefined. */
export const startEngine = async (
  binary: string,
  dataFolder: string | undefined,
  choosePort = freePort,
): Promise<Engine> => {
  try {
    return await startOn(await choosePort(), binary, dataFolder);
  } catch (error) {
    if (error instanceof PortTaken) return startEngine(binary, dataFolder, choosePort);
    throw error;
  }
};

const startOn = async (port: number, binary: string, dataFolder: string | undefined): Promise<Engine> => {
  const args = ['serve', '--port', String(port)];
  const pidFile = dataFolder && join(dataFolder, 'engine.pid');
  if (dataFolder && pidFile) {
    mkdirSync(dataFolder, { recursive: true });
    endStale(pidFile, dataFolder);
    args.push('--db-path', join(dataFolder, 'tables.db'));
  }
  const leashed = process.platform !== 'win32';
  const child = leashed
    ? spawn('/bin/sh', ['-c', LEASHED, binary, ...args], { stdio: ['pipe', 'pipe', 'pipe'], detached: true })
    : spawn(binary, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const pid = await listening(child, leashed);
  if (pidFile) writeFileSync(pidFile, String(pid));
  if (dataFolder) indexStreamRecords(join(dataFolder, 'tables.db'));
  // The engine must not keep a test run or an ended endpoint alive.
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) (stream as { unref?(): void } | null)?.unref?.();
  return {
    url: `http://127.0.0.1:${port}`,
    pid,
    ended,
    async stop() {
      endProcess(pid);
      child.stdin?.destroy();
      child.ref();
      await ended;
      if (pidFile) rmSync(pidFile, { force: true });
    },
  };
};

const listening = (child: ChildProcess, leashed: boolean): Promise<number> =>
  new Promise((resolve, reject) => {
    let output = '';
    const fail = (why: string) => {
      child.stdin?.destroy();
      child.kill();
      const Failure = output.includes('is already in use') ? PortTaken : Error;
      reject(new Failure(`DynamoDB's engine did not start: ${why}. It said: ${output.trim() || 'nothing'}`));
    };
    // The wall clock on purpose: a process start is no simulated time.
    const limit = setTimeout(() => fail(`not ready after ${START_LIMIT_MS} ms`), START_LIMIT_MS);
    const read = (chunk: Buffer) => {
      if (output.length < 10_000) output += chunk;
      if (!output.includes('listening on')) return;
      clearTimeout(limit);
      child.off('exit', exited);
      resolve(leashed ? Number.parseInt(output, 10) : (child.pid ?? 0));
    };
    const exited = (code: number | null) => {
      clearTimeout(limit);
      fail(`it ended with code ${code}`);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', exited);
    child.once('error', (error) => {
      clearTimeout(limit);
      fail(error.message);
    });
  });

/** Ends an engine that an earlier run left over the same files, once its command line shows that it is ours. */
const endStale = (pidFile: string, dataFolder: string): void => {
  let pid: number;
  try {
    pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
  } catch {
    return;
  }
  if (pid > 1 && commandLine(pid).includes(join(dataFolder, 'tables.db'))) endProcess(pid);
  rmSync(pidFile, { force: true });
};

const endProcess = (pid: number): void => {
  try {
    // SIGKILL is safe: the engine's SQLite file is in WAL mode and every acknowledged write has reached the kernel.
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
};

const commandLine = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    try {
      return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
    } catch {
      return '';
    }
  }
};
