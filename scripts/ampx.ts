/** `npm run ampx -- sandbox delete`: the unmodified `npx ampx` against the local endpoint that runs. */
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { endpointEnvironment } from './start/endpoint-environment.ts';

const root = resolve(import.meta.dirname, '..');
const url = process.env.AWS_ENDPOINT_URL ?? 'http://127.0.0.1:4566';

const running = await fetch(`${url}/_health`).then(
  ({ ok }) => ok,
  () => false,
);
if (!running) {
  console.error(
    `No local endpoint answers at ${url}. Start one with npm start or npm run local; where it has another port, say so: AWS_ENDPOINT_URL=http://127.0.0.1:4567 npm run ampx -- …`,
  );
  process.exit(1);
}
const cli = join(root, 'node_modules/@aws-amplify/backend-cli/lib/ampx.js');
const child = spawn(process.execPath, [cli, ...process.argv.slice(2)], {
  cwd: root,
  env: endpointEnvironment(url),
  stdio: 'inherit',
});
// Ctrl-C reaches ampx by itself; this waits for what it makes of it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
child.once('close', (code) => process.exit(code ?? 1));
