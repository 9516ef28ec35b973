import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { addUsers } from '../../amplify/seed/add-users.ts';
import { DEMO_USERS } from '../../amplify/seed/demo-users.ts';
import { systemClock } from '../../local/clock.ts';
import { type Endpoint, startEndpoint } from '../../local/endpoint.ts';
import { deploySandbox } from '../../scripts/start/ampx.ts';
import { fingerprint } from '../../scripts/start/fingerprint.ts';
import { newScratchFolder } from './scratch-folder.ts';
import { refreshed, type Session, signInWith } from './sessions.ts';

export const ROOT = resolve(import.meta.dirname, '../..');

/** The deployment that all tests copy. Its folder is named after what it was made from. */
const DEPLOYMENTS = join(ROOT, '.restock/test');

/** What their browsers would remember of everybody's sign-in; written last. */
const SESSIONS = 'sessions.json';

/** One password for every test user; the backends that have it live for a test alone. */
export const PASSWORD = 'Correct-Horse-Battery-1';

/** Also signs in, and is in no group. */
export const OUTSIDER = { email: 'outsider@example.com', name: 'Otto Outsider', groups: [], can: 'read nothing' };

export interface Outputs {
  auth: { user_pool_id: string; user_pool_client_id: string; identity_pool_id: string; aws_region: string };
  data: { url: string; aws_region: string };
  custom: Record<string, string>;
}

export interface Deployment {
  folder: string;
  /** Where the endpoint was while it was deployed to: the outputs name this address. */
  url: string;
}

/** `RESTOCK_TEST_DEPLOYMENT` names a folder made before, to go on testing it while `amplify/` is being changed. */
export const deploymentFolder = (): string => {
  // All of `amplify/` is read for it: once for a process.
  folderOfProcess ??=
    process.env.RESTOCK_TEST_DEPLOYMENT ??
    join(DEPLOYMENTS, fingerprint(ROOT, ['amplify', 'package-lock.json']).slice(0, 16));
  return folderOfProcess;
};
let folderOfProcess: string | undefined;

const tellAmpx = (line: string): void => console.log(`ampx: ${line}`);

/**
 * Deploys `amplify/` with the real `ampx sandbox` and signs everybody in, once for all tests and until something that matters
 * changes.
 */
export async function ensureDeployed(): Promise<void> {
  const folder = deploymentFolder();
  if (existsSync(join(folder, SESSIONS))) return;
  rmSync(DEPLOYMENTS, { recursive: true, force: true });
  const draft = `${folder}.draft`;
  mkdirSync(draft, { recursive: true });
  const endpoint = await startEndpoint({
    port: 0,
    dataFolder: join(draft, 'data'),
    clock: systemClock,
    accessLog: join(draft, 'access'),
  });
  try {
    await deploySandbox(ROOT, endpoint.url, tellAmpx, ['--identifier', 'test', '--outputs-out-dir', draft]);
    writeFileSync(join(draft, 'url'), endpoint.url);
    const outputs: Outputs = JSON.parse(readFileSync(join(draft, 'amplify_outputs.json'), 'utf8'));
    const cognito = new CognitoIdentityProviderClient({
      endpoint: endpoint.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const users = [...DEMO_USERS, OUTSIDER];
    await addUsers(cognito, outputs.auth.user_pool_id, users, PASSWORD);
    const sessions: Record<string, Session> = {};
    for (const { email } of users) sessions[email] = await signInWith(outputs, email, PASSWORD);
    writeFileSync(join(draft, SESSIONS), JSON.stringify(sessions));
    await endpoint.idle();
  } finally {
    await endpoint.stop();
  }
  renameSync(draft, folder);
}

/** A data folder of one's own with the backend deployed in it, or what of it is `wanted`. Any endpoint may start over it. */
export function copyDeployment(wanted: (path: string) => boolean = () => true): Deployment {
  const folder = newScratchFolder();
  cpSync(deploymentFolder(), folder, { recursive: true, filter: wanted });
  return { folder: join(folder, 'data'), url: readFileSync(join(folder, 'url'), 'utf8') };
}

/** The outputs as `ampx` wrote them, with the address that the endpoint has now. */
export function outputsFor(url: string): Outputs {
  const folder = deploymentFolder();
  const text = readFileSync(join(folder, 'amplify_outputs.json'), 'utf8');
  return JSON.parse(text.replaceAll(readFileSync(join(folder, 'url'), 'utf8'), url));
}

/** The session that a user of the deployment has, at the endpoint that runs over a copy of it now. */
export function sessionAt(url: string, outputs: Outputs, email: string): Promise<Session> {
  const sessions = JSON.parse(readFileSync(join(deploymentFolder(), SESSIONS), 'utf8'));
  return refreshed(sessions[email], url, outputs);
}

export type { Endpoint };
