import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { copyDeployment, type Outputs, outputsFor, ROOT } from '../../e2e/system/deployment.ts';

/** The deployed backend on an endpoint that is a process of its own, so that its memory can be read from outside. */
export interface BenchEndpoint {
  url: string;
  outputs: Outputs;
  /** Megabytes now: the endpoint with its functions, and the table engine. Linux alone tells them; elsewhere 0. */
  memory(): number;
  stop(): Promise<void>;
}

export async function startBenchEndpoint(): Promise<BenchEndpoint> {
  const { folder } = copyDeployment();
  const child = spawn(process.execPath, [join(ROOT, 'local/main.ts'), '--port', '0', '--data', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await addressOf(child);
  return {
    url,
    outputs: outputsFor(url),
    memory: () => residentMegabytes(child.pid ?? 0),
    async stop() {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
      rmSync(dirname(folder), { recursive: true, force: true });
    },
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('The endpoint has no output to read.');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = line.match(/listens on (\S+)/)?.[1];
    if (url) {
      child.stdout.resume();
      return url;
    }
  }
  throw new Error('The endpoint ended before it listened.');
}

/** Of a process and all below it. */
function residentMegabytes(pid: number): number {
  try {
    const kilobytes = Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)?.[1] ?? 0);
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
    return kilobytes / 1024 + children.reduce((sum, child) => sum + residentMegabytes(child), 0);
  } catch {
    return 0;
  }
}
