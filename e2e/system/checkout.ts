import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { DEMO_PASSWORD_SECRET } from '../../amplify/seed/demo-users.ts';
import { startEndpoint } from '../../local/endpoint.ts';
import { sandboxStack } from '../../scripts/start/ampx.ts';
import { keepRecord } from '../../scripts/start/backend.ts';
import { buildDashboard } from '../../scripts/start/dashboard.ts';
import { endpointClient } from '../../scripts/start/endpoint-environment.ts';
import { copyDeployment, outputsFor, PASSWORD, ROOT } from './deployment.ts';

const SOURCES = [
  'amplify',
  'local',
  'public',
  'scripts',
  'src',
  'index.html',
  'package-lock.json',
  'package.json',
  'tsconfig.json',
  'vite.config.ts',
];

/** A checkout of its own in which `npm start` ran before: backend deployed, dashboard built, stopped since. */
export async function startedCheckout(): Promise<string> {
  const checkout = mkdtempSync(join(tmpdir(), 'restock-checkout-'));
  const workFolder = join(checkout, '.restock');
  mkdirSync(workFolder);
  for (const source of SOURCES) cpSync(join(ROOT, source), join(checkout, source), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'));
  const stamp = join(ROOT, '.restock/dashboard.stamp');
  await buildDashboard(ROOT, stamp);
  cpSync(join(ROOT, 'dist'), join(checkout, 'dist'), { recursive: true });
  cpSync(stamp, join(workFolder, 'dashboard.stamp'));
  const { folder } = copyDeployment();
  // The copy may lie on another device, in memory: it cannot be renamed into the checkout.
  cpSync(folder, join(workFolder, 'data'), { recursive: true });
  rmSync(dirname(folder), { recursive: true });
  await recordDeployment(checkout, workFolder);
  return checkout;
}

/** What the start itself leaves behind after `ampx sandbox` and its seed. */
async function recordDeployment(root: string, workFolder: string): Promise<void> {
  const endpoint = await startEndpoint({ port: 0, dataFolder: join(workFolder, 'data') });
  try {
    const outputs = outputsFor(endpoint.url);
    const stackName = outputs.custom.orderQueueUrl?.match(/amplify-restock-test-sandbox-[0-9a-f]{10}/)?.[0] ?? '';
    const stack = await sandboxStack(endpoint.url, stackName);
    if (!stack) throw new Error(`The deployment has no stack ${stackName}.`);
    keepRecord({ root, workFolder }, stack, JSON.stringify(outputs));
    const Name = `/amplify/restock/test/${DEMO_PASSWORD_SECRET}`;
    await new SSMClient(endpointClient(endpoint.url)).send(
      new PutParameterCommand({ Name, Value: PASSWORD, Type: 'SecureString', Overwrite: true }),
    );
  } finally {
    await endpoint.stop();
  }
}
