/** `npm start`: the whole system on this machine. */
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Endpoint, startEndpoint } from '../local/endpoint.ts';
import { FolderInUse, holdFolder } from '../local/store/folder-lock.ts';
import { SPARING } from '../local/wiring/polling.ts';
import { bringUpBackend } from './start/backend.ts';
import { buildDashboard, serveDashboard } from './start/dashboard.ts';
import { ensureEngine } from './start/engine.ts';
import { greet } from './start/greeting.ts';
import { type Options, startOptions } from './start/options.ts';
import { mustBeFree } from './start/ports.ts';
import { StartFailure, step } from './start/progress.ts';

const root = resolve(import.meta.dirname, '..');
const workFolder = join(root, '.restock');

/** What runs, to be ended in reverse. */
const running: (() => Promise<unknown>)[] = [];
const stopping = new AbortController();

async function stop(code: number): Promise<never> {
  stopping.abort();
  for (const end of running.reverse()) await end();
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // The terminal and npm may both send the first one; only a person sends another a while later.
    if (stopping.signal.aborted) return;
    console.log('\nStopping. The data stays in .restock; the next start finds it.');
    void stop(0);
  });
}

function forget(): void {
  for (const name of ['data', 'deployed.json']) rmSync(join(workFolder, name), { recursive: true, force: true });
  rmSync(join(root, 'amplify_outputs.json'), { force: true });
  console.log('✔ Forgot everything from before (--reset)');
}

async function startHouse({ endpointPort, reset }: Options): Promise<Endpoint> {
  const dataFolder = join(workFolder, 'data');
  try {
    if (reset) {
      // Not under the feet of one that runs.
      holdFolder(dataFolder)();
      forget();
    }
    return await startEndpoint({
      port: endpointPort,
      dataFolder,
      dynamoDbEndpoint: process.env.DYNAMODB_ENDPOINT,
      polling: SPARING,
    });
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
    throw new StartFailure(
      'Restock already runs over the data in .restock.',
      'End the other npm start (or npm run local) first.',
    );
  }
}

async function start(options: Options): Promise<void> {
  const { port, endpointPort } = options;
  await mustBeFree(port, 'the dashboard', '--port');
  await mustBeFree(endpointPort, 'the local endpoint', '--endpoint-port');
  await ensureEngine(root);
  const began = performance.now();
  const endpoint = await step('Starting the local endpoint', () => startHouse(options));
  running.push(() => endpoint.stop());
  const { signal } = stopping;
  // Beside ampx, which leaves one of two cores idle for most of its time.
  const built = buildDashboard(root, join(workFolder, 'dashboard.stamp'), signal);
  built.catch(() => {});
  const ampxTime = await bringUpBackend({ root, url: endpoint.url, workFolder, signal });
  await step('Building the dashboard', () => built);
  const dashboard = await serveDashboard(root, port);
  running.push(() => dashboard.close());
  await greet({ port, url: endpoint.url, total: performance.now() - began, ampxTime });
}

try {
  await start(startOptions());
} catch (error) {
  // Stopped by hand: what was under way fails because it was ended.
  if (!stopping.signal.aborted) {
    if (error instanceof StartFailure) console.error(`\n${error.message}\n\nWhat to do: ${error.resolution}`);
    else console.error(error);
    await stop(1);
  }
}
