import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { endpointEnvironment } from './endpoint-environment.ts';

const CLI = 'node_modules/@aws-amplify/backend-cli/lib/ampx.js';

export interface AmpxRun {
  /** Folder of the app: the one that holds `amplify/` and `node_modules/`. */
  root: string;
  url: string;
  args: string[];
  /** Gets every line that ampx prints. */
  onLine?: (line: string) => void;
  /** Ends ampx, wherever it is. */
  signal?: AbortSignal | undefined;
}

/** Starts the unmodified `npx ampx` against the endpoint; whatever it prints goes to `onText`, without colours. */
export function spawnAmpx({ root, url, args }: AmpxRun, onText: (text: string) => void): ChildProcess {
  const child = spawn(process.execPath, [join(root, CLI), ...args], {
    cwd: root,
    env: endpointEnvironment(url),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that it ends with the compilers that it starts.
    detached: true,
  });
  const read = (chunk: Buffer) => onText(stripVTControlCharacters(chunk.toString()));
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  return child;
}

/** Runs `npx ampx` to its end. Answers its exit code and all that it printed. */
export function ampx(run: AmpxRun): Promise<{ code: number; output: string }> {
  const { onLine = () => {}, signal } = run;
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawnAmpx(run, (text) => {
      output += text;
      for (const line of text.split(/[\r\n]+/)) if (line.trim()) onLine(line.trim());
    });
    const end = () => endGroup(child);
    if (signal?.aborted) end();
    signal?.addEventListener('abort', end, { once: true });
    child.once('error', reject);
    child.once('close', (code) => {
      signal?.removeEventListener('abort', end);
      resolve({ code: code ?? 1, output });
    });
  });
}

/** Asked politely, ampx would finish its deploy first. */
function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
