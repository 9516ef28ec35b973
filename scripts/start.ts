/** `npm start`: the whole system on this machine. */
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DEMO_USERS } from '../amplify/seed/demo-users.ts';
import { type Endpoint, startEndpoint } from '../local/endpoint.ts';
import { bringUpBackend } from './start/backend.ts';
import { buildDashboard, serveDashboard } from './start/dashboard.ts';
import { demoPassword } from './start/demo-sign-ins.ts';
import { mustBeFree } from './start/ports.ts';
import { StartFailure, step } from './start/progress.ts';

const root = resolve(import.meta.dirname, '..');
const workFolder = join(root, '.restock');

const { values: options } = parseArgs({
  options: {
    port: { type: 'string', default: '5173' },
    'endpoint-port': { type: 'string', default: '4566' },
    reset: { type: 'boolean', default: false },
  },
});
const port = Number(options.port);
const endpointPort = Number(options['endpoint-port']);

const running: (() => Promise<unknown>)[] = [];
let stopping = false;

async function stop(code: number): Promise<never> {
  stopping = true;
  for (const end of running.reverse()) await end();
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping) process.exit(1);
    console.log('\nStopping. The data stays in .restock; the next start finds it.');
    void stop(0);
  });
}

async function start(): Promise<void> {
  await mustBeFree(port, 'the dashboard', '--port');
  await mustBeFree(endpointPort, 'the local endpoint', '--endpoint-port');
  if (options.reset) {
    for (const leftover of [workFolder, join(root, 'amplify_outputs.json')])
      rmSync(leftover, { recursive: true, force: true });
    console.log('✔ Forgot everything from before (--reset)');
  }
  const endpoint: Endpoint = await step('Starting the local endpoint', () =>
    startEndpoint({
      port: endpointPort,
      dataFolder: join(workFolder, 'data'),
      dynamoDbEndpoint: process.env.DYNAMODB_ENDPOINT,
    }),
  );
  running.push(() => endpoint.stop());
  await bringUpBackend(root, endpoint.url, workFolder);
  await step('Building the dashboard', () => buildDashboard(root, join(workFolder, 'dashboard.stamp')));
  const dashboard = await serveDashboard(root, port);
  running.push(() => dashboard.close());
  await greet(endpoint.url);
}

async function greet(url: string): Promise<void> {
  const password = await demoPassword(url);
  const width = Math.max(...DEMO_USERS.map(({ email }) => email.length));
  console.log(`
Restock runs.

  Dashboard   http://localhost:${port}/
  Mail        ${url}/_outbox
  Endpoint    ${url}

Sign in with the password  ${password ?? '(none: the seed has not run)'}
${DEMO_USERS.map(({ email, groups, can }) => `  ${email.padEnd(width)}  ${groups.join(', ')}: ${can}`).join('\n')}

Ctrl-C stops everything and keeps the data. npm start -- --reset begins anew.`);
}

start().catch((error: unknown) => {
  if (error instanceof StartFailure) console.error(`\n${error.message}\n\nWhat to do: ${error.resolution}`);
  else console.error(error);
  void stop(1);
});
